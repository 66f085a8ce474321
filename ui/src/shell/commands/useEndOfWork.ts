import { useEffect, useRef } from "react";
import { call, commands, type ProfileDto, type TaskDto } from "../../ipc/client";
import { useTasks } from "../../ipc/tasks";

/** Shorter work ends before anybody has turned to something else. */
const LONG_MS = 10_000;

/** Has the desktop tell when long work ends while the window is not in front. What was stopped by hand is known. */
export function useEndOfWork(profiles: readonly ProfileDto[]): void {
  const tasks = useTasks();
  const running = useRef(new Map<number, number>());

  useEffect(() => {
    for (const task of tasks) {
      if (task.state.state === "running") {
        if (!running.current.has(task.id)) running.current.set(task.id, Date.now());
        continue;
      }
      const since = running.current.get(task.id);
      running.current.delete(task.id);
      const words = endWords(task);
      if (since === undefined || words === null) continue;
      if (Date.now() - since < LONG_MS || document.hasFocus()) continue;
      const profile = profiles.find(({ id }) => id === task.profile);
      // A desktop without notifications is none of the person's troubles.
      call(commands.notify(profile?.name ?? "Halyard", words)).catch(() => undefined);
    }
  }, [tasks, profiles]);
}

function endWords({ state }: TaskDto): string | null {
  switch (state.state) {
    case "done":
      return state.label;
    case "failed":
      return state.error.message;
    case "running":
    case "cancelled":
      return null;
  }
}
