//! The rows of the comparison as windows: what is in view is read, the rest is not.

import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type { ProfileId, SeatPageDto, SeatRowDto, SeatStateDto } from "../../ipc/client";
import { queries } from "../../ipc/queries";

/** Rows a window. */
const WINDOW = 200;

/** Reads the windows that the range in view touches. While a new filter is read, the old rows stay. */
export function useSeatRows(profileId: ProfileId, state: SeatStateDto | null, text: string) {
  const list = `${state} ${text}`;
  const [range, setRange] = useState({ list, first: 0, last: 0 });
  if (range.list !== list) setRange({ list, first: 0, last: 0 });
  const windows = useQueries({
    queries: useMemo(() => {
      const from = Math.floor(range.first / WINDOW);
      const to = Math.floor(range.last / WINDOW);
      return Array.from({ length: to - from + 1 }, (_, step) =>
        queries.seats(profileId, { state, text, offset: (from + step) * WINDOW, limit: WINDOW }),
      );
    }, [profileId, state, text, range]),
  });

  // State, not memo: while a new filter is read there are no new pages, and the old ones stay.
  const [pages, setPages] = useState<readonly SeatPageDto[]>([]);
  const read = windows.flatMap(({ data }) => data ?? []);
  if (read.length > 0 && !(read.length === pages.length && read.every((page, at) => page === pages[at]))) {
    setPages(read);
  }

  const getRow = useCallback(
    (index: number): SeatRowDto | undefined => {
      const page = pages.find(({ offset, rows }) => index >= offset && index < offset + rows.length);
      return page?.rows[index - page.offset];
    },
    [pages],
  );
  const onRangeChange = useCallback((first: number, last: number) => {
    setRange((old) => (old.first === first && old.last === last ? old : { ...old, first, last }));
  }, []);
  return {
    /** The newest page, for totals and counts. Undefined until the first answer. */
    page: pages.at(-1),
    getRow,
    onRangeChange,
    /** The rows shown still belong to the filter before. */
    busy: windows.some(({ isPending }) => isPending) && pages.length > 0,
    error: windows.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const window of windows) if (window.error !== null) void window.refetch();
    },
  };
}
