import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import { cx } from "../lib/cx";
import s from "./Choice.module.css";

type ChoiceProps = Omit<ComponentProps<"input">, "type" | "checked" | "onChange" | "size" | "ref" | "id"> & {
  /** Without a label, give an `aria-label`. */
  label?: ReactNode;
  /** A second, fainter line. */
  hint?: ReactNode;
};

type CheckboxProps = ChoiceProps & {
  /** `mixed`: some of what it stands for is chosen. */
  checked: boolean | "mixed";
  onCheckedChange: (checked: boolean) => void;
  /** Outlined like a card, tinted when chosen. */
  boxed?: boolean;
};

/** A check box with its words. */
export function Checkbox({
  checked,
  onCheckedChange,
  label,
  hint,
  boxed = false,
  className,
  ...rest
}: CheckboxProps) {
  const element = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (element.current) element.current.indeterminate = checked === "mixed";
  }, [checked]);
  return (
    <Words id={id} label={label} hint={hint} className={cx(boxed && s["boxed"], className)}>
      <input
        aria-describedby={hint === undefined ? undefined : hintIdOf(id)}
        {...rest}
        ref={element}
        id={id}
        type="checkbox"
        className={cx(s["check"], label === undefined && className)}
        checked={checked === true}
        onChange={(event) => onCheckedChange(event.currentTarget.checked)}
      />
    </Words>
  );
}

type SwitchProps = ChoiceProps & { checked: boolean; onCheckedChange: (checked: boolean) => void };

/** On or off, at once. */
export function Switch({ checked, onCheckedChange, label, hint, className, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <Words id={id} label={label} hint={hint} className={className}>
      <input
        aria-describedby={hint === undefined ? undefined : hintIdOf(id)}
        {...rest}
        id={id}
        type="checkbox"
        role="switch"
        className={cx(s["switch"], label === undefined && className)}
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onCheckedChange(event.currentTarget.checked)}
      />
    </Words>
  );
}

type WordsProps = {
  id: string;
  label: ReactNode;
  hint: ReactNode;
  className?: string | undefined;
  /** The control itself. */
  children: ReactNode;
};

/** The hint lies outside the label, so that it describes the control instead of naming it. */
function Words({ id, label, hint, className, children }: WordsProps) {
  if (label === undefined) return children;
  return (
    <div className={cx(s["choice"], className)}>
      <div className={s["words"]}>
        {children}
        <label htmlFor={id} className={s["name"]}>
          {label}
        </label>
      </div>
      {hint !== undefined && (
        <span id={hintIdOf(id)} className={cx("hint", s["hint"])}>
          {hint}
        </span>
      )}
    </div>
  );
}

const hintIdOf = (id: string) => `${id}-hint`;
