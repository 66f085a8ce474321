import { useCallback } from "react";
import type { ProfileId, SeatStateDto } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { useWindows } from "../../lib/useWindows";

/** The rows of the comparison. */
export function useSeatRows(profileId: ProfileId, state: SeatStateDto | null, text: string) {
  return useWindows(
    `${state} ${text}`,
    useCallback(
      (offset: number, limit: number) => queries.seats(profileId, { state, text, offset, limit }),
      [profileId, state, text],
    ),
  );
}
