import type { ReactNode } from "react";
import { cx } from "../lib/cx";
import { STATES, type StateName } from "../lib/states";
import s from "./CheckLine.module.css";
import { StateIcon } from "./StateLabel";

type CheckLineProps = {
  state: StateName;
  name: string;
  /** What the outcome means, or what is being asked. */
  meaning?: ReactNode;
  /** Another word than the state's own. */
  word?: string | undefined;
  /** How long it took: "0.4 s". */
  time?: ReactNode;
  /** A small control at the end of the line. */
  action?: ReactNode;
  /** What a failed check opens: the mend, the path, acts, what was said. */
  children?: ReactNode;
};

/** One named check: icon, name, meaning, word and time. A line of a `CardList`. */
export function CheckLine({ state, name, meaning, word, time, action, children }: CheckLineProps) {
  return (
    <li className={cx(s["check"], children ? s["open"] : undefined)}>
      <span className={s["icon"]}>
        <StateIcon state={state} />
      </span>
      <div className={cx(!children && s["one"])}>
        <span className={s["name"]}>{name}</span>
        {meaning && <span className={s["meaning"]}>{meaning}</span>}
        {children && <div className={s["more"]}>{children}</div>}
      </div>
      <span className={s["right"]}>
        <span className={s[STATES[state].tone]}>{word ?? STATES[state].word}</span>
        <span className={s["time"]}>{time}</span>
        {action}
      </span>
    </li>
  );
}
