import { useMutation } from "@tanstack/react-query";
import { AppFailure, call, commands, type ProfileId } from "../../ipc/client";
import { useBlocked } from "../../ipc/health";
import { useTask } from "../../ipc/tasks";

export type CountPeople = {
  readonly start: () => void;
  readonly isCounting: boolean;
  /** Why Halo cannot be asked now. */
  readonly blocked: string | undefined;
  /** It could not be started, or did not come to its end. */
  readonly error: Error | null;
};

/** Counting the people of paired customers in Halo, so that seats can be held against them. */
export function useCountPeople(profileId: ProfileId): CountPeople {
  const starting = useMutation({ mutationFn: () => call(commands.countUsers(profileId)) });
  const state = useTask(profileId, "countUsers")?.state;
  return {
    start: () => starting.mutate(),
    isCounting: state?.state === "running" || starting.isPending,
    blocked: useBlocked(profileId).read ?? undefined,
    error: starting.error ?? (state?.state === "failed" ? new AppFailure(state.error) : null),
  };
}
