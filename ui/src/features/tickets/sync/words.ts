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

type StateWords = { readonly label: StateName; readonly word: string; readonly meaning: string };

/** How a ticket's two statuses stand. */
export const STATE: Record<SyncStateDto, StateWords> = {
  inStep: { label: "same", word: "In step", meaning: "Both statuses belong together." },
  notRead: { label: "waiting", word: "Not read yet", meaning: "Halo has not been asked about it yet." },
  waiting: { label: "waiting", word: "Waiting", meaning: "The status here is sent to Halo next." },
  sending: { label: "running", word: "Sending", meaning: "The status here is being sent to Halo." },
  unconfirmed: {
    label: "waiting",
    word: "Unconfirmed",
    meaning: "It was sent and the answer was lost. Halo is asked before anything is sent again.",
  },
  conflict: {
    label: "choose",
    word: "Both changed",
    meaning:
      "The status was changed here and in Halo since both last agreed. Nothing is written until you decide.",
  },
  mapsChanged: {
    label: "choose",
    word: "Maps changed",
    meaning:
      "Nobody touched the ticket; the status maps were edited and do not join its two statuses any more.",
  },
  noPartnerInHalo: {
    label: "attention",
    word: "No partner in Halo",
    meaning:
      "The status here leads to none of Halo’s, so nothing is sent. Choose a partner in the ticket rules.",
  },
  noPartnerHere: {
    label: "attention",
    word: "No partner here",
    meaning: "Halo’s status leads to none here, so nothing is changed. Choose a partner in the ticket rules.",
  },
  refused: { label: "failed", word: "Refused", meaning: "Halo refused the status." },
  merged: {
    label: "excluded",
    word: "Merged",
    meaning: "The ticket was merged into another in Halo, which Halyard does not follow.",
  },
  deleted: { label: "excluded", word: "Deleted", meaning: "The ticket was deleted in Halo." },
  vanished: {
    label: "attention",
    word: "Not shown",
    meaning: "Halo does not show the ticket any more: it was deleted, or the agent may not see it.",
  },
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
