//! Those windows of both sides that are looked at.

import { type UseQueryResult, useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { BoardCustomerDto, BoardOrganizationDto, BoardQueryDto, ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import type { Stretch } from "./layout";

/** Records a window: three screens. */
export const WINDOW = 100;

export type Window<Row> = {
  readonly at: (place: number) => Row | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
};

/** Windows of the left side that hold these stretches. */
export function useOrganizationWindow(
  profileId: ProfileId,
  query: BoardQueryDto,
  stretches: readonly Stretch[],
): Window<BoardOrganizationDto> {
  const offsets = useOffsets(stretches);
  const read = useQueries({
    queries: offsets.map((offset) => queries.boardOrganizations(profileId, query, offset, WINDOW)),
    combine: combine<BoardOrganizationDto>,
  });
  return useMemo(() => toWindow(offsets, read), [offsets, read]);
}

/** Windows of the right side that hold these stretches. */
export function useCustomerWindow(
  profileId: ProfileId,
  query: BoardQueryDto,
  stretches: readonly Stretch[],
): Window<BoardCustomerDto> {
  const offsets = useOffsets(stretches);
  const read = useQueries({
    queries: offsets.map((offset) => queries.boardCustomers(profileId, query, offset, WINDOW)),
    combine: combine<BoardCustomerDto>,
  });
  return useMemo(() => toWindow(offsets, read), [offsets, read]);
}

type Read<Row> = {
  readonly pages: readonly (readonly Row[] | undefined)[];
  readonly error: Error | null;
  readonly retry: () => void;
};

function combine<Row>(results: UseQueryResult<Row[]>[]): Read<Row> {
  return {
    pages: results.map(({ data }) => data),
    error: results.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const result of results) if (result.error !== null) void result.refetch();
    },
  };
}

function toWindow<Row>(offsets: readonly number[], { pages, error, retry }: Read<Row>): Window<Row> {
  const byOffset = new Map(offsets.map((offset, index) => [offset, pages[index]]));
  return {
    at: (place) => byOffset.get(place - (place % WINDOW))?.[place % WINDOW],
    error,
    retry,
  };
}

/** The same list for the same windows, so that scrolling inside them asks nothing. */
function useOffsets(stretches: readonly Stretch[]): readonly number[] {
  const key = offsetsOf(stretches).join();
  return useMemo(() => (key === "" ? [] : key.split(",").map(Number)), [key]);
}

/** Offsets of the windows that hold the stretches. */
function offsetsOf(stretches: readonly Stretch[]): readonly number[] {
  const offsets = new Set<number>();
  for (const { first, last } of stretches)
    for (let offset = first - (first % WINDOW); offset <= last; offset += WINDOW) offsets.add(offset);
  return [...offsets];
}
