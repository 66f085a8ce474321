import { describe, expect, it } from "vitest";
import type { WizardDto } from "../../ipc/client";
import { failedCheck, wizard } from "../../test/fixtures";
import { canGoTo, isDone, openAt, outcomeOf, type Step, transition } from "./machine";

const begun: WizardDto = { ...wizard, step: 2, discovery: null, clientId: "", secret: "none", checks: [] };
const found: WizardDto = { ...begun, step: 3, discovery: wizard.discovery };

describe("canGoTo", () => {
  it.each([
    ["nothing saved", null, [1]],
    ["the vendor saved", begun, [1, 2]],
    ["Halo found", found, [1, 2, 3, 4]],
    ["credentials kept", wizard, [1, 2, 3, 4, 5]],
  ] as const)("with %s", (_, saved, reachable) => {
    expect(([1, 2, 3, 4, 5] as Step[]).filter((step) => canGoTo(step, saved))).toEqual(reachable);
  });
});

describe("openAt", () => {
  it.each([
    ["the step that was saved", undefined, wizard, 5],
    ["the step asked for", 3, wizard, 3],
    ["the last possible one when the step asked for is not", 5, found, 4],
    ["the first one for a new connection", 4, null, 1],
    ["the first one when the saved number is none", undefined, { ...wizard, step: 9 }, 1],
  ] as const)("opens at %s", (_, asked, saved, step) => expect(openAt(asked, saved)).toBe(step));
});

describe("transition", () => {
  it.each([
    [2, { type: "continue" }, found, 3],
    [2, { type: "continue" }, begun, 2],
    [1, { type: "back" }, begun, 1],
    [5, { type: "continue" }, wizard, 5],
    [4, { type: "goTo", step: 1 }, wizard, 1],
    [3, { type: "goTo", step: 5 }, found, 3],
  ] as const)("from %i by %o", (from, event, saved, to) => expect(transition(from, event, saved)).toBe(to));
});

it("takes step 3 as done once it was passed, whatever is ticked", () => {
  expect(isDone(3, found)).toBe(false);
  expect(isDone(3, { ...found, step: 4 })).toBe(true);
});

it("takes step 5 as done only when nothing failed", () => {
  expect(isDone(5, wizard)).toBe(true);
  expect(isDone(5, { ...wizard, checks: [...wizard.checks, failedCheck] })).toBe(false);
});

it("says what each step came to", () => {
  expect(([1, 2, 3, 4, 5] as Step[]).map((step) => outcomeOf(step, wizard))).toEqual([
    "Palisade, from a file",
    "fernhill.halopsa.com",
    "1 of 4 settings ticked",
    "Secret is in the keychain",
    "All 6 checks passed",
  ]);
});
