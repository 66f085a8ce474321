//! The rows of the list as windows from the database: what is in view is read, the rest is not.

import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type {
  OurTicketId,
  ProfileId,
  TicketPageDto,
  TicketRowDto,
  TicketSortDto,
  TicketStateDto,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";

/** Rows a window. */
const WINDOW = 100;

export type TicketsQuery = {
  readonly state: TicketStateDto | null;
  readonly text: string;
  readonly sort: TicketSortDto;
};

/** Reads the windows that the range in view touches. While a new filter is read, the old rows stay. */
export function useTicketRows(profileId: ProfileId, { state, text, sort }: TicketsQuery) {
  const list = `${state} ${text}`;
  const [range, setRange] = useState({ list, first: 0, last: 0 });
  if (range.list !== list) setRange({ list, first: 0, last: 0 });
  const windows = useQueries({
    queries: useMemo(() => {
      const from = Math.floor(range.first / WINDOW);
      const to = Math.floor(range.last / WINDOW);
      return Array.from({ length: to - from + 1 }, (_, step) =>
        queries.tickets(profileId, { state, text, sort, offset: (from + step) * WINDOW, limit: WINDOW }),
      );
    }, [profileId, state, text, sort, range]),
  });

  // State, not memo: while a new filter is read there are no new pages, and the old ones stay.
  const [pages, setPages] = useState<readonly TicketPageDto[]>([]);
  const read = windows.flatMap(({ data }) => data ?? []);
  if (read.length > 0 && !(read.length === pages.length && read.every((page, at) => page === pages[at]))) {
    setPages(read);
  }

  const getRow = useCallback(
    (index: number): TicketRowDto | undefined => {
      const page = pages.find(({ offset, rows }) => index >= offset && index < offset + rows.length);
      return page?.rows[index - page.offset];
    },
    [pages],
  );
  const indexOf = useCallback(
    (ticket: OurTicketId): number => {
      for (const { offset, rows } of pages) {
        const at = rows.findIndex(({ id }) => id === ticket);
        if (at >= 0) return offset + at;
      }
      return -1;
    },
    [pages],
  );
  const onRangeChange = useCallback((first: number, last: number) => {
    setRange((old) => (old.first === first && old.last === last ? old : { ...old, first, last }));
  }, []);
  const newest = pages.at(-1);
  return {
    /** Rows that fit the filter, loaded or not. Undefined until the first answer. */
    total: newest?.total,
    counts: newest?.counts,
    waiting: newest?.waiting ?? null,
    /** Held tickets, of all, that only wait for somebody to say that they may go. */
    waitForAWord: newest?.waitForAWord ?? 0,
    getRow,
    /** Where a loaded row stands; -1 when it is not among the loaded ones. */
    indexOf,
    onRangeChange,
    /** The rows shown still belong to the filter before. */
    busy: windows.some(({ isPending }) => isPending) && pages.length > 0,
    error: windows.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const window of windows) if (window.error !== null) void window.refetch();
    },
  };
}
