import { useMutation } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { call, commands, type ProfileId } from "../../../ipc/client";
import { useBlocked } from "../../../ipc/health";

export type ReadLicences = {
  readonly start: () => void;
  readonly isReading: boolean;
  /** Why Halo cannot be asked now. */
  readonly blocked: string | undefined;
  readonly error: Error | null;
};

/** Reads the licences of a customer: by itself when they were never read, and when somebody asks. */
export function useReadLicences(
  profileId: ProfileId,
  customer: number | null,
  /** They are needed, and nobody has asked Halo yet. */
  areMissing: boolean,
): ReadLicences {
  const blocked = useBlocked(profileId).read ?? undefined;
  const { mutate, isPending, error, variables } = useMutation({
    mutationFn: (id: number) => call(commands.readLicences(profileId, id)),
  });
  const ask = useEffectEvent((id: number) => mutate(id));
  const asksByItself = areMissing && blocked === undefined;
  useEffect(() => {
    if (asksByItself && customer !== null) ask(customer);
  }, [asksByItself, customer]);
  return {
    start: () => customer !== null && mutate(customer),
    isReading: isPending && variables === customer,
    blocked,
    error: variables === customer ? error : null,
  };
}
