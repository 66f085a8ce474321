import { ChevronDown } from "lucide-react";
import { type ComponentProps, useLayoutEffect, useRef } from "react";
import { cx } from "../lib/cx";
import { useFieldControl } from "./Field";
import { Icon } from "./Icon";
import s from "./Input.module.css";

export type SelectOption<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
};

type SelectProps<Value extends string> = Omit<
  ComponentProps<"select">,
  "value" | "onChange" | "size" | "children"
> & {
  onValueChange: (value: Value) => void;
  options: readonly SelectOption<Value>[];
  size?: "s" | "l" | undefined;
} & (
    | { value: Value; placeholder?: undefined }
    /** Null: nothing chosen yet, the placeholder is shown. */
    | { value: Value | null; placeholder: string }
  );

/** A choice of a few: the desktop's own list, so that it behaves as everywhere else. For many, take `Combobox`. */
export function Select<Value extends string>({
  value,
  onValueChange,
  options,
  placeholder,
  size = "l",
  className,
  ...rest
}: SelectProps<Value>) {
  const control = useFieldControl();
  const list = useRef<HTMLSelectElement>(null);
  // WebKit goes on painting the old words when the program chooses, not the person; choosing the same option anew
  // makes it read them again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another value is shown
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const { selectedIndex } = element;
    element.selectedIndex = -1;
    element.selectedIndex = selectedIndex;
  }, [value]);
  return (
    <span className={cx(s["box"], s["selectBox"], size === "s" && s["small"], className)}>
      <select
        {...control}
        {...rest}
        ref={list}
        className={cx(s["input"], s["select"], value === null && s["empty"])}
        value={value ?? ""}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value);
          if (chosen) onValueChange(chosen.value);
        }}
      >
        {/* Stays in the list when something is chosen: WebKit remembers the number of the chosen option, and would
            take the next choice for the same one if all of them moved up. */}
        {placeholder !== undefined && (
          <option value="" disabled hidden={value !== null}>
            {placeholder}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon of={ChevronDown} size={14} className={s["chevron"]} />
    </span>
  );
}
