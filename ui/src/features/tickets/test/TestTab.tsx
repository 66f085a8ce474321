import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { PageHead } from "../../../components/Page";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type TestRunId, type TestTicketChoiceDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { useTask } from "../../../ipc/tasks";
import { type TabProps, TicketTabs } from "../TicketTabs";
import { EarlierRuns } from "./EarlierRuns";
import { LeftOvers } from "./LeftOvers";
import { RunDetails } from "./RunDetails";
import { Setup } from "./Setup";
import s from "./Test.module.css";

/** Either the choices for a new run, or a run: the one at work, else the one picked from the list. */
type Shown =
  | { readonly kind: "setup" }
  | { readonly kind: "run"; readonly id: TestRunId }
  | { readonly kind: "newest" };

/** The test ticket: choose, see what will be sent, watch it, compare. */
export function TestTab(props: TabProps) {
  const { profileId, onTab, onGo } = props;
  const runs = useQuery(queries.testRuns(profileId));
  const task = useTask(profileId, "testTicket");
  const [picked, setPicked] = useState<Shown | null>(null);
  /** Runs that were there before the start: what is newer is the run that was started. */
  const [newestBefore, setNewestBefore] = useState<TestRunId | null>(null);
  const starting = useMutation({
    mutationFn: (choice: TestTicketChoiceDto) => call(commands.startTestTicket(profileId, choice)),
    onMutate: () => {
      setNewestBefore(runs.data?.[0]?.id ?? null);
      setPicked({ kind: "newest" });
    },
    onError: () => setPicked({ kind: "setup" }),
  });

  const list = runs.data ?? [];
  const isRunning = starting.isPending || task?.state.state === "running";
  const shown: Shown = picked ?? (list.length > 0 ? { kind: "newest" } : { kind: "setup" });
  const newest = list[0] ?? null;
  const awaiting = isRunning && newestBefore !== null && newest?.id === newestBefore;
  const run =
    shown.kind === "run"
      ? (list.find(({ id }) => id === shown.id) ?? null)
      : shown.kind === "newest" && !awaiting
        ? newest
        : null;
  const failure = starting.error ?? (task?.state.state === "failed" ? task.state.error : null);

  return (
    <>
      <PageHead title="Tickets" />
      <TicketTabs tab="test" onTab={onTab}>
        <LeftOvers profileId={profileId} runs={list} isRunning={isRunning} onGo={onGo} />
        {failure && shown.kind !== "run" && <ErrorNotice inline error={failure} onGo={onGo} />}
        {runs.isPending ? (
          <Skeleton label="Reading the runs" lines={6} />
        ) : runs.error ? (
          <ErrorNotice error={runs.error} onRetry={() => void runs.refetch()} onGo={onGo} />
        ) : shown.kind === "setup" ? (
          <Setup
            {...props}
            isRunning={isRunning}
            onStart={(choice) => starting.mutate(choice)}
            runs={<EarlierRuns runs={list} shown={null} onShow={(id) => setPicked({ kind: "run", id })} />}
          />
        ) : run ? (
          <RunDetails
            profileId={profileId}
            run={run}
            taskId={isRunning && run.id === newest?.id ? (task?.id ?? null) : null}
            isRunning={isRunning}
            onAgain={() => setPicked({ kind: "setup" })}
            runs={<EarlierRuns runs={list} shown={run.id} onShow={(id) => setPicked({ kind: "run", id })} />}
          />
        ) : (
          <div className={s["starting"]}>
            <Skeleton label="Starting the test" lines={4} />
          </div>
        )}
      </TicketTabs>
    </>
  );
}
