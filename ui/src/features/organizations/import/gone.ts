//! What becomes of organisations that a list no longer has.

import type { GoneRowDto, OrganizationId, RemainingDto } from "../../../ipc/client";

/** Nothing is done with more than are in view. */
export const SHOWN_GONE = 500;

export type GoneChoice = "keep" | "exclude" | "delete";

export type Gone = {
  readonly choice: GoneChoice;
  /** Those that stay whatever is chosen for the others. */
  readonly kept: ReadonlySet<OrganizationId>;
};

export const KEEP_ALL: Gone = { choice: "keep", kept: new Set() };

/** What the program is asked to do; null keeps all. */
export function remainingOf(rows: readonly GoneRowDto[], { choice, kept }: Gone): RemainingDto | null {
  if (choice === "keep") return null;
  const organizations = rows
    .slice(0, SHOWN_GONE)
    .map(({ id }) => id)
    .filter((id) => !kept.has(id));
  return organizations.length === 0 ? null : { act: choice, organizations };
}
