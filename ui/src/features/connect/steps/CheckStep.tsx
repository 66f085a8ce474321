import { useMutation } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../../../components/Button";
import { Card, CardList } from "../../../components/Card";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { type CheckKeyDto, call, commands, type TaskDto, type WizardDto } from "../../../ipc/client";
import { useTask } from "../../../ipc/tasks";
import { formatWhen } from "../../../lib/format";
import { useNow } from "../../../lib/useNow";
import { checksInWords, isNoObstacle, lastCheckedAt, openChecksInWords } from "../checkWords";
import type { WizardEvent } from "../machine";
import { StepFrame } from "../StepFrame";
import { CheckResult } from "./CheckResult";
import { TenantOffer } from "./TenantOffer";

const FOR_SEATS: readonly CheckKeyDto[] = ["licences", "writeLicences"];

type CheckStepProps = {
  readonly wizard: WizardDto;
  readonly onEvent: (event: WizardEvent) => void;
  readonly onFinished: () => void;
  readonly onNetwork: () => void;
};

/** Step 5: named checks, one after the other. "Connected" means that the job can be done. */
export function CheckStep({ wizard, onEvent, onFinished, onNetwork }: CheckStepProps) {
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
  const newest = lastCheckedAt(checks);
  const neverRun = newest === null;
  const started = useRef(false);
  useEffect(() => {
    if (started.current || !neverRun || running) return;
    started.current = true;
    start.mutate(null);
  }, [neverRun, running, start]);

  const busy = running !== null || start.isPending;
  const failed = checks.filter((check) => check.state === "failed");
  const clear = checks.length > 0 && checks.every(isNoObstacle);
  const actingAs = checks.find((check) => check.key === "actingAs" && isNoObstacle(check));
  const now = useNow();
  return (
    <StepFrame
      step={5}
      wizard={wizard}
      title="Check access"
      lead="Connected means that the job can be done. Nothing is written to Halo here."
      onEvent={onEvent}
      next={{
        label: clear ? "Finish" : "Save and finish later",
        primary: clear,
        onPress: () => finish.mutate(),
        busy: finish.isPending,
        busyWord: "Saving…",
        note: clear ? undefined : laterNote(failed.map((check) => check.name)),
      }}
      aside={
        <>
          {actingAs && (
            <>
              <h2>Acting as</h2>
              <p>
                {actingAs.meaning}
                <br />
                <span className="t3">at {wizard.discovery?.host}</span>
              </p>
            </>
          )}
          {checks.some((check) => check.state === "cannotTell") && (
            <>
              <h2>What cannot be told yet</h2>
              <p>
                Of some rights Halo says nothing until they are used, and nothing is written here. They do not
                stand in the way; each line says what will prove it.
              </p>
            </>
          )}
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
              <span className="strong">{checksInWords(checks)}</span>{" "}
              <span className="t3">{openChecksInWords(checks, busy)}</span>
            </span>
            <span className="spacer" />
            {newest !== null && !busy && <span className="t3">Checked {formatWhen(newest, now)}</span>}
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
              profile={wizard.isDemo ? null : profile}
              newest={newest}
              now={now}
              onAgain={() => start.mutate(check.key)}
              // They share Halo's request budget.
              busy={busy ? "Another check is running" : undefined}
              onEnterSecret={
                check.key === "token" && check.exchange?.status === 401
                  ? () => onEvent({ type: "goTo", step: 4 })
                  : undefined
              }
              onWithout={FOR_SEATS.includes(check.key) ? () => withoutSeats.mutate() : undefined}
            />
          ))}
        </CardList>
      </Card>
      {task?.state.state === "failed" && task.state.error.code !== "cancelled" && !busy && (
        <ErrorNotice
          inline
          error={task.state.error}
          onRetry={() => start.mutate(null)}
          onNetwork={onNetwork}
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

function laterNote(failed: readonly string[]): string | undefined {
  return failed.length === 0 ? undefined : `Still to mend: ${failed.join(", ")}`;
}
