//! The rows of the grid as windows from the database: what is in view is read, the rest is not.

import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import type {
  OrganizationCountsDto,
  OrganizationFilterDto,
  OrganizationId,
  OrganizationPageDto,
  OrganizationRowDto,
  OrganizationSortDto,
  ProfileId,
  TermDto,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";

/** Rows a window: three screens, so that a keystroke brings no more than is looked at. */
const WINDOW = 100;
/** Rows beyond those in view that are read too, so that previous and next are there at a window's edge. */
const MARGIN = 30;

export type RowsQuery = {
  readonly filter: OrganizationFilterDto;
  readonly text: string;
  readonly sort: OrganizationSortDto;
  readonly descending: boolean;
};

export type OrganizationRows = {
  /** Rows that fit the filter, loaded or not. Null until the first answer. */
  readonly total: number | null;
  /** Counts of all segments for the text of the rows shown. */
  readonly counts: OrganizationCountsDto | undefined;
  /** What that text means. */
  readonly terms: readonly TermDto[];
  readonly getRow: (index: number) => OrganizationRowDto | undefined;
  /** Where a loaded row stands; -1 when it is not among the loaded ones. */
  readonly indexOf: (organization: OrganizationId) => number;
  readonly onRangeChange: (first: number, last: number) => void;
  /** The rows shown still belong to the filter before. */
  readonly busy: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
};

/** Reads the windows that the range in view touches. While a new filter is read, the old rows stay. */
export function useOrganizationRows(
  profileId: ProfileId,
  { filter, text, sort, descending }: RowsQuery,
): OrganizationRows {
  // Another list is looked at from its top, whatever was in view before.
  const list = `${filter} ${text}`;
  const [range, setRange] = useState({ list, first: 0, last: 0 });
  if (range.list !== list) setRange({ list, first: 0, last: 0 });
  const offsets = useMemo(() => windowsOf(range.first, range.last), [range]);
  const windows = useQueries({
    queries: offsets.map((offset) =>
      queries.organizationPage(profileId, { filter, text, sort, descending, offset, limit: WINDOW }),
    ),
    combine: combineWindows,
  });

  // State, not memo: while a new filter is read there are no new pages, and the old ones stay.
  const [pages, setPages] = useState<readonly OrganizationPageDto[]>([]);
  if (windows.pages.length > 0 && !sameElements(windows.pages, pages)) setPages(windows.pages);

  const getRow = useCallback(
    (index: number) => {
      const page = pages.find(({ offset, rows }) => index >= offset && index < offset + rows.length);
      return page?.rows[index - page.offset];
    },
    [pages],
  );
  const indexOf = useCallback(
    (organization: OrganizationId) => {
      for (const { offset, rows } of pages) {
        const at = rows.findIndex((row) => row.id === organization);
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
    total: pages.at(-1)?.total ?? null,
    counts: pages.at(-1)?.counts,
    terms: pages.at(-1)?.terms ?? [],
    getRow,
    indexOf,
    onRangeChange,
    busy: !windows.complete && pages.length > 0,
    error: windows.error,
    retry: windows.retry,
  };
}

function combineWindows(results: UseQueryResult<OrganizationPageDto>[]) {
  return {
    pages: results.flatMap(({ data }) => data ?? []),
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
