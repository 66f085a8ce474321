//! What of the Tickets screen lives in the address.

export type TicketsTab = "rules" | "test";

/** Absent: `rules`. */
export type TicketsSearch = { tab?: TicketsTab };

/** Takes what it knows from an address and drops the rest. */
export function parseTicketsSearch(raw: Record<string, unknown>): TicketsSearch {
  return raw["tab"] === "test" ? { tab: "test" } : {};
}
