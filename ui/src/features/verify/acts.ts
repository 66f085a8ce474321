//! How each line of the checklist is proven again. One table; no logic.

import type { ProofKindDto, ProofStateDto } from "../../ipc/client";
import type { StateName } from "../../lib/states";

/** Where the screen leads. The router turns it into an address. */
export type VerifyDestination =
  | { readonly page: "connect" | "settings" | "secret" }
  | { readonly page: "tickets"; readonly tab: "rules" | "test" }
  | { readonly page: "organizations"; readonly filter?: "todo"; readonly dialog?: "importCustomers" }
  | { readonly page: "problems" };

type Act = {
  readonly label: string;
  /** What runs here, or where it is done. */
  readonly by: "read" | "checks" | "look" | VerifyDestination;
};

export const ACTS: Record<ProofKindDto, Act> = {
  connected: { label: "Prove again", by: "read" },
  customers: { label: "Prove again", by: "read" },
  rights: { label: "Prove again", by: "checks" },
  journal: { label: "Prove again", by: "look" },
  mapped: { label: "Open the rest", by: { page: "organizations", filter: "todo" } },
  rules: { label: "Open the rules", by: { page: "tickets", tab: "rules" } },
  testTicket: { label: "Test again…", by: { page: "tickets", tab: "test" } },
  statusBothWays: { label: "Test again…", by: { page: "tickets", tab: "test" } },
  domains: { label: "Take domains…", by: { page: "organizations", dialog: "importCustomers" } },
  problems: { label: "Open problems", by: { page: "problems" } },
  secret: { label: "Open settings", by: { page: "settings" } },
};

export const LOOKS: Record<ProofStateDto, { readonly state: StateName; readonly word: string }> = {
  proven: { state: "passed", word: "Proven" },
  refuted: { state: "failed", word: "Not so" },
  open: { state: "notRun", word: "Not proven" },
};
