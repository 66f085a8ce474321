//! Keeping statuses in step, in words.

import type {
  ConflictRuleDto,
  SettledDto,
  StatusConflictDto,
  StatusSyncDto,
  SyncStateDto,
} from "../../../ipc/client";
import { formatCount, formatSince, formatTime, formatWhen } from "../../../lib/format";
import type { StateName } from "../../../lib/states";

/** What happens when both sides were changed: as a sentence without its beginning. */
const RULE: Record<ConflictRuleDto, string> = {
  haloWins: "Halo’s status stays",
  hereWins: "the status here stays",
  newestWins: "the later change stays",
  ask: "you are asked",
};

export const ruleSentence = (rule: ConflictRuleDto) => `When both sides were changed, ${RULE[rule]}.`;

/** How a ticket's two statuses stand: look and word. What it means, the program says. */
export const STATE: Record<SyncStateDto, { readonly state: StateName; readonly word: string }> = {
  inStep: { state: "same", word: "In step" },
  notRead: { state: "waiting", word: "Not read yet" },
  waiting: { state: "waiting", word: "Waiting" },
  sending: { state: "running", word: "Sending" },
  unconfirmed: { state: "waiting", word: "Unconfirmed" },
  conflict: { state: "choose", word: "Both changed" },
  mapsChanged: { state: "choose", word: "Maps changed" },
  noPartnerInHalo: { state: "attention", word: "No partner in Halo" },
  noPartnerHere: { state: "attention", word: "No partner here" },
  refused: { state: "failed", word: "Refused" },
  merged: { state: "excluded", word: "Merged" },
  deleted: { state: "excluded", word: "Deleted" },
  vanished: { state: "attention", word: "Not shown" },
};

/** How the last conflict of a ticket was decided. */
export function settledSentence({ by, winner, here, there, at }: SettledDto, now: Date): string {
  const kept = winner === "halo" ? `Halo’s ${there} stayed` : `${here} from here stayed`;
  const why = by === "ask" ? "as you decided" : `by the rule: ${RULE[by]}`;
  return `${here} here and ${there} in Halo met ${formatWhen(at, now)}; ${kept}, ${why}.`;
}

/** What the sync line says first. */
export function pollSentence(sync: StatusSyncDto, now: Date): string {
  if (sync.paused !== null) return `Paused. ${sync.paused}.`;
  if (sync.isPolling) return "Asking Halo what changed…";
  if (sync.followed === 0) return "No ticket to follow in Halo yet.";
  const followed = formatCount(sync.followed, "ticket");
  const last = sync.polledAt === null ? "Halo not asked yet" : `Halo asked ${formatWhen(sync.polledAt, now)}`;
  const next = sync.nextAt === null ? "" : `, next at ${formatTime(sync.nextAt)}`;
  const slow = sync.isSlow ? ", less often while nothing happens" : "";
  return `${followed} followed. ${last}${next}${slow}.`;
}

/** Since when a side has its status. */
export const sinceWords = (side: StatusConflictDto["here"], now: Date) =>
  side.at === null ? "" : `since ${formatSince(side.at, now)}`;
