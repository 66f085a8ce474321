//! What of the Activity screen lives in the address.

import type { ActivityAreaDto } from "../../ipc/client";

/** Without an area all lines, the newest first. */
export type ActivitySearch = {
  area?: ActivityAreaDto;
  q?: string;
  /** The line whose details are open. */
  line?: number;
};

const AREAS: readonly ActivityAreaDto[] = ["edit", "run", "ticket", "settings", "problem"];

/** Takes what it knows from an address and drops the rest. */
export function parseActivitySearch(raw: Record<string, unknown>): ActivitySearch {
  const area = AREAS.find((known) => known === raw["area"]);
  const { q, line } = raw;
  return {
    ...(area && { area }),
    // The router reads an address's `q=12` as a number.
    ...((typeof q === "string" || typeof q === "number") && q !== "" && { q: String(q) }),
    ...(typeof line === "number" && Number.isInteger(line) && line > 0 && { line }),
  };
}
