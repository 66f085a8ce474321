import { useQuery } from "@tanstack/react-query";
import type { ProfileDto, ProfileId } from "../ipc/client";
import { queries } from "../ipc/queries";

/** A profile as last listed; undefined while it is being read or when it is gone. */
export function useProfile(id: ProfileId): ProfileDto | undefined {
  return useQuery(queries.profiles()).data?.find((profile) => profile.id === id);
}
