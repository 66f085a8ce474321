//! Rows of a list as windows from the database: what is in view is read, the rest is not.

import { type UseQueryOptions, type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";

/** Rows a window: three screens, so that a keystroke brings no more than is looked at. */
const WINDOW = 100;
/** Rows beyond those in view that are read too, so that previous and next are there at a window's edge. */
const MARGIN = 30;

/** A stretch of the list's rows. */
type Page = { readonly offset: number; readonly rows: readonly unknown[] };

/** The question for one window; the answer is null where there is no such list. */
type WindowQuery<P extends Page, Key extends readonly unknown[]> = Pick<
  UseQueryOptions<P | null, Error, P | null, Key>,
  "queryKey" | "queryFn" | "meta"
>;

export type Windows<P extends Page> = {
  /** The newest page, for totals and counts. Undefined until the first answer. */
  readonly page: P | undefined;
  /** There is no such list. */
  readonly isNone: boolean;
  readonly getRow: (index: number) => P["rows"][number] | undefined;
  /** Where the loaded row stands that is meant; -1 when it is not among the loaded ones. */
  readonly indexOf: (isMeant: (row: P["rows"][number]) => boolean) => number;
  readonly onRangeChange: (first: number, last: number) => void;
  /** The rows shown still belong to the list before. */
  readonly busy: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
};

/**
 * Reads the windows that the range in view touches. While another list is read, the old rows stay.
 *
 * @param list Names what is listed: another one is looked at from its top.
 * @param queryFor Asks for so many rows from an offset on; the same function as long as the question is the same.
 */
export function useWindows<P extends Page, Key extends readonly unknown[]>(
  list: string,
  queryFor: (offset: number, limit: number) => WindowQuery<P, Key>,
): Windows<P> {
  const [range, setRange] = useState({ list, first: 0, last: 0 });
  if (range.list !== list) setRange({ list, first: 0, last: 0 });
  const offsets = useMemo(() => windowsOf(range.first, range.last), [range]);
  const read = useQueries({
    queries: useMemo(() => offsets.map((offset) => queryFor(offset, WINDOW)), [offsets, queryFor]),
    combine: combineWindows<P>,
  });

  // State, not memo: while another list is read there are no new pages, and the old ones stay.
  const [pages, setPages] = useState<readonly P[]>([]);
  if (read.pages.length > 0 && !sameElements(read.pages, pages)) setPages(read.pages);

  const getRow = useCallback(
    (index: number): P["rows"][number] | undefined => {
      const page = pages.find(({ offset, rows }) => index >= offset && index < offset + rows.length);
      return page?.rows[index - page.offset];
    },
    [pages],
  );
  const indexOf = useCallback(
    (isMeant: (row: P["rows"][number]) => boolean) => {
      for (const { offset, rows } of pages) {
        const at = rows.findIndex(isMeant);
        if (at >= 0) return offset + at;
      }
      return -1;
    },
    [pages],
  );
  const onRangeChange = useCallback((first: number, last: number) => {
    setRange((old) => (sameWindows(old, first, last) ? old : { list: old.list, first, last }));
  }, []);
  return {
    page: pages.at(-1),
    isNone: read.isNone,
    getRow,
    indexOf,
    onRangeChange,
    busy: !read.complete && pages.length > 0,
    error: read.error,
    retry: read.retry,
  };
}

function combineWindows<P extends Page>(results: UseQueryResult<P | null>[]) {
  return {
    pages: results.flatMap(({ data }) => data ?? []),
    isNone: results.some(({ data }) => data === null),
    complete: results.every(({ isSuccess }) => isSuccess),
    error: results.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const result of results) if (result.error !== null) void result.refetch();
    },
  };
}

/** Offsets of the windows that hold the rows from `first` to `last` and a margin around. */
export function windowsOf(first: number, last: number): readonly number[] {
  const from = Math.floor(Math.max(0, first - MARGIN) / WINDOW);
  const to = Math.floor((last + MARGIN) / WINDOW);
  return Array.from({ length: to - from + 1 }, (_, step) => (from + step) * WINDOW);
}

function sameElements<Item>(a: readonly Item[], b: readonly Item[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function sameWindows(old: { first: number; last: number }, first: number, last: number): boolean {
  return windowsOf(old.first, old.last).join() === windowsOf(first, last).join();
}
