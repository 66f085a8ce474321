//! What the top strip says about a connection.

import { presentationOf } from "../errors/presentation";
import type { ConnectionStateDto, ProfileDto, TaskDto } from "../ipc/client";
import { formatWhen } from "../lib/format";
import type { StateName } from "../lib/states";

const CONNECTION_STATES: Record<ConnectionStateDto, StateName> = {
  notConnected: "notConnected",
  connected: "connected",
  needsAttention: "attention",
  revoked: "revoked",
};

/** The state, unless the last read tells something newer: a refused sign-in, or no network. */
export function connectionState(profile: ProfileDto, lastRead: TaskDto | null): StateName {
  if (profile.connection === "connected" && lastRead?.state.state === "failed") {
    if (lastRead.state.error.code === "unauthorized") return "refused";
    if (presentationOf(lastRead.state.error).away) return "offline";
  }
  return CONNECTION_STATES[profile.connection];
}

/** When Halo was last read: "reading now", "read 4 min ago", "never read". */
export function readWords(profile: ProfileDto, lastRead: TaskDto | null, now: Date): string {
  if (lastRead?.state.state === "running") return "reading now";
  if (profile.lastReadAt === null) return "never read";
  return `read ${formatWhen(profile.lastReadAt, now)}`;
}
