import { type ReactNode, useId } from "react";
import { cx } from "../lib/cx";
import s from "./Choice.module.css";

type RadioOption<Value extends string> = {
  readonly value: Value;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
};

type RadioGroupProps<Value extends string> = {
  /** What is being chosen. */
  label: ReactNode;
  hideLabel?: boolean;
  value: Value | null;
  onValueChange: (value: Value) => void;
  options: readonly RadioOption<Value>[];
  /** Side by side instead of below each other. */
  inline?: boolean;
  /** Each option outlined like a card. */
  boxed?: boolean;
};

/** One of a few, all in view. */
export function RadioGroup<Value extends string>({
  label,
  hideLabel = false,
  value,
  onValueChange,
  options,
  inline = false,
  boxed = false,
}: RadioGroupProps<Value>) {
  const name = useId();
  return (
    <fieldset className={cx(s["group"], inline && s["inline"])}>
      <legend className={hideLabel ? "vh" : s["legend"]}>{label}</legend>
      {options.map((option) => (
        <div key={option.value} className={cx(s["choice"], boxed && s["boxed"])}>
          <div className={s["words"]}>
            <input
              type="radio"
              id={`${name}-${option.value}`}
              className={s["radio"]}
              name={name}
              value={option.value}
              checked={value === option.value}
              aria-describedby={option.hint === undefined ? undefined : `${name}-${option.value}-hint`}
              onChange={() => onValueChange(option.value)}
            />
            <label htmlFor={`${name}-${option.value}`} className={s["name"]}>
              {option.label}
            </label>
          </div>
          {option.hint !== undefined && (
            <span id={`${name}-${option.value}-hint`} className={cx("hint", s["hint"])}>
              {option.hint}
            </span>
          )}
        </div>
      ))}
    </fieldset>
  );
}
