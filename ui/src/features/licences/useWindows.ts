//! Rows as windows: what is in view is read, the rest is not.

import { type UseQueryOptions, useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";

/** Rows a window. */
const WINDOW = 200;

type Window = { readonly offset: number; readonly rows: readonly unknown[] };

type WindowQuery<Page, Key extends readonly unknown[]> = Pick<
  UseQueryOptions<Page | null, Error, Page | null, Key>,
  "queryKey" | "queryFn" | "meta"
>;

/** Reads the windows that the range in view touches. While a new list is read, the old rows stay. */
export function useWindows<Page extends Window, Key extends readonly unknown[]>(
  list: string,
  queryFor: (offset: number, limit: number) => WindowQuery<Page, Key>,
) {
  const [range, setRange] = useState({ list, first: 0, last: 0 });
  if (range.list !== list) setRange({ list, first: 0, last: 0 });
  const windows = useQueries({
    queries: useMemo(() => {
      const from = Math.floor(range.first / WINDOW);
      const to = Math.floor(range.last / WINDOW);
      return Array.from({ length: to - from + 1 }, (_, step) => queryFor((from + step) * WINDOW, WINDOW));
    }, [queryFor, range]),
  });

  // State, not memo: while a new list is read there are no new pages, and the old ones stay.
  const [pages, setPages] = useState<readonly Page[]>([]);
  const read = windows.flatMap(({ data }) => data ?? []);
  if (read.length > 0 && !(read.length === pages.length && read.every((page, at) => page === pages[at]))) {
    setPages(read);
  }

  const getRow = useCallback(
    (index: number): Page["rows"][number] | undefined => {
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
    /** There is no such list. */
    isNone: windows.some(({ data }) => data === null),
    getRow,
    onRangeChange,
    /** The rows shown still belong to the list before. */
    busy: windows.some(({ isPending }) => isPending) && pages.length > 0,
    error: windows.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const window of windows) if (window.error !== null) void window.refetch();
    },
  };
}
