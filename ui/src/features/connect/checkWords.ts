//! The checks of step 5 in words. Pure.

import type { CheckDto, CheckKeyDto, CheckStateDto } from "../../ipc/client";
import { formatCount, formatNumber } from "../../lib/format";

/** The connection does its job whatever comes of it. */
const isOptional = (key: CheckKeyDto) => key === "invoices";

/** Nothing that Halo's answers show speaks against it. What they cannot show does not stand in the way. */
export function isNoObstacle({ key, state }: CheckDto): boolean {
  return isOptional(key) || state === "passed" || state === "warning" || state === "cannotTell";
}

/** "All 15 checks passed", or how many ended in which way: "9 passed, 1 failed, 3 cannot be told yet". */
export function checksInWords(checks: readonly CheckDto[]): string {
  const count = (state: CheckStateDto) => checks.filter((check) => check.state === state).length;
  if (checks.length > 0 && count("passed") === checks.length)
    return `All ${formatCount(checks.length, "check")} passed`;
  const words = (
    [
      ["failed", "failed"],
      ["warning", "with a warning"],
      ["cannotTell", "cannot be told yet"],
    ] as const
  )
    .filter(([state]) => count(state) > 0)
    .map(([state, word]) => `${formatNumber(count(state))} ${word}`);
  return [`${formatNumber(count("passed"))} passed`, ...words].join(", ");
}

/** How many have no outcome: "3 to go" while they run, "3 not run" otherwise. */
export function openChecksInWords(checks: readonly CheckDto[], busy: boolean): string {
  const left = checks.filter(({ state }) => state === "waiting" || state === "running").length;
  if (busy && left > 0) return `${formatNumber(left)} to go`;
  const open = checks.filter(
    ({ key, state }) => !isOptional(key) && ["waiting", "running", "notRun", "skipped"].includes(state),
  ).length;
  return open === 0 ? "" : `${formatNumber(open)} not run`;
}

/** When the newest outcome is from. */
export function lastCheckedAt(checks: readonly CheckDto[]): string | null {
  return checks.reduce<string | null>(
    (newest, { checkedAt }) =>
      checkedAt !== null && (newest === null || checkedAt > newest) ? checkedAt : newest,
    null,
  );
}
