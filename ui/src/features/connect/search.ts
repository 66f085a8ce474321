//! What of the wizard lives in the address: which profile, and which step is looked at.

import type { ProfileId } from "../../ipc/client";
import { isStep, type Step } from "./machine";

/** No profile: a new connection. No step: the one to go on with. */
export type ConnectSearch = { profile?: ProfileId; step?: Step };

/** Takes what it knows from an address and drops the rest. */
export function parseConnectSearch(raw: Record<string, unknown>): ConnectSearch {
  const { profile, step } = raw;
  return {
    ...(typeof profile === "number" && Number.isInteger(profile) && profile > 0 && { profile }),
    ...(isStep(step) && { step }),
  };
}
