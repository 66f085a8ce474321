//! Which acts an organisation's state offers. Pure; the engine has the last word.

import type {
  CandidateDto,
  CustomerDto,
  OrganizationDetailDto,
  OrganizationStateDto,
} from "../../ipc/client";

export type Act = "map" | "notThisOne" | "hold" | "exclude" | "unmap" | "release" | "sayAnew";

const WAITING: readonly Act[] = ["map", "notThisOne", "hold", "exclude"];
const ACTS: Record<OrganizationStateDto, readonly Act[]> = {
  suggested: WAITING,
  choose: WAITING,
  unmapped: ["map", "hold", "exclude"],
  // Whoever leaves is excluded in one act, not parted first.
  mapped: ["map", "exclude", "unmap"],
  problem: ["map", "exclude", "unmap"],
  held: ["map", "release", "sayAnew"],
  excluded: ["map", "release", "sayAnew"],
};

/** Whether an act is offered in this state. */
export function offers(state: OrganizationStateDto, act: Act): boolean {
  return ACTS[state].includes(act);
}

/** The act that a key stands for, without modifiers. */
export function actOfKey(key: string): Act | null {
  switch (key.toLowerCase()) {
    case "m":
      return "map";
    case "n":
      return "notThisOne";
    case "h":
      return "hold";
    case "x":
      return "exclude";
    case "delete":
      return "unmap";
    default:
      return null;
  }
}

/** The state that an organisation has after an act; null where that is for the program to say. */
export function stateAfter(act: Act): OrganizationStateDto | null {
  switch (act) {
    case "map":
      return "mapped";
    case "hold":
      return "held";
    case "exclude":
      return "excluded";
    case "notThisOne":
    case "unmap":
    case "release":
    case "sayAnew":
      return null;
  }
}

/** The customer the organisation is compared with in the pane. */
export type Compared = {
  readonly customer: CustomerDto;
  /** With its evidence, when it is a candidate or the pair. */
  readonly candidate: CandidateDto | null;
};

/** The customer chosen by hand, else the pair, else the best candidate. */
export function comparedWith(detail: OrganizationDetailDto, chosen: CustomerDto | null): Compared | null {
  if (chosen) {
    const known = [detail.pair, ...detail.candidates].find(
      (candidate) => candidate?.customer.id === chosen.id,
    );
    return { customer: known?.customer ?? chosen, candidate: known ?? null };
  }
  const candidate = detail.pair ?? (offers(detail.state, "notThisOne") ? detail.candidates[0] : null) ?? null;
  return candidate && { customer: candidate.customer, candidate };
}

/** Whether mapping to the compared customer would change anything. */
export function mayMap(detail: OrganizationDetailDto, compared: Compared | null): boolean {
  return (
    compared !== null && offers(detail.state, "map") && detail.pair?.customer.id !== compared.customer.id
  );
}

/** Whether a customer may be made in Halo for it: it has none. */
export function mayCreate({ pair }: OrganizationDetailDto): boolean {
  return pair === null;
}

/** Candidates other than the compared one. */
export function runnersUp(detail: OrganizationDetailDto, compared: Compared | null): readonly CandidateDto[] {
  return detail.candidates.filter(
    ({ customer }) => customer.id !== compared?.customer.id && customer.id !== detail.pair?.customer.id,
  );
}
