import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { JobStrip } from "../components/JobStrip";
import { call, commands, type TaskDto, type TaskKindDto } from "../ipc/client";
import { useBlocked } from "../ipc/health";
import { useTasks } from "../ipc/tasks";
import { formatCount } from "../lib/format";

/** How long the strip stays after a job came to its end. */
const LINGER_MS = 6_000;

/** The same with something to press in it: time to read, think and reach for it. */
const LINGER_WITH_OFFER_MS = 20_000;

const STOP_WORDS: Record<TaskKindDto, string> = {
  checkAccess: "Stop checking",
  readHalo: "Cancel",
  testTicket: "Stop and clean up",
  readMailDomains: "Cancel",
  replaceSecret: "Stop trying",
  proveRevoked: "Stop asking",
  countUsers: "Stop counting",
  sendTickets: "Stop sending",
  readLicences: "Cancel",
  writeSeats: "Pause",
};

/** Shows the newest running job, and for a moment the one that came to its end. Failures are told where they matter. */
export function JobHost() {
  const tasks = useTasks();
  const running = tasks.findLast((task) => task.state.state === "running");
  const lingering = useLingering(tasks);
  const task = running ?? lingering;
  return (
    <>
      {task && <Strip key={task.id} task={task} />}
      <span className="vh" role="status">
        {lingering?.state.state === "done" ? lingering.state.label : ""}
      </span>
    </>
  );
}

function Strip({ task }: { task: TaskDto }) {
  const cancel = useMutation({ mutationFn: () => call(commands.cancelTask(task.id)) });
  const whole = useMutation({ mutationFn: () => call(commands.readHaloWhole(task.profile)) });
  const blocked = useBlocked(task.profile).read ?? undefined;
  if (task.state.state === "done") {
    const offer = { label: "Read everything again", onSelect: () => whole.mutate() };
    return (
      <JobStrip
        label={task.state.label}
        value={1}
        max={1}
        done={task.state.allWell ? "well" : "look"}
        offer={task.state.onlyChanges && blocked === undefined ? offer : undefined}
      />
    );
  }
  if (task.state.state !== "running") return null;
  const { label, done, total, requests, waitingSecs } = task.state;
  const notes = [
    requests > 0 ? `${formatCount(requests, "request")} used` : null,
    waitingSecs === null ? null : `Halo takes more requests in ${formatCount(waitingSecs, "second")}`,
  ].filter((note) => note !== null);
  return (
    <JobStrip
      label={label}
      value={done}
      max={total}
      note={notes.join(", ") || undefined}
      cancelLabel={STOP_WORDS[task.kind]}
      onCancel={() => cancel.mutate()}
      cancelling={cancel.isPending || cancel.isSuccess}
    />
  );
}

/** The task that came to its end while this window was open, for some seconds. */
function useLingering(tasks: readonly TaskDto[]): TaskDto | undefined {
  const [seenRunning, setSeenRunning] = useState<ReadonlySet<number>>(new Set());
  const [expired, setExpired] = useState<ReadonlySet<number>>(new Set());
  const running = tasks.filter((task) => task.state.state === "running").map((task) => task.id);
  const unseen = running.filter((id) => !seenRunning.has(id));
  if (unseen.length > 0) setSeenRunning(new Set([...seenRunning, ...unseen]));

  // Only the newest: one before it that is shown for longer is not worth coming back to.
  const newest = tasks.findLast((task) => task.state.state !== "running" && seenRunning.has(task.id));
  const ended = newest?.state.state === "done" && !expired.has(newest.id) ? newest : undefined;
  const endedId = ended?.id;
  const lingers = ended?.state.state === "done" && ended.state.onlyChanges ? LINGER_WITH_OFFER_MS : LINGER_MS;
  useEffect(() => {
    if (endedId === undefined) return;
    const timer = setTimeout(() => setExpired((before) => new Set([...before, endedId])), lingers);
    return () => clearTimeout(timer);
  }, [endedId, lingers]);
  return ended;
}
