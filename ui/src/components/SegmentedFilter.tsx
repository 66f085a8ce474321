import { ChevronDown, type LucideIcon } from "lucide-react";
import { cx } from "../lib/cx";
import { formatNumber } from "../lib/format";
import { BREAKPOINTS, useMediaQuery } from "../lib/useMediaQuery";
import { Button } from "./Button";
import { Icon } from "./Icon";
import { Menu } from "./Menu";
import s from "./SegmentedFilter.module.css";

type Segment<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  /** Always shown, zero too. */
  readonly count?: number | undefined;
  readonly icon?: LucideIcon;
};

type SegmentedFilterProps<Value extends string> = {
  /** What it chooses: "Show", "View". */
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly Segment<Value>[];
  /** Outlined, for choosing a view; it stays as it is in a narrow window. */
  boxed?: boolean;
};

/** Plain words with counts that never hide. In a narrow window one button with a menu of all of them. */
export function SegmentedFilter<Value extends string>(props: SegmentedFilterProps<Value>) {
  const narrow = useMediaQuery(BREAKPOINTS.narrow);
  return narrow && !props.boxed ? <AsMenu {...props} /> : <AsButtons {...props} />;
}

function AsButtons<Value extends string>({
  label,
  value,
  onValueChange,
  options,
  boxed,
}: SegmentedFilterProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be read as a form; this is a group of toggle buttons.
    <div role="group" aria-label={label} className={cx(s["segments"], boxed && s["boxed"])}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={s["segment"]}
          aria-pressed={option.value === value}
          onClick={() => onValueChange(option.value)}
        >
          {option.icon && <Icon of={option.icon} size={14} />}
          {option.label}
          {option.count !== undefined && <span className={s["count"]}>{formatNumber(option.count)}</span>}
        </button>
      ))}
    </div>
  );
}

function AsMenu<Value extends string>({ label, value, onValueChange, options }: SegmentedFilterProps<Value>) {
  const current = options.find((option) => option.value === value);
  return (
    <Menu
      label={label}
      trigger={
        <Button
          iconAfter={ChevronDown}
          count={current?.count === undefined ? undefined : formatNumber(current.count)}
        >
          {current?.label ?? label}
        </Button>
      }
      items={options.map((option) => ({
        label: option.label,
        checked: option.value === value,
        detail: option.count === undefined ? undefined : formatNumber(option.count),
        onSelect: () => onValueChange(option.value),
      }))}
    />
  );
}
