import type { LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "../lib/cx";
import { useFieldControl } from "./Field";
import { Icon } from "./Icon";
import s from "./Input.module.css";

export type TextInputProps = Omit<ComponentProps<"input">, "value" | "onChange" | "size"> & {
  value: string;
  onValueChange: (value: string) => void;
  /** `l` (32 px) in forms, `s` (28 px) in bars and panes. */
  size?: "s" | "l" | undefined;
  /** Fixed width letters: addresses, ids. */
  mono?: boolean | undefined;
  icon?: LucideIcon | undefined;
  /** A small control or key hint inside, at the right. */
  trailing?: ReactNode;
};

/** One line of text. Inside a `Field`, or with an `aria-label`. */
export function TextInput({
  value,
  onValueChange,
  size = "l",
  mono = false,
  icon,
  trailing,
  className,
  type = "text",
  ...rest
}: TextInputProps) {
  const control = useFieldControl();
  return (
    <span className={cx(s["box"], size === "s" && s["small"], className)}>
      {icon && <Icon of={icon} className={s["icon"]} />}
      <input
        spellCheck={false}
        autoComplete="off"
        {...control}
        {...rest}
        type={type}
        className={cx(s["input"], mono && "mono")}
        value={value}
        onChange={(event) => onValueChange(event.currentTarget.value)}
      />
      {trailing}
    </span>
  );
}
