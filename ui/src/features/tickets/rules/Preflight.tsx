import type { ReactNode } from "react";
import { Button } from "../../../components/Button";
import { Skeleton } from "../../../components/Skeleton";
import { StateLabel } from "../../../components/StateLabel";
import type { FindingDto } from "../../../ipc/client";
import s from "./Rules.module.css";

type PreflightProps = {
  /** `null` until the first answer. */
  readonly findings: readonly FindingDto[] | null;
  /** Leads to the part of the form that a finding is about. */
  readonly onShow: (field: string) => void;
  /** What stands at the foot: when Halo's configuration was read, and reading it again. */
  readonly foot: ReactNode;
  /** Stands in place of the findings when they could not be worked out. */
  readonly error: ReactNode;
};

/** What Halo would say to a ticket of these rules, before any is made. Always in view beside the form. */
export function Preflight({ findings, onShow, foot, error }: PreflightProps) {
  const blocking = findings?.filter(({ severity }) => severity === "blocks") ?? [];
  const worthALook = findings?.filter(({ severity }) => severity === "lookOnce") ?? [];
  return (
    <aside className={s["checks"]} aria-label="Pre-flight">
      <header>
        <h2 className="strong">Pre-flight</h2>
        {findings && (
          <p className="t2" role="status">
            {summary(blocking.length, worthALook.length)}
          </p>
        )}
      </header>
      {error}
      {!findings && !error && <Skeleton label="Checking the rules" lines={3} />}
      {[...blocking, ...worthALook].map(({ severity, text, field }) => (
        <section key={`${field} ${text}`} className={s["issue"]}>
          <StateLabel
            state={severity === "blocks" ? "blocksWork" : "lookOnce"}
            word={severity === "blocks" ? "Halo would refuse" : "Look once"}
          />
          <p>{text}</p>
          {isOnForm(field) ? (
            <div>
              <Button variant="link" onClick={() => onShow(field)}>
                Go to the field
              </Button>
            </div>
          ) : (
            <p className="t2">Choose another ticket type, or make the field optional in Halo.</p>
          )}
        </section>
      ))}
      {findings?.length === 0 && <StateLabel state="passed" word="Nothing to mend" />}
      <div className="hint">{foot}</div>
    </aside>
  );
}

/** Of the fields that a type may demand, the form has a default for these only. */
const FIELDS_ON_FORM = ["field.category_1", "field.team"];

function isOnForm(field: string): boolean {
  return !field.startsWith("field.") || FIELDS_ON_FORM.includes(field);
}

function summary(blocking: number, worthALook: number): string {
  if (blocking > 0) return "Halo would refuse tickets made by these rules.";
  if (worthALook > 0) return "Halo would take these tickets. Something should be looked at.";
  return "Halo would take tickets made by these rules.";
}
