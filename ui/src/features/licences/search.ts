//! What of the Licences screen lives in the address.

import type { SeatStateDto } from "../../ipc/client";

/** Without a state all rows, differences first. */
export type LicencesSearch = {
  state?: SeatStateDto;
  q?: string;
  dialog?: "products";
  /** A plan, or the list of all that were confirmed, in place of the comparison. */
  view?: "plan" | "plans";
  /** The number of the plan; without it the newest. */
  plan?: number;
};

const STATES: readonly SeatStateDto[] = ["equal", "up", "down", "new", "noLicence", "odd"];

/** Takes what it knows from an address and drops the rest. */
export function parseLicencesSearch(raw: Record<string, unknown>): LicencesSearch {
  const state = STATES.find((known) => known === raw["state"]);
  const { q, plan } = raw;
  return {
    ...(state && { state }),
    ...(typeof q === "string" && q !== "" && { q }),
    ...(raw["dialog"] === "products" && { dialog: "products" as const }),
    ...(raw["view"] === "plan" && { view: "plan" as const }),
    ...(raw["view"] === "plans" && { view: "plans" as const }),
    ...(typeof plan === "number" && Number.isInteger(plan) && plan > 0 && { plan }),
  };
}
