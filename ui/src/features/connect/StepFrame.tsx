import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { Stepper } from "../../components/Stepper";
import type { WizardDto } from "../../ipc/client";
import s from "./Connect.module.css";
import { canGoTo, isDone, outcomeOf, STEPS, type Step, type WizardEvent } from "./machine";

type StepFrameProps = {
  readonly step: Step;
  readonly wizard: WizardDto | null;
  readonly title: string;
  readonly lead: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly onEvent: (event: WizardEvent) => void;
  /** The way on, at the right of the footer. */
  readonly next: {
    readonly label: string;
    readonly onPress: () => void;
    readonly primary?: boolean;
    readonly busy?: boolean;
    readonly busyWord?: string;
    /** Why it is not possible yet. */
    readonly reason?: string | undefined;
    /** A sentence before the button. */
    readonly note?: string | undefined;
  };
};

/** What every step looks like: rail of knots, body, aside, and a footer with Back and the way on. */
export function StepFrame({ step, wizard, title, lead, aside, children, onEvent, next }: StepFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);

  // A new step is a new page: reading goes on at its title.
  useEffect(() => heading.current?.focus(), []);
  useContinueKey(next.busy || next.reason !== undefined ? null : next.onPress);

  return (
    <div className={s["wizard"]}>
      <Stepper
        label="Steps"
        steps={STEPS.map(({ step: other, title: name }) => ({
          key: String(other),
          title: name,
          status: other === step ? "current" : isDone(other, wizard) ? "done" : "toCome",
          outcome: wizard && other !== step && isDone(other, wizard) ? outcomeOf(other, wizard) : undefined,
          onGo: wizard && canGoTo(other, wizard) ? () => onEvent({ type: "goTo", step: other }) : undefined,
        }))}
      />
      <div className={s["scroll"]}>
        <div className={s["columns"]}>
          <div className={s["body"]}>
            <header>
              <h1 ref={heading} tabIndex={-1} className={`title1 ${s["heading"]}`}>
                {title}
              </h1>
              <p className="lead">{lead}</p>
            </header>
            {children}
          </div>
          {aside && <aside className={s["aside"]}>{aside}</aside>}
        </div>
      </div>
      <footer className={s["foot"]}>
        {step > 1 && (
          <Button size="l" onClick={() => onEvent({ type: "back" })}>
            Back
          </Button>
        )}
        <span className="spacer" />
        {next.note && <span className={s["note"]}>{next.note}</span>}
        <Button
          size="l"
          variant={(next.primary ?? true) ? "primary" : "plain"}
          keyHint="Ctrl ↵"
          onClick={next.onPress}
          busy={next.busy}
          busyWord={next.busyWord}
          reason={next.reason}
        >
          {next.label}
        </Button>
      </footer>
    </div>
  );
}

/** Ctrl+Enter goes on, from wherever the focus is. */
function useContinueKey(onPress: (() => void) | null) {
  const latest = useRef(onPress);
  useEffect(() => {
    latest.current = onPress;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      latest.current?.();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
