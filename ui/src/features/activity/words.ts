//! How kinds of lines, people and ends of runs are called. One table each; no logic.

import type { ActivityActorDto, ActivityAreaDto, ActivityCountsDto, ActivityRowDto } from "../../ipc/client";
import type { StateName } from "../../lib/states";

export type Segment = ActivityAreaDto | "all";

/** The segments of the filter, with what is said where one is empty. */
export const SEGMENTS: readonly {
  readonly value: Segment;
  readonly label: string;
  readonly nothing: string;
}[] = [
  { value: "all", label: "All", nothing: "Nothing was done yet" },
  { value: "edit", label: "Edits", nothing: "No organisation or pair was changed" },
  { value: "run", label: "Runs", nothing: "Halo was neither read nor written to" },
  { value: "ticket", label: "Tickets", nothing: "Nothing happened to a ticket" },
  { value: "problem", label: "Problems", nothing: "No problem came up" },
  { value: "settings", label: "Settings", nothing: "No setting was changed" },
];

const ACTORS: Record<ActivityActorDto, string> = { here: "You", halyard: "Halyard", halo: "Halo" };

/** Who did it; what was done here with the account of whoever did. */
export function whoOf({ actor, who }: Pick<ActivityRowDto, "actor" | "who">): string {
  return who === null ? ACTORS[actor] : `${ACTORS[actor]} (${who})`;
}

const RESULTS: Readonly<Record<string, StateName>> = {
  done: "done",
  incomplete: "warning",
  failed: "failed",
  cancelled: "cancelled",
};

/** How a run ended, as a state; null for what is no run. */
export function resultState(result: string | null): StateName | null {
  return result === null ? null : (RESULTS[result] ?? null);
}

export function countOf(counts: ActivityCountsDto | undefined, segment: Segment): number {
  return counts?.[segment] ?? 0;
}
