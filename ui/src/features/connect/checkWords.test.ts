import { expect, it } from "vitest";
import type { CheckDto, CheckStateDto } from "../../ipc/client";
import { checks } from "../../test/fixtures";
import { checksInWords, isNoObstacle, lastCheckedAt, openChecksInWords } from "./checkWords";

/** The fixture's checks, the first of them in these states. */
const inStates = (...states: CheckStateDto[]): CheckDto[] =>
  checks.map((check, index) => ({ ...check, state: states[index] ?? check.state }));

it("counts what cannot be told apart from what passed", () => {
  expect(checksInWords(checks)).toBe("All 6 checks passed");
  expect(checksInWords(inStates("cannotTell", "cannotTell"))).toBe("4 passed, 2 cannot be told yet");
  expect(checksInWords(inStates("failed", "warning", "cannotTell"))).toBe(
    "3 passed, 1 failed, 1 with a warning, 1 cannot be told yet",
  );
});

it("says how many are still to come, or have not been run", () => {
  expect(openChecksInWords(inStates("running", "waiting"), true)).toBe("2 to go");
  expect(openChecksInWords(inStates("notRun", "skipped"), false)).toBe("2 not run");
  expect(openChecksInWords(checks, false)).toBe("");
});

it("lets only what is proven or cannot be told go on", () => {
  const states: CheckStateDto[] = [
    "notRun",
    "waiting",
    "running",
    "passed",
    "warning",
    "failed",
    "cannotTell",
    "skipped",
  ];
  const [check] = checks;
  if (!check) expect.fail("there are checks");
  expect(states.filter((state) => isNoObstacle({ ...check, state }))).toEqual([
    "passed",
    "warning",
    "cannotTell",
  ]);
});

it("knows when the newest outcome is from", () => {
  const times = ["2026-11-21T14:02:00Z", "2026-11-21T14:05:00Z", null];
  const timed = checks.map((check, index) => ({ ...check, checkedAt: times[index] ?? null }));
  expect(lastCheckedAt(timed)).toBe("2026-11-21T14:05:00Z");
  expect(lastCheckedAt([])).toBeNull();
});
