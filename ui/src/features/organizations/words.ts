//! How the grid and the pane say states, segments and reasons. One table each; no logic.

import {
  ArrowLeftRight,
  Building2,
  CircleSlash,
  CircleX,
  Gauge,
  GlobeX,
  type LucideIcon,
  UsersRound,
} from "lucide-react";
import type { JoinKind } from "../../components/Join";
import type { OrganizationFilterDto, OrganizationStateDto, WarningKindDto } from "../../ipc/client";
import type { StateName } from "../../lib/states";

/** What speaks against a pair. The filter knows them by the same words. */
export const WARNINGS: Record<WarningKindDto, { readonly word: string; readonly icon: LucideIcon }> = {
  gone: { word: "Gone from Halo", icon: CircleX },
  inactive: { word: "Inactive", icon: CircleSlash },
  ownCustomer: { word: "Own company", icon: Building2 },
  swapped: { word: "Swapped", icon: ArrowLeftRight },
  domainClash: { word: "Other domain", icon: GlobeX },
  twoOrganizations: { word: "Two organisations", icon: UsersRound },
  seatsFar: { word: "Seats far off", icon: Gauge },
};

export const STATE_NAMES: Record<OrganizationStateDto, StateName> = {
  suggested: "suggested",
  choose: "choose",
  unmapped: "unmapped",
  mapped: "mapped",
  held: "held",
  excluded: "excluded",
  problem: "problem",
};

export const JOINS: Record<OrganizationStateDto, JoinKind> = {
  suggested: "suggested",
  choose: "choose",
  unmapped: "unmapped",
  mapped: "mapped",
  held: "held",
  excluded: "unmapped",
  problem: "broken",
};

/** Segments in the order in which they stand, with the sentence for "nothing in it". */
export const SEGMENTS: readonly {
  readonly value: OrganizationFilterDto;
  readonly label: string;
  readonly nothing: string;
}[] = [
  { value: "todo", label: "To do", nothing: "Nothing is left to decide" },
  { value: "suggested", label: "Suggested", nothing: "Nothing is suggested" },
  { value: "choose", label: "Choose", nothing: "Nothing waits for a choice" },
  { value: "unmapped", label: "Unmapped", nothing: "Nothing is unmapped" },
  { value: "mapped", label: "Mapped", nothing: "Nothing is mapped" },
  { value: "held", label: "Held", nothing: "Nothing is held" },
  { value: "excluded", label: "Excluded", nothing: "Nothing is excluded" },
  { value: "problems", label: "Problems", nothing: "Nothing has a problem" },
  { value: "all", label: "All", nothing: "There are no organisations" },
];

/** The segment's name and its sentence. */
export function segmentOf(filter: OrganizationFilterDto): (typeof SEGMENTS)[number] {
  const found = SEGMENTS.find((segment) => segment.value === filter);
  if (!found) throw new Error(`no segment ${filter}`);
  return found;
}
