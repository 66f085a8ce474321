//! What cannot be done with a connection now, for the buttons that ask Halo.

import { useQuery } from "@tanstack/react-query";
import type { BlockedDto, ProfileDto, ProfileId } from "./client";
import { queries } from "./queries";

const NOTHING: BlockedDto = { read: null, tickets: null, check: null };

/** The profile as last listed; undefined while it is being read or when it is gone. */
export function useProfile(profile: ProfileId): ProfileDto | undefined {
  return useQuery(queries.profiles()).data?.find(({ id }) => id === profile);
}

/** Why Halo cannot be read, written to or checked now, as reasons for tooltips. Work with the snapshot goes on. */
export function useBlocked(profile: ProfileId): BlockedDto {
  return useProfile(profile)?.health.blocked ?? NOTHING;
}
