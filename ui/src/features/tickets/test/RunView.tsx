import { ExternalLink } from "lucide-react";
import { Button } from "../../../components/Button";
import { Disclosure } from "../../../components/Disclosure";
import { RunSheet } from "../../../components/RunSheet";
import { StateLabel } from "../../../components/StateLabel";
import { Table } from "../../../components/Table";
import { saidText } from "../../../errors/said";
import type { StepDto, StepStateDto, TestRunDto } from "../../../ipc/client";
import { formatDuration } from "../../../lib/format";
import type { StateName } from "../../../lib/states";
import s from "./Test.module.css";

const STEP_STATES: Record<StepStateDto, StateName> = {
  waiting: "waiting",
  running: "running",
  done: "done",
  warning: "warning",
  failed: "failed",
  skipped: "skipped",
};

type RunStepsProps = {
  readonly run: TestRunDto;
  readonly onOpenTicket: (ticketId: number) => void;
};

/** The steps of a run, each with what happened, and for a failed one what mends it. */
export function RunSteps({ run, onOpenTicket }: RunStepsProps) {
  return (
    <RunSheet
      label="Steps of the test ticket"
      steps={run.steps.map((step) => ({
        key: step.key,
        state: STEP_STATES[step.state],
        title: step.name,
        time: step.tookMs === null ? undefined : formatDuration(step.tookMs),
        detail: (
          <StepDetail
            step={step}
            ticketId={step.key === "create" ? run.ticketId : null}
            onOpenTicket={onOpenTicket}
          />
        ),
      }))}
    />
  );
}

type StepDetailProps = {
  readonly step: StepDto;
  readonly ticketId: number | null;
  readonly onOpenTicket: (ticketId: number) => void;
};

function StepDetail({ step, ticketId, onOpenTicket }: StepDetailProps) {
  return (
    <div className={s["detail"]}>
      <p>{step.meaning}</p>
      {ticketId !== null && (
        <Button variant="link" iconAfter={ExternalLink} onClick={() => onOpenTicket(ticketId)}>
          Open ticket {ticketId} in Halo
        </Button>
      )}
      {step.mend && <p className={s["mend"]}>{step.mend}</p>}
      {step.exchange && (step.state === "failed" || step.state === "warning") && (
        <Disclosure summary="What Halo said">
          <pre>{saidText(step.exchange)}</pre>
        </Disclosure>
      )}
    </div>
  );
}

/** What was sent against what Halo holds, field by field. */
export function FieldComparison({ run }: { run: TestRunDto }) {
  if (run.compared.length === 0) {
    return <p className="t2">The fields are compared once the ticket has been read back.</p>;
  }
  return (
    <Table
      caption="What was sent and what Halo holds"
      columns={[
        { head: "Field", width: "22%" },
        { head: "Sent" },
        { head: "Read back" },
        { head: "Result", width: "104px" },
      ]}
      rows={run.compared.map((field) => ({
        key: field.label,
        cells: [
          field.label,
          <ValueText key="sent" text={field.sent} />,
          <ValueText key="held" text={field.held} />,
          <StateLabel key="result" state={field.same ? "same" : "different"} />,
        ],
      }))}
    />
  );
}

/** A field's value; that there is none is said. */
export function ValueText({ text }: { text: string }) {
  return text === "" ? <span className="t3">empty</span> : text;
}
