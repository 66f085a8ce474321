//! What of the Tickets screen lives in the address.

import type { TicketSortDto, TicketStateDto } from "../../ipc/client";

export type TicketsTab = "list" | "rules" | "test";

/** Absent: `rules`; without a state all tickets, the newest first. */
export type TicketsSearch = {
  tab?: TicketsTab;
  state?: TicketStateDto;
  q?: string;
  sort?: TicketSortDto;
  /** The ticket whose details are open, by our number. */
  ticket?: number;
  dialog?: "new";
};

const STATES: readonly TicketStateDto[] = ["inStep", "waiting", "conflict", "held", "failed", "gone"];
const SORTS: readonly TicketSortDto[] = ["newest", "oldest", "organization", "lastSync"];

/** Takes what it knows from an address and drops the rest. */
export function parseTicketsSearch(raw: Record<string, unknown>): TicketsSearch {
  if (raw["tab"] === "test") return { tab: "test" };
  if (raw["tab"] !== "list") return {};
  const state = STATES.find((known) => known === raw["state"]);
  const sort = SORTS.find((known) => known === raw["sort"]);
  const { q, ticket } = raw;
  return {
    tab: "list",
    ...(state && { state }),
    ...(typeof q === "string" && q !== "" && { q }),
    ...(sort && sort !== "newest" && { sort }),
    ...(typeof ticket === "number" && Number.isInteger(ticket) && ticket > 0 && { ticket }),
    ...(raw["dialog"] === "new" && { dialog: "new" as const }),
  };
}
