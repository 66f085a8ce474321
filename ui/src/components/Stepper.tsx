import { Check } from "lucide-react";
import { cx } from "../lib/cx";
import { Icon } from "./Icon";
import s from "./Stepper.module.css";

type StepperProps = {
  label: string;
  steps: readonly {
    readonly key: string;
    readonly title: string;
    readonly status: "done" | "current" | "toCome";
    /** The outcome of a done step. */
    readonly outcome?: string | undefined;
    /** Present: the step can be gone to. */
    readonly onGo?: (() => void) | undefined;
  }[];
};

/** Knots on a line: done, current, to come. In a narrow window the knots alone. */
export function Stepper({ label, steps }: StepperProps) {
  return (
    <nav className={s["steps"]} aria-label={label}>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step.key}
            className={cx(s["step"], s[step.status])}
            aria-current={step.status === "current" ? "step" : undefined}
          >
            <span className={s["knot"]} aria-hidden="true">
              {step.status === "done" ? <Icon of={Check} size={14} /> : index + 1}
            </span>
            <span>
              {step.onGo && step.status !== "current" ? (
                <button type="button" className={s["go"]} onClick={step.onGo} title={step.title}>
                  {step.title}
                </button>
              ) : (
                <span className={s["title"]}>{step.title}</span>
              )}
              {step.status === "done" && <span className="vh">, done</span>}
              {step.outcome && <span className={cx("hint", s["outcome"])}>{step.outcome}</span>}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
