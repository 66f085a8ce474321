//! How the board says groups and lines. What the lines show, these words say.

import type { BandName } from "../../../components/Band";
import type { CustomerGroupDto, LineEndDto, LineKindDto, OrganizationGroupDto } from "../../../ipc/client";
import { WARNINGS } from "../words";

export const ORGANIZATION_GROUPS: Record<OrganizationGroupDto, string> = {
  choose: "Choose",
  suggested: "Suggested",
  unmapped: "Unmapped",
  mapped: "Mapped",
  held: "Held",
  excluded: "Excluded",
};

export const CUSTOMER_GROUPS: Record<CustomerGroupDto, string> = {
  candidates: "Candidates",
  suggested: "Suggested",
  notPaired: "Not paired",
  mapped: "Mapped",
  inactive: "Inactive in Halo",
};

const BAND_WORDS: Record<BandName, string> = {
  certain: "Certain",
  strong: "Strong",
  possible: "Possible",
  weak: "Weak",
};

/** What is wrong with a pair that no longer holds, or what speaks against it. */
export function causeOf({ present, warning }: Pick<LineEndDto, "present" | "warning">): string {
  if (!present) return "No longer in Halo";
  return warning === null || warning === "inactive" ? "Inactive in Halo" : WARNINGS[warning].word;
}

/** What a line is, in a word or two. */
export function kindWord(kind: LineKindDto): string {
  switch (kind) {
    case "mapped":
      return "Mapped";
    case "broken":
      return "Problem";
    case "suggested":
      return "Suggested";
    case "candidate":
      return "Candidate";
  }
}

/** The lines of an organisation as a sentence; empty when it has none. */
export function organizationRelation(ends: readonly LineEndDto[]): string {
  return relation(ends, "mapped to", "suggested with", "to choose from");
}

/** The lines of a customer as a sentence; empty when it has none. */
export function customerRelation(ends: readonly LineEndDto[]): string {
  return relation(ends, "mapped to", "suggested for", "candidate of");
}

function relation(ends: readonly LineEndDto[], mapped: string, suggested: string, candidate: string): string {
  const parts: string[] = [];
  for (const end of ends) {
    switch (end.kind) {
      case "mapped":
        parts.push(`${mapped} ${end.name}`);
        break;
      case "broken":
        parts.push(`${mapped} ${end.name}, a problem: ${causeOf(end)}`);
        break;
      case "suggested":
        parts.push(`${suggested} ${end.name}, ${BAND_WORDS[end.band]}`);
        break;
      case "candidate":
        break;
    }
  }
  const candidates = ends.filter(({ kind }) => kind === "candidate");
  if (candidates.length > 0) {
    const names = candidates.map(({ name, band }) => `${name}, ${BAND_WORDS[band]}`);
    parts.push(`${candidate} ${names.join("; ")}`);
  }
  return parts.join("; ");
}
