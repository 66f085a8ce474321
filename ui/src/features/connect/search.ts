//! What of the wizard lives in the address: which profile, and which step is looked at.

import type { ProfileId } from "../../ipc/client";
import { isStep, type Step } from "./machine";

/** No profile: a new connection. No step: the one to go on with. The address is the one that was asked last,
    found or not: it is still there after a look at the settings. */
export type ConnectSearch = { profile?: ProfileId; step?: Step; address?: string };

/** Takes what it knows from an address and drops the rest. */
export function parseConnectSearch(raw: Record<string, unknown>): ConnectSearch {
  const { profile, step, address } = raw;
  return {
    ...(typeof profile === "number" && Number.isInteger(profile) && profile > 0 && { profile }),
    ...(isStep(step) && { step }),
    ...(typeof address === "string" && address !== "" && { address }),
  };
}
