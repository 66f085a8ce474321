import type { ReactNode } from "react";
import { cx } from "../lib/cx";
import { STATES, type StateName } from "../lib/states";
import s from "./RunSheet.module.css";
import { StateIcon } from "./StateLabel";

type RunStep = {
  readonly key: string;
  readonly state: StateName;
  readonly title: string;
  /** "0.9 s". */
  readonly time?: string | undefined;
  /** What happened. */
  readonly detail?: ReactNode;
};

/** Steps on a line; a step that is done makes its piece of the line fast. */
export function RunSheet({ label, steps }: { label: string; steps: readonly RunStep[] }) {
  return (
    <ol aria-label={label}>
      {steps.map((step) => (
        <li
          key={step.key}
          className={cx(s["step"], (step.state === "done" || step.state === "warning") && s["done"])}
        >
          <span className={s["icon"]}>
            <StateIcon state={step.state} size={20} />
          </span>
          <p className={s["title"]}>
            {step.title}
            <span className={s["time"]}>
              {STATES[step.state].word} {step.time}
            </span>
          </p>
          {step.detail && <div className="t2">{step.detail}</div>}
        </li>
      ))}
    </ol>
  );
}
