//! Long work as the page sees it: what runs, and how the last of each kind ended. Fed by events, read as a query.

import { type QueryClient, useQuery } from "@tanstack/react-query";
import { events, type ProfileId, type TaskDto, type TaskKindDto } from "./client";
import { queries } from "./queries";

/** Listens until the returned function is called. */
export function listenForTasks(queryClient: QueryClient): () => void {
  const listening = events.taskChanged.listen(({ payload }) => {
    const { queryKey } = queries.runningTasks();
    // An answer under way would be older than this event.
    void queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData(queryKey, (tasks: TaskDto[] | undefined) => withTask(tasks ?? [], payload.task));
  });
  return () => void listening.then((stop) => stop());
}

/** The tasks with one of them renewed. Of ended ones only the newest of its kind and profile is kept. */
export function withTask(tasks: readonly TaskDto[], changed: TaskDto): TaskDto[] {
  const superseded = (task: TaskDto) =>
    task.id === changed.id ||
    (task.id < changed.id &&
      task.kind === changed.kind &&
      task.profile === changed.profile &&
      task.state.state !== "running");
  return [...tasks.filter((task) => !superseded(task)), changed].sort((a, b) => a.id - b.id);
}

/** Everything that runs, and the last ended of each kind, oldest first. */
export function useTasks(): readonly TaskDto[] {
  return useQuery(queries.runningTasks()).data ?? [];
}

/** The newest task of a kind for a profile: running, or as it ended. Null when there was none since the start. */
export function useTask(profile: ProfileId | null, kind: TaskKindDto): TaskDto | null {
  return useTasks().findLast((task) => task.profile === profile && task.kind === kind) ?? null;
}
