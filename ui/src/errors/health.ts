//! How each state of a connection is shown. What is the case and what to do come with the state itself; here stand the
//! word for the top strip, the first sentence and the weight of the banner.

import { type HealthDto, type HealthStateDto, toFailure } from "../ipc/client";
import type { StateName } from "../lib/states";

type Shown = {
  readonly state: StateName;
  /** The banner's first sentence; without one there is no banner. */
  readonly title?: string;
  readonly tone: "neutral" | "attention" | "problem" | "offline";
};

/** A state without a row here does not compile. */
const SHOWN = {
  notConnected: { state: "notConnected", title: "The connection is not set up yet.", tone: "neutral" },
  connected: { state: "connected", tone: "neutral" },
  needsAttention: { state: "attention", title: "The connection needs attention.", tone: "attention" },
  revoked: { state: "revoked", title: "The connection was revoked.", tone: "neutral" },
  otherHalo: { state: "otherHalo", title: "Is this the same Halo?", tone: "attention" },
  signInRefused: { state: "refused", title: "Halo refused the sign-in.", tone: "problem" },
  agentRefused: { state: "agentRefused", title: "Halo refuses the agent.", tone: "problem" },
  tenantUnknown: { state: "tenantUnknown", title: "Halo knows no such tenant.", tone: "problem" },
  rightLost: { state: "rightLost", title: "A right is missing.", tone: "problem" },
  hostGone: { state: "hostGone", title: "Halo is no longer at its address.", tone: "problem" },
  offline: { state: "offline", title: "Halo does not answer.", tone: "offline" },
  proxy: { state: "proxy", title: "The proxy does not let Halyard through.", tone: "attention" },
  signInPage: { state: "signInPage", title: "The network wants you to sign in.", tone: "attention" },
  untrusted: { state: "untrusted", title: "The connection to Halo is not safe.", tone: "problem" },
  rateLimited: { state: "rateLimited", title: "Halo’s request limit is reached.", tone: "attention" },
  outOfOrder: { state: "outOfOrder", title: "Halo is out of order.", tone: "attention" },
  secretMissing: { state: "secretMissing", title: "The client secret is missing.", tone: "problem" },
  keychainLocked: { state: "keychainLocked", title: "The keychain is locked.", tone: "attention" },
  keychainUnavailable: {
    state: "keychainUnavailable",
    title: "The keychain does not answer.",
    tone: "attention",
  },
} satisfies Record<HealthStateDto, Shown>;

/** How a state is shown. */
export function shownHealth({ state }: HealthDto): Shown {
  return SHOWN[state];
}

/** Whether the banner of the whole window says it already: it is about the way to the secret, which the state names. */
export function isSaidByBanner(thrown: unknown): boolean {
  const { code } = toFailure(thrown).error;
  return code === "vaultLocked" || code === "vaultUnavailable" || code === "secretMissing";
}

/** The word for the state, with the right that is gone: "Right lost: customers". */
export function healthWord(health: HealthDto): string | undefined {
  return health.lostRight === null ? undefined : `Right lost: ${health.lostRight}`;
}

/** The badge on a card knows four states only: whatever stops the job needs attention. */
export function badgeOf({ state }: HealthDto): StateName {
  switch (state) {
    case "connected":
    case "notConnected":
    case "revoked":
      return SHOWN[state].state;
    // A wait ends by itself.
    case "rateLimited":
      return "connected";
    default:
      return "attention";
  }
}
