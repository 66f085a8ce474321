import { useMutation } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../../../components/Button";
import { Card, CardList } from "../../../components/Card";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { type CheckKeyDto, call, commands, type TaskDto, type WizardDto } from "../../../ipc/client";
import { useTask } from "../../../ipc/tasks";
import { formatCount } from "../../../lib/format";
import { isGood, type WizardEvent } from "../machine";
import { StepFrame } from "../StepFrame";
import { CheckResult } from "./CheckResult";
import { TenantOffer } from "./TenantOffer";

type CheckStepProps = {
  readonly wizard: WizardDto;
  readonly onEvent: (event: WizardEvent) => void;
  readonly onFinished: () => void;
};

/** Step 5: named checks, one after the other. "Connected" means that the job can be done. */
export function CheckStep({ wizard, onEvent, onFinished }: CheckStepProps) {
  const { profile, checks } = wizard;
  const task = useTask(profile, "checkAccess");
  const running = task?.state.state === "running" ? task : null;
  const start = useMutation({
    mutationFn: (only: CheckKeyDto | null) => call(commands.startChecks(profile, only)),
  });
  const withoutSeats = useMutation({
    mutationFn: async () => {
      await call(commands.saveFeatures(profile, { ...wizard.features, seats: false }));
      await call(commands.startChecks(profile, null));
    },
  });
  const finish = useMutation({
    mutationFn: () => call(commands.finishWizard(profile)),
    onSuccess: onFinished,
  });

  // Whoever comes here for the first time wants to see them run.
  const neverRun = checks.every((check) => check.checkedAt === null);
  const started = useRef(false);
  useEffect(() => {
    if (started.current || !neverRun || running) return;
    started.current = true;
    start.mutate(null);
  }, [neverRun, running, start]);

  const busy = running !== null || start.isPending;
  const failed = checks.filter((check) => check.state === "failed");
  const allGood = checks.length > 0 && checks.every(isGood);
  return (
    <StepFrame
      step={5}
      wizard={wizard}
      title="Check access"
      lead="Connected means that the job can be done. Nothing is written to Halo here."
      onEvent={onEvent}
      next={{
        label: allGood ? "Finish" : "Save and finish later",
        primary: allGood,
        onPress: () => finish.mutate(),
        busy: finish.isPending,
        busyWord: "Saving…",
        note: allGood ? undefined : laterNote(failed.map((check) => check.name)),
      }}
      aside={
        <>
          <h2>Rights are the smaller of two lists</h2>
          <p>
            Halo gives only what both the application and its agent allow. When a list comes back empty, the
            agent's role is the usual reason.
          </p>
          <Button variant="link" onClick={() => onEvent({ type: "goTo", step: 3 })}>
            Look at the recipe again
          </Button>
        </>
      }
    >
      {wizard.offeredTenant !== null && !busy && (
        <TenantOffer profile={profile} tenant={wizard.offeredTenant} />
      )}
      <Card
        label="Checks"
        head={
          <>
            <span role="status">
              <span className="strong">{summary(wizard)}</span>{" "}
              <span className="t3">{toGo(wizard, busy)}</span>
            </span>
            <span className="spacer" />
            {running ? (
              <StopButton task={running} />
            ) : (
              <Button
                variant="quiet"
                icon={RefreshCw}
                onClick={() => start.mutate(null)}
                busy={start.isPending}
                busyWord="Starting…"
              >
                Check all again
              </Button>
            )}
          </>
        }
      >
        <CardList label="Checks">
          {checks.map((check) => (
            <CheckResult
              key={check.key}
              check={check}
              // While one runs, another cannot be started: they share Halo's request budget.
              onAgain={busy ? undefined : () => start.mutate(check.key)}
              onEnterSecret={
                check.key === "token" && check.exchange?.status === 401 && !busy
                  ? () => onEvent({ type: "goTo", step: 4 })
                  : undefined
              }
              onWithout={check.key === "licences" && !busy ? () => withoutSeats.mutate() : undefined}
            />
          ))}
        </CardList>
      </Card>
      {task?.state.state === "failed" && task.state.error.code !== "cancelled" && !busy && (
        <ErrorNotice
          inline
          error={task.state.error}
          title="The checks could not be run to the end"
          onRetry={() => start.mutate(null)}
          onGo={(place) => onEvent({ type: "goTo", step: place === "secret" ? 4 : 2 })}
        />
      )}
      {[start, withoutSeats, finish].map(
        (mutation, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: three mutations in a fixed order.
          mutation.isError && <ErrorNotice key={index} inline error={mutation.error} />,
      )}
    </StepFrame>
  );
}

function StopButton({ task }: { task: TaskDto }) {
  const stop = useMutation({ mutationFn: () => call(commands.cancelTask(task.id)) });
  return (
    <Button
      variant="quiet"
      onClick={() => stop.mutate()}
      busy={stop.isPending || stop.isSuccess}
      busyWord="Stopping…"
    >
      Stop
    </Button>
  );
}

/** "7 passed, 1 failed", or that all passed. */
function summary({ checks }: WizardDto): string {
  const good = checks.filter(isGood).length;
  const failed = checks.filter((check) => check.state === "failed").length;
  if (checks.length > 0 && good === checks.length) return `All ${formatCount(good, "check")} passed`;
  return failed === 0 ? `${good} passed` : `${good} passed, ${failed} failed`;
}

function toGo({ checks }: WizardDto, busy: boolean): string {
  const left = checks.filter((check) => check.state === "waiting" || check.state === "running").length;
  if (left === 0) return "";
  return busy ? `${left} to go` : `${left} not checked`;
}

function laterNote(failed: readonly string[]): string | undefined {
  return failed.length === 0 ? undefined : `Halyard will ask for ${failed.join(", ")} again next time`;
}
