//! What was decided since triage was opened. Pure; it is not kept, the journal of edits is.

import type { OrganizationFilterDto, OrganizationId, OrganizationStateDto } from "../../../ipc/client";
import { type Act, stateAfter } from "../acts";

export type Decided = {
  readonly id: OrganizationId;
  readonly name: string;
  /** The state it has now. */
  readonly state: OrganizationStateDto;
  /** It is no longer in the list that was gone through. */
  readonly left: boolean;
};

/** A decision with which triage goes on to the next one. The others leave something to decide here. */
export function leaves<D extends { readonly act: string }>(
  decision: D,
): decision is D & { readonly act: Act } {
  switch (decision.act) {
    case "map":
    case "hold":
    case "exclude":
    case "unmap":
    case "release":
      return true;
    default:
      // Not this one, with another candidate or none left; a warning that was settled.
      return false;
  }
}

/** With a decision put in front. One that leaves the organisation to be decided is none. */
export function withDecision(
  decided: readonly Decided[],
  { id, name }: { readonly id: OrganizationId; readonly name: string },
  act: Act,
  filter: OrganizationFilterDto,
): readonly Decided[] {
  const state = stateAfter(act);
  if (state === null) return decided;
  return [{ id, name, state, left: filter !== "all" && filter !== state }, ...without(decided, id)];
}

/** Without an organisation that is at hand again. */
export function without(decided: readonly Decided[], id: OrganizationId): readonly Decided[] {
  return decided.some((one) => one.id === id) ? decided.filter((one) => one.id !== id) : decided;
}

/** How far triage is: those that left the list count as gone through. */
export function progressOf(
  decided: readonly Decided[],
  /** Place of the one at hand in the list as it is now, from 0. */
  place: number,
  total: number,
): { readonly at: number; readonly of: number } {
  const passed = decided.filter(({ left }) => left).length;
  return { at: passed + place + 1, of: passed + total };
}
