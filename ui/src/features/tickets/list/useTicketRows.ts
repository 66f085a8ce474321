import { useCallback } from "react";
import type { ProfileId, TicketSortDto, TicketStateDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { useWindows } from "../../../lib/useWindows";

type TicketsQuery = {
  readonly state: TicketStateDto | null;
  readonly text: string;
  readonly sort: TicketSortDto;
};

/** The tickets that fit. */
export function useTicketRows(profileId: ProfileId, { state, text, sort }: TicketsQuery) {
  return useWindows(
    `${state} ${text}`,
    useCallback(
      (offset: number, limit: number) => queries.tickets(profileId, { state, text, sort, offset, limit }),
      [profileId, state, text, sort],
    ),
  );
}
