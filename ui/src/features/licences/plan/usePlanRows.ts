import { useCallback } from "react";
import type { ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { useWindows } from "../useWindows";

/** The newest plan with its lines. */
export function usePlanRows(profileId: ProfileId) {
  return useWindows(
    `${profileId}`,
    useCallback((offset: number, limit: number) => queries.seatPlan(profileId, offset, limit), [profileId]),
  );
}
