//! What the top strip says about a connection.

import { healthWord, shownHealth } from "../errors/health";
import type { ProfileDto, TaskDto } from "../ipc/client";
import { formatWhen } from "../lib/format";
import type { StateName } from "../lib/states";

/** The state in a word or two; while all is well and Halo is being read, that. */
export function connectionWords(
  { health }: ProfileDto,
  lastRead: TaskDto | null,
): { readonly state: StateName; readonly word: string | undefined } {
  if (health.state === "connected" && lastRead?.state.state === "running") {
    return { state: "reading", word: undefined };
  }
  return { state: shownHealth(health).state, word: healthWord(health) };
}

/** When Halo was last read: "read 4 min ago", "never read". */
export function readWords(profile: ProfileDto, lastRead: TaskDto | null, now: Date): string {
  if (lastRead?.state.state === "running") return "reading now";
  if (profile.lastReadAt === null) return "never read";
  return `read ${formatWhen(profile.lastReadAt, now)}`;
}
