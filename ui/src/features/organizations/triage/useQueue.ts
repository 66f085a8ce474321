//! The list that triage goes through: the organisation at hand, where it stands, and who comes next.

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type {
  OrganizationCountsDto,
  OrganizationId,
  OrganizationRowDto,
  ProfileId,
  TermDto,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import type { RowsQuery } from "../grid/useOrganizationRows";

/** The one before, the one at hand, and those that are shown as next. */
const WINDOW = 10;

export type Queue = {
  /** The organisation at hand; undefined when there is none, or while the list is read. */
  readonly current: OrganizationId | undefined;
  /** Where it stands, from 0; null when it is not in the list. */
  readonly place: number | null;
  /** Null until the first answer. */
  readonly total: number | null;
  readonly previous: OrganizationRowDto | undefined;
  /** Those behind it, in order. */
  readonly next: readonly OrganizationRowDto[];
  /** Whether `next` is about the one at hand. While it is not, nobody knows where to go on. */
  readonly ready: boolean;
  readonly counts: OrganizationCountsDto | undefined;
  readonly terms: readonly TermDto[];
  readonly error: Error | null;
  readonly retry: () => void;
};

/** Without `org` the first of the list is at hand. */
export function useQueue(profileId: ProfileId, query: RowsQuery, org: OrganizationId | undefined): Queue {
  const standing = useQuery({
    ...queries.organizationPlace(profileId, { ...query, offset: 0, limit: 0 }, org ?? 0),
    enabled: org !== undefined,
    placeholderData: keepPreviousData,
  });
  const place = org === undefined ? 0 : standing.data;
  const page = useQuery({
    ...queries.organizationPage(profileId, {
      ...query,
      offset: Math.max(0, (place ?? 0) - 1),
      limit: WINDOW,
    }),
    enabled: place !== undefined,
    placeholderData: keepPreviousData,
  });
  const rows = page.data?.rows ?? [];
  const current = org ?? rows[0]?.id;
  const here = rows.findIndex(({ id }) => id === current);
  const fresh = page.data !== undefined && !page.isPlaceholderData && !standing.isPlaceholderData;
  // Somebody who is not in the list is followed by its first.
  const outside = place === null && fresh;
  return {
    current,
    place: here < 0 || page.data === undefined ? null : page.data.offset + here,
    total: page.data?.total ?? null,
    previous: here > 0 ? rows[here - 1] : undefined,
    next: outside ? rows : rows.slice(here + 1),
    ready: fresh && (here >= 0 || outside),
    counts: page.data?.counts,
    terms: page.data?.terms ?? [],
    error: standing.error ?? page.error,
    retry: () => {
      if (standing.error) void standing.refetch();
      if (page.error) void page.refetch();
    },
  };
}
