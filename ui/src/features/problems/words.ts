//! What each cause does, and the one act that mends it. One table; no logic.

import type { CauseDto, OrganizationId } from "../../ipc/client";

/** Where the screen leads. The router turns it into an address. */
export type ProblemsDestination =
  | { readonly page: "connect" | "settings" | "secret" | "licences" }
  | { readonly page: "connect"; readonly step: 5 }
  | { readonly page: "tickets"; readonly tab: "rules" }
  | { readonly page: "activity"; readonly area: "problem" }
  | {
      readonly page: "organizations";
      readonly filter?: "todo" | "problems" | "all";
      readonly org?: OrganizationId;
    };

type CauseWords = {
  /** What that means. */
  readonly effect: string;
  /** The act, unless it is accepted as it is. */
  readonly act: string;
  readonly to: ProblemsDestination;
};

const RULES: ProblemsDestination = { page: "tickets", tab: "rules" };
const MAPPED: ProblemsDestination = { page: "organizations", filter: "problems" };

/** A cause without a row here does not compile. */
export const CAUSES: Record<CauseDto, CauseWords> = {
  rightLost: {
    effect: "What needs the right waits. The check names the setting and where it is.",
    act: "Check access…",
    to: { page: "connect", step: 5 },
  },
  customerGone: {
    effect:
      "Halo does not say whether it was deleted or merged into another one. New tickets for it are held, and the pair is kept until you choose the customer it is now.",
    act: "Choose another customer",
    to: MAPPED,
  },
  customerInactive: {
    effect: "New tickets for it are held. The pair is kept as it was.",
    act: "Choose another customer",
    to: MAPPED,
  },
  ticketTypeGone: {
    effect: "Tickets that would get it are held.",
    act: "Choose a ticket type",
    to: RULES,
  },
  ticketTypeClosed: {
    effect: "Tickets that would get it are held.",
    act: "Choose a ticket type",
    to: RULES,
  },
  slaGone: {
    effect: "Priorities belong to an SLA, so tickets are held until another one is chosen.",
    act: "Choose an SLA",
    to: RULES,
  },
  priorityGone: {
    effect: "Only tickets of that level are touched.",
    act: "Choose a priority",
    to: RULES,
  },
  statusGone: {
    effect: "Such changes have nowhere to go, so they wait. Other statuses go on.",
    act: "Choose a status",
    to: RULES,
  },
  licenceGone: {
    effect: "The seats of that product and organisation are not compared. No count is written.",
    act: "Choose another licence",
    to: { page: "licences" },
  },
  ticketTypeSla: {
    effect: "Look once whether the priorities are still those you mean.",
    act: "Open the rules",
    to: RULES,
  },
  ticketTypeRenamed: {
    effect: "The rules still hold. Look once, so that you know the new name.",
    act: "Open the rules",
    to: RULES,
  },
  customerRenamed: {
    effect: "The pairs still hold. Look once, so that you know the new names.",
    act: "Show the pairs",
    to: { page: "organizations", filter: "all" },
  },
  organizationGone: {
    effect: "The last import did not list it any more. It stays mapped until you exclude it.",
    act: "Show the organisations",
    to: { page: "organizations", filter: "all" },
  },
  organizationRenamed: {
    effect: "The pairs still hold. Look once, so that you know the new names.",
    act: "Show the organisations",
    to: { page: "organizations", filter: "all" },
  },
  organizationNew: {
    effect: "Nothing is decided about it yet, so its tickets are held.",
    act: "Decide about it",
    to: { page: "organizations", filter: "todo" },
  },
};
