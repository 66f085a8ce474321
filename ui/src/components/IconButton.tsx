import type { LucideIcon } from "lucide-react";
import { cx } from "../lib/cx";
import { Button, type ButtonProps } from "./Button";
import { Icon } from "./Icon";
import s from "./IconButton.module.css";
import { Kbd } from "./Kbd";

type IconButtonProps = Omit<ButtonProps, "icon" | "iconAfter" | "children" | "aria-label" | "count"> & {
  icon: LucideIcon;
  /** What it does, in words: its name for everybody who does not see the icon, and its tooltip. */
  label: string;
};

/** A button of one icon. */
export function IconButton({
  icon,
  label,
  keyHint,
  className,
  variant = "quiet",
  size,
  ...rest
}: IconButtonProps) {
  return (
    <Button
      {...rest}
      variant={variant}
      size={size}
      aria-label={label}
      className={cx(s["square"], size === "l" && s["large"], className)}
      tooltip={
        <>
          {label}
          {keyHint && <Kbd>{keyHint}</Kbd>}
        </>
      }
    >
      <Icon of={icon} />
    </Button>
  );
}
