import type { ReactNode } from "react";
import { cx } from "../lib/cx";
import { STATES, type StateName } from "../lib/states";
import { ProgressBar } from "./ProgressBar";
import { StateIcon } from "./StateLabel";
import s from "./TaskRow.module.css";

/** Tasks on a line, one after the other. */
export function TaskList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol className={s["list"]} aria-label={label}>
      {children}
    </ol>
  );
}

type TaskRowProps = {
  state: StateName;
  title: string;
  /** One sentence about where it stands. */
  meaning: string;
  /** "138 of 146", "Waiting": what stands before the button. */
  count?: string | undefined;
  /** A bar before the count. */
  progress?: { readonly value: number; readonly max: number } | undefined;
  /** The count is something to mend. */
  warn?: boolean;
  /** The next task: tint, and the only one with a primary button. */
  current?: boolean;
  /** It waits for another one. */
  faint?: boolean;
  /** One button. */
  action?: ReactNode;
};

/** One task: state, title, sentence, count, one button. */
export function TaskRow({
  state,
  title,
  meaning,
  count,
  progress,
  warn,
  current,
  faint,
  action,
}: TaskRowProps) {
  return (
    <li
      className={cx(s["task"], state === "done" && s["done"], current && s["current"])}
      aria-current={current ? "step" : undefined}
    >
      <span className={s["icon"]}>
        <StateIcon state={state} size={20} />
        <span className="vh">{STATES[state].word}:</span>
      </span>
      <div>
        <span className={cx(s["title"], faint && "t3")}>{title}</span>
        <span className={s["meaning"]}>{meaning}</span>
      </div>
      <span className={cx(s["count"], !action && s["alone"], warn && s["warn"])}>
        {progress && <ProgressBar {...progress} label={`${title}: progress`} className={s["bar"]} />}
        {count}
      </span>
      {action && <span className={s["action"]}>{action}</span>}
    </li>
  );
}
