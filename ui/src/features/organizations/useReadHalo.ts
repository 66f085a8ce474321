import { useMutation } from "@tanstack/react-query";
import { call, commands, type ProfileId } from "../../ipc/client";
import { useTask } from "../../ipc/tasks";

export type ReadHalo = {
  readonly start: () => void;
  readonly isReading: boolean;
  /** It could not even be started. That a read failed is said by the window, above every page. */
  readonly error: Error | null;
  /** The last read since the program was started failed. */
  readonly failed: boolean;
};

/** Reading customers and configuration from Halo, as a task of its own. */
export function useReadHalo(profileId: ProfileId): ReadHalo {
  const starting = useMutation({ mutationFn: () => call(commands.readHalo(profileId)) });
  const task = useTask(profileId, "readHalo")?.state.state;
  return {
    start: () => starting.mutate(),
    isReading: task === "running" || starting.isPending,
    error: starting.error,
    failed: task === "failed",
  };
}
