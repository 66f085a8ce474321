import { cx } from "../lib/cx";
import { STATES, type StateName, type Tone } from "../lib/states";
import { Icon } from "./Icon";
import s from "./StateLabel.module.css";

type StateLabelProps = {
  state: StateName;
  /** Other words for the same state ("7 passed"). */
  word?: string | undefined;
  /** A tint behind it. Only where it stands alone: headers, cards, groups; never in rows. */
  pill?: boolean;
  /** The word goes, the icon keeps it as its name. For narrow columns. */
  iconOnly?: boolean;
};

/** A state: icon, word and ink, always together. */
export function StateLabel({ state, word, pill = false, iconOnly = false }: StateLabelProps) {
  const look = STATES[state];
  const text = word ?? look.word;
  return (
    <span className={cx(s["state"], pill && s["pill"], s[look.tone])} title={iconOnly ? text : undefined}>
      <Icon of={look.icon} size={14} spin={isMoving(state)} />
      {iconOnly ? <span className="vh">{text}</span> : text}
    </span>
  );
}

/** The icon of a state alone, where the word stands elsewhere in the same line. */
export function StateIcon({ state, size = 16 }: { state: StateName; size?: 14 | 16 | 20 }) {
  const look = STATES[state];
  return <Icon of={look.icon} size={size} spin={isMoving(state)} className={s[look.tone]} />;
}

const isMoving = (state: StateName) => state === "running" || state === "reading";

/** A short word on a tint that is not a state of anything: "Demo". */
export function Pill({ tone = "excluded", children }: { tone?: Tone; children: string }) {
  return <span className={cx(s["state"], s["pill"], s["bare"], s[tone])}>{children}</span>;
}
