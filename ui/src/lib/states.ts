//! The vocabulary of states: one icon, one ink and one word each. Features choose a name, components draw it.

import {
  ArrowDown,
  ArrowUp,
  CalendarClock,
  Circle,
  CircleCheck,
  CircleDashed,
  CircleDotDashed,
  CirclePause,
  CircleQuestionMark,
  CircleSlash,
  CircleStop,
  CircleX,
  CloudOff,
  LoaderCircle,
  type LucideIcon,
  OctagonAlert,
  Plus,
  Split,
  TriangleAlert,
} from "lucide-react";

/** The inks of the state palette; each also has a tint for pills and banners. */
export type Tone =
  | "connected"
  | "attention"
  | "problem"
  | "suggested"
  | "held"
  | "excluded"
  | "unmapped"
  | "accent";

type StateLook = { readonly tone: Tone; readonly icon: LucideIcon; readonly word: string };

/** Every state the program shows. Circles are states of things; only trouble has corners. */
export const STATES = {
  connected: { tone: "connected", icon: CircleCheck, word: "Connected" },
  mapped: { tone: "connected", icon: CircleCheck, word: "Mapped" },
  passed: { tone: "connected", icon: CircleCheck, word: "Passed" },
  same: { tone: "connected", icon: CircleCheck, word: "Same" },
  done: { tone: "connected", icon: CircleCheck, word: "Done" },
  attention: { tone: "attention", icon: TriangleAlert, word: "Needs attention" },
  warning: { tone: "attention", icon: TriangleAlert, word: "Warning" },
  lookOnce: { tone: "attention", icon: TriangleAlert, word: "Look once" },
  braked: { tone: "attention", icon: CircleStop, word: "Braked" },
  different: { tone: "attention", icon: TriangleAlert, word: "Different" },
  problem: { tone: "problem", icon: OctagonAlert, word: "Problem" },
  blocksWork: { tone: "problem", icon: OctagonAlert, word: "Blocks work" },
  refused: { tone: "problem", icon: OctagonAlert, word: "Sign-in refused" },
  agentRefused: { tone: "problem", icon: OctagonAlert, word: "Agent refused" },
  tenantUnknown: { tone: "problem", icon: OctagonAlert, word: "Tenant unknown" },
  rightLost: { tone: "problem", icon: OctagonAlert, word: "Right lost" },
  hostGone: { tone: "problem", icon: OctagonAlert, word: "No Halo at the address" },
  untrusted: { tone: "problem", icon: OctagonAlert, word: "Connection not safe" },
  secretMissing: { tone: "problem", icon: OctagonAlert, word: "Secret missing" },
  otherHalo: { tone: "attention", icon: TriangleAlert, word: "Another Halo" },
  proxy: { tone: "attention", icon: TriangleAlert, word: "Proxy in the way" },
  signInPage: { tone: "attention", icon: TriangleAlert, word: "Network sign-in" },
  outOfOrder: { tone: "attention", icon: TriangleAlert, word: "Halo out of order" },
  keychainLocked: { tone: "attention", icon: TriangleAlert, word: "Keychain locked" },
  keychainUnavailable: { tone: "attention", icon: TriangleAlert, word: "No keychain" },
  rateLimited: { tone: "attention", icon: CircleDashed, word: "Request limit reached" },
  lookAgain: { tone: "attention", icon: CalendarClock, word: "Look again" },
  reading: { tone: "accent", icon: LoaderCircle, word: "Reading Halo" },
  failed: { tone: "problem", icon: CircleX, word: "Failed" },
  suggested: { tone: "suggested", icon: CircleDotDashed, word: "Suggested" },
  choose: { tone: "suggested", icon: Split, word: "Choose" },
  held: { tone: "held", icon: CirclePause, word: "Held" },
  excluded: { tone: "excluded", icon: CircleSlash, word: "Excluded" },
  revoked: { tone: "excluded", icon: CircleSlash, word: "Revoked" },
  skipped: { tone: "excluded", icon: CircleSlash, word: "Skipped" },
  cancelled: { tone: "excluded", icon: CircleStop, word: "Stopped" },
  cannotTell: { tone: "unmapped", icon: CircleQuestionMark, word: "Cannot tell" },
  notRun: { tone: "unmapped", icon: Circle, word: "Not run" },
  notConnected: { tone: "unmapped", icon: Circle, word: "Not connected" },
  unmapped: { tone: "unmapped", icon: Circle, word: "Unmapped" },
  open: { tone: "unmapped", icon: Circle, word: "To do" },
  inProgress: { tone: "accent", icon: CircleDotDashed, word: "In progress" },
  running: { tone: "accent", icon: LoaderCircle, word: "Running" },
  waiting: { tone: "unmapped", icon: CircleDashed, word: "Waiting" },
  equal: { tone: "connected", icon: CircleCheck, word: "Equal" },
  up: { tone: "unmapped", icon: ArrowUp, word: "Up" },
  down: { tone: "unmapped", icon: ArrowDown, word: "Down" },
  new: { tone: "accent", icon: Plus, word: "New" },
  noLicence: { tone: "unmapped", icon: Circle, word: "No licence" },
  odd: { tone: "attention", icon: TriangleAlert, word: "Odd" },
  offline: { tone: "unmapped", icon: CloudOff, word: "Offline" },
} as const satisfies Record<string, StateLook>;

export type StateName = keyof typeof STATES;
