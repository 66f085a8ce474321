import { useCallback } from "react";
import type { ActivityAreaDto, ProfileId } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { useWindows } from "../../lib/useWindows";

/** The lines of the journal that fit. */
export function useActivityRows(profileId: ProfileId, area: ActivityAreaDto | null, text: string) {
  return useWindows(
    `${area} ${text}`,
    useCallback(
      (offset: number, limit: number) => queries.activity(profileId, { area, text, offset, limit }),
      [profileId, area, text],
    ),
  );
}
