//! What is said about a plan and its lines.

import type { BrakeDto, PlanSummaryDto, SeatLineDto, SeatPlanDto, UndoneByDto } from "../../../ipc/client";
import { formatCount, formatMoment, formatNumber } from "../../../lib/format";
import type { StateName } from "../../../lib/states";
import { billedInFull } from "../billing";
import { signed } from "../words";

const BRAKES: Record<BrakeDto, string> = {
  toZero: "All seats would go",
  threefold: "More than threefold",
  third: "Fewer than a third",
};

/** How a line stands, in the vocabulary of states. */
export function stateOf(line: SeatLineDto): { readonly state: StateName; readonly word: string } {
  switch (line.state) {
    case "waiting":
      if (line.ticked) return { state: "waiting", word: "To be written" };
      return line.brake === null
        ? { state: "skipped", word: "Left out" }
        : { state: "braked", word: "Braked" };
    case "sent":
      return { state: "inProgress", word: "Sent" };
    case "done":
      return { state: "done", word: "Written" };
    case "moved":
      return { state: "warning", word: "Had changed" };
    case "refused":
      return { state: "failed", word: "Refused" };
    case "left":
      return { state: "skipped", word: "Left out" };
    case "unknown":
      return { state: "warning", word: "Sent, not known" };
  }
}

/** What became of it; before that, what speaks against it or how it sums up. */
export function remarkOf(line: SeatLineDto): string | null {
  const { note, brake, before } = line;
  const missing = isMade(line) ? "The licence is made" : "There is no licence yet";
  const parts = [brake === null ? null : BRAKES[brake], before === null ? missing : null, note].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? null : parts.join(". ");
}

/** Whether a line without a licence makes one: not what is left out, nor what Halo or a change there kept from it. */
function isMade({ ticked, state }: SeatLineDto): boolean {
  switch (state) {
    case "waiting":
    case "sent":
    case "done":
    case "unknown":
      return ticked;
    case "moved":
    case "refused":
    case "left":
      return false;
  }
}

/** The remark, and which invoice would bill the new count: for a tooltip. */
export function remarkInFull(line: SeatLineDto): string | null {
  const parts = [remarkOf(line), billedInFull(line.billedBy)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(". ");
}

/** What a plan in the list is called. */
export const planName = ({ id, undoes }: PlanSummaryDto): string =>
  undoes === null ? `Plan ${id}` : `Plan ${id}, takes plan ${undoes} back`;

/** How a plan in the list stands. */
export function planState({ state, done, ticked, unknown }: PlanSummaryDto): {
  readonly state: StateName;
  readonly word: string;
} {
  if (state !== "ended") return { state: "inProgress", word: "Not finished" };
  if (done === 0) {
    return unknown > 0
      ? { state: "warning", word: "Not known" }
      : { state: "skipped", word: "Nothing written" };
  }
  return done === ticked ? { state: "done", word: "Written" } : { state: "warning", word: "Partly written" };
}

/** What else there is to say of a plan in the list. */
export function outcomeOf({ moved, refused, unknown, undoneBy, reason }: PlanSummaryDto): string {
  return [
    undoneBy === null ? null : takenBack(undoneBy),
    moved > 0 ? `${formatNumber(moved)} had changed and were skipped` : null,
    refused > 0 ? `${formatNumber(refused)} refused by Halo` : null,
    unknown > 0 ? `${formatNumber(unknown)} sent without an answer` : null,
    reason === null ? null : `Reason: ${reason}`,
  ]
    .filter((part) => part !== null)
    .join("; ");
}

/** What took a plan back, and whether all of it. */
export const takenBack = ({ plan, isWhole }: UndoneByDto): string =>
  isWhole ? `Taken back by plan ${plan}` : `Partly taken back by plan ${plan}`;

/** Which plan it is, and since when it is fixed. */
export function numberOf({ id, begunAt }: SeatPlanDto): string {
  return begunAt === null
    ? `Plan ${id}, not confirmed yet`
    : `Plan ${id}, confirmed ${formatMoment(begunAt)}`;
}

/** `22 → 25`; a licence that is to be made has nothing before. */
export function diffOf({ before, after }: SeatLineDto): string {
  return `${before === null ? "–" : formatNumber(before)} → ${formatNumber(after)}`;
}

/** What the plan as a whole would do, or did. */
export function sumOf(plan: SeatPlanDto): readonly string[] {
  const { counts } = plan;
  if (plan.state === "ended") {
    return [
      `${formatNumber(counts.done)} of ${formatCount(counts.ticked, "ticked line")} written`,
      ...(counts.moved > 0 ? [`${formatNumber(counts.moved)} had changed and were skipped`] : []),
      ...(counts.refused > 0 ? [`${formatNumber(counts.refused)} refused by Halo`] : []),
      ...(counts.unknown > 0 ? [`${formatNumber(counts.unknown)} sent, and Halo’s answer never came`] : []),
    ];
  }
  return [
    `${formatNumber(counts.ticked)} of ${formatCount(counts.all, "line")} ticked`,
    `${signed(plan.net)} seats in Halo; ${formatNumber(plan.movedSeats)} of ${formatNumber(plan.base)} move`,
    ...(counts.new > 0 ? [`${formatCount(counts.new, "licence")} to be made`] : []),
    ...(counts.braked > 0 ? [`${formatNumber(counts.braked)} braked`] : []),
    `about ${formatCount(plan.requests, "request")} to Halo`,
  ];
}

/** Why a reason is asked for; null when none is. */
export function whyReason({ counts, movesMuch, needsReason }: SeatPlanDto): string | null {
  if (!needsReason) return null;
  return [
    counts.brakedTicked > 0
      ? `${formatCount(counts.brakedTicked, "ticked line goes", "ticked lines go")} to zero, above threefold or below a third.`
      : null,
    movesMuch ? "More than 20 % of all seats move." : null,
  ]
    .filter((part) => part !== null)
    .join(" ");
}
