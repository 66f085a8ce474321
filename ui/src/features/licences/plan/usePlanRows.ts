import { useCallback } from "react";
import type { ProfileId, SeatPlanId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { useWindows } from "../../../lib/useWindows";

/** A plan with its lines; without a number the newest. */
export function usePlanRows(profileId: ProfileId, plan: SeatPlanId | null) {
  return useWindows(
    `${profileId} ${plan}`,
    useCallback(
      (offset: number, limit: number) => queries.seatPlan(profileId, plan, offset, limit),
      [profileId, plan],
    ),
  );
}
