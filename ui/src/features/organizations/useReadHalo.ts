import { useMutation } from "@tanstack/react-query";
import { call, commands, type ProfileId } from "../../ipc/client";
import { useBlocked } from "../../ipc/health";
import { useTask } from "../../ipc/tasks";

export type ReadHalo = {
  /** Only what changed, where this Halo can tell; everything otherwise. */
  readonly start: () => void;
  /** Everything, whatever Halo can tell. */
  readonly startWhole: () => void;
  readonly isReading: boolean;
  /** Why Halo cannot be read now. */
  readonly blocked: string | undefined;
  /** It could not even be started. That a read failed is said by the window, above every page. */
  readonly error: Error | null;
  /** The last read since the program was started failed. */
  readonly failed: boolean;
};

/** Reading customers and configuration from Halo, as a task of its own. */
export function useReadHalo(profileId: ProfileId): ReadHalo {
  const starting = useMutation({ mutationFn: () => call(commands.readHalo(profileId)) });
  const startingWhole = useMutation({ mutationFn: () => call(commands.readHaloWhole(profileId)) });
  const task = useTask(profileId, "readHalo")?.state.state;
  const blocked = useBlocked(profileId).read ?? undefined;
  return {
    blocked,
    start: () => starting.mutate(),
    startWhole: () => startingWhole.mutate(),
    isReading: task === "running" || starting.isPending || startingWhole.isPending,
    error: starting.error ?? startingWhole.error,
    failed: task === "failed",
  };
}
