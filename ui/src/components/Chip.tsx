import type { LucideIcon } from "lucide-react";
import { cx } from "../lib/cx";
import s from "./Chip.module.css";
import { Icon } from "./Icon";

type ChipProps = {
  icon?: LucideIcon | undefined;
  children: string;
  /** The icon alone, the word kept as tooltip and name. */
  compact?: boolean;
  tone?: "attention" | undefined;
};

/** A reason: outline, small icon, word. */
function Chip({ icon, children, compact = false, tone }: ChipProps) {
  const onlyIcon = compact && icon !== undefined;
  return (
    <span className={cx(s["chip"], onlyIcon && s["compact"], tone && s[tone])} title={children}>
      {icon && <Icon of={icon} size={onlyIcon ? 14 : 12} className={s["icon"]} />}
      <span className={onlyIcon ? "vh" : s["word"]}>{children}</span>
    </span>
  );
}

type ChipListProps = {
  chips: readonly {
    readonly word: string;
    readonly icon?: LucideIcon;
    /** What asks for a look: its ink and a tint. */
    readonly tone?: "attention";
  }[];
  /** How many are shown before "+2". */
  max?: number;
  compact?: boolean;
};

/** At most two reasons, then a count; the whole list is in the tooltip. */
export function ChipList({ chips, max = 2, compact = false }: ChipListProps) {
  const shown = chips.slice(0, max);
  const rest = chips.slice(max);
  return (
    <span className={s["list"]}>
      {shown.map(({ word, icon, tone }) => (
        <Chip key={word} icon={icon} compact={compact} tone={tone}>
          {word}
        </Chip>
      ))}
      {rest.length > 0 && (
        <span className={s["more"]} title={rest.map(({ word }) => word).join(", ")}>
          +{rest.length}
          <span className="vh"> more: {rest.map(({ word }) => word).join(", ")}</span>
        </span>
      )}
    </span>
  );
}
