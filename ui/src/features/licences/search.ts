//! What of the Licences screen lives in the address.

import type { SeatStateDto } from "../../ipc/client";

/** Without a state all rows, differences first. */
export type LicencesSearch = {
  state?: SeatStateDto;
  q?: string;
  dialog?: "products";
  /** The plan in place of the comparison. */
  view?: "plan";
};

const STATES: readonly SeatStateDto[] = ["equal", "up", "down", "new", "noLicence", "odd"];

/** Takes what it knows from an address and drops the rest. */
export function parseLicencesSearch(raw: Record<string, unknown>): LicencesSearch {
  const state = STATES.find((known) => known === raw["state"]);
  const { q } = raw;
  return {
    ...(state && { state }),
    ...(typeof q === "string" && q !== "" && { q }),
    ...(raw["dialog"] === "products" && { dialog: "products" as const }),
    ...(raw["view"] === "plan" && { view: "plan" as const }),
  };
}
