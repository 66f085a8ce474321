//! What the states of tickets are called and look like.

import type { TicketCountsDto, TicketSortDto, TicketStateDto } from "../../../ipc/client";
import type { StateName } from "../../../lib/states";

/** The look of each state, and its word where it differs from that look's own. */
export const STATE_LOOKS: Record<TicketStateDto, { readonly state: StateName; readonly word: string }> = {
  inStep: { state: "same", word: "In step" },
  waiting: { state: "waiting", word: "Waiting" },
  conflict: { state: "different", word: "Conflict" },
  held: { state: "held", word: "Held" },
  failed: { state: "failed", word: "Failed" },
  gone: { state: "excluded", word: "Gone" },
};

/** With a full stop, since more follows: what Halo says ends as Halo likes. */
export function asSentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}

export type Segment = TicketStateDto | "all";

/** The segments in the order in which they want somebody. */
export const SEGMENTS: readonly {
  readonly value: Segment;
  readonly label: string;
  readonly nothing: string;
}[] = [
  { value: "all", label: "All", nothing: "There are no tickets" },
  { value: "failed", label: "Failed", nothing: "Nothing failed" },
  { value: "conflict", label: "Conflict", nothing: "No two statuses disagree" },
  { value: "held", label: "Held", nothing: "Nothing is held" },
  { value: "waiting", label: "Waiting", nothing: "Nothing waits" },
  { value: "inStep", label: "In step", nothing: "No ticket is in step yet" },
  { value: "gone", label: "Gone", nothing: "Every ticket is still in Halo" },
];

export function countOf(counts: TicketCountsDto | undefined, segment: Segment): number | undefined {
  return counts?.[segment];
}

const COLUMN_SORTS: Readonly<Record<string, TicketSortDto>> = {
  summary: "organization",
  age: "newest",
  sync: "lastSync",
};

/** What a press on a column's head sorts by; a second press on the age turns it round. */
export function sortOf(column: string, current: TicketSortDto): TicketSortDto {
  const sort = COLUMN_SORTS[column] ?? "newest";
  return sort === "newest" && current === "newest" ? "oldest" : sort;
}

/** The column that shows an order. */
export function orderOf(sort: TicketSortDto): { readonly column: string; readonly descending: boolean } {
  switch (sort) {
    case "newest":
      return { column: "age", descending: true };
    case "oldest":
      return { column: "age", descending: false };
    case "organization":
      return { column: "summary", descending: false };
    case "lastSync":
      return { column: "sync", descending: true };
  }
}
