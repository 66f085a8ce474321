import { useMutation } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../../components/Button";
import { StateLabel } from "../../../components/StateLabel";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type ProfileId, type TaskId, type TestRunDto } from "../../../ipc/client";
import { formatMoment, formatTime } from "../../../lib/format";
import { runState } from "./EarlierRuns";
import { FieldComparison, RunSteps } from "./RunView";
import s from "./Test.module.css";

type RunDetailsProps = {
  readonly profileId: ProfileId;
  readonly run: TestRunDto;
  /** The task at work on this run; null when it is over. */
  readonly taskId: TaskId | null;
  /** Any run is at work. */
  readonly isRunning: boolean;
  readonly onAgain: () => void;
  /** The list of runs, below the sheet. */
  readonly runs: ReactNode;
};

/** One run: its sheet at the left, live while it is at work, the comparison at the right. */
export function RunDetails({ profileId, run, taskId, isRunning, onAgain, runs }: RunDetailsProps) {
  const opening = useMutation({
    mutationFn: (ticketId: number) => call(commands.openInBrowser(profileId, { page: "ticket", ticketId })),
  });
  const stopping = useMutation({ mutationFn: (task: TaskId) => call(commands.cancelTask(task)) });
  const recalling = useMutation({
    mutationFn: () => call(commands.dismissLeftOver(profileId, run.id, false)),
  });
  const giveUp = useMutation({ mutationFn: () => call(commands.stopWatching(profileId)) });
  const isWatching =
    taskId !== null &&
    run.steps.some(
      ({ key, state, meaning }) => key === "statusBack" && state === "running" && meaning !== "",
    );
  const state = taskId === null ? runState(run) : "running";
  const different = run.compared.filter(({ same }) => !same).length;
  return (
    <div className={s["split"]}>
      <section className={s["sheet"]} aria-label="Run sheet">
        <div className={s["runHead"]}>
          <h2 className="strong">Run of {formatMoment(run.startedAt)}</h2>
          <span role="status">
            <StateLabel state={state} pill />
          </span>
        </div>
        <dl className={s["given"]}>
          <dt>Customer</dt>
          <dd>{run.customer.name}</dd>
          <dt>Time</dt>
          <dd>
            {formatMoment(run.startedAt)}
            {run.finishedAt !== null && ` to ${formatTime(run.finishedAt)}`}
          </dd>
          <dt>Mark</dt>
          <dd>
            <code>{run.reference}</code>
          </dd>
        </dl>
        {run.dismissedAt !== null && (
          <p className="t2">
            You said on {formatMoment(run.dismissedAt)} that its ticket is gone in Halo.{" "}
            <Button
              variant="link"
              reason={recalling.isPending ? "Remembering…" : undefined}
              onClick={() => recalling.mutate()}
            >
              It is still there
            </Button>
          </p>
        )}
        {recalling.error && <ErrorNotice inline error={recalling.error} />}
        <RunSteps run={run} onOpenTicket={(ticketId) => opening.mutate(ticketId)} />
        {opening.error && <ErrorNotice inline error={opening.error} />}
        {stopping.error && <ErrorNotice inline error={stopping.error} />}
        {giveUp.error && <ErrorNotice inline error={giveUp.error} />}
        <div className="row wrap">
          {isWatching && (
            <Button busy={giveUp.isPending} busyWord="Going on…" onClick={() => giveUp.mutate()}>
              Wait no longer
            </Button>
          )}
          {taskId !== null && (
            <Button
              busy={stopping.isPending || stopping.isSuccess}
              busyWord="Stopping…"
              onClick={() => stopping.mutate(taskId)}
            >
              Stop and clean up
            </Button>
          )}
          {!isRunning && (
            <Button icon={RefreshCw} onClick={onAgain}>
              Test again…
            </Button>
          )}
        </div>
        {runs}
      </section>
      <section className={s["right"]} aria-label="Field by field">
        <div className={s["runHead"]}>
          <h2 className="groupHead">Field by field</h2>
          {run.compared.length > 0 && (
            <span className="hint">
              {different === 0
                ? `${run.compared.length} of ${run.compared.length} fields are as sent`
                : `${different} of ${run.compared.length} fields differ`}
            </span>
          )}
        </div>
        <FieldComparison run={run} />
      </section>
    </div>
  );
}
