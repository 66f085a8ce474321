import { describe, expect, it } from "vitest";
import {
  formatCount,
  formatCountdown,
  formatDuration,
  formatNumber,
  formatSince,
  formatWhen,
  initials,
} from "./format";

describe("formatNumber", () => {
  it.each([
    [0, "0"],
    [9999, "9999"],
    [10000, "10\u2009000"],
    [1234567, "1\u2009234\u2009567"],
    [-3, "\u22123"],
  ])("%i is %s", (value, text) => expect(formatNumber(value)).toBe(text));
});

describe("formatCount", () => {
  it.each([
    [1, "1 customer"],
    [0, "0 customers"],
    [415, "415 customers"],
  ])("%i is %s", (count, text) => expect(formatCount(count, "customer")).toBe(text));
});

describe("formatDuration", () => {
  it.each([
    [0, "0.0 s"],
    [412, "0.4 s"],
    [200_000, "3 min 20 s"],
    [120_000, "2 min"],
  ])("%i ms is %s", (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe("formatWhen", () => {
  const now = new Date(2026, 10, 21, 14, 30);
  it.each([
    [new Date(2026, 10, 21, 14, 29, 40), "just now"],
    // The clock of the page stands still for half a minute.
    [new Date(2026, 10, 21, 14, 30, 25), "just now"],
    [new Date(2026, 10, 21, 14, 26), "4 min ago"],
    [new Date(2026, 10, 21, 9, 12), "09:12"],
    [new Date(2026, 10, 20, 14, 2), "yesterday 14:02"],
    [new Date(2026, 10, 3, 8, 0), "3 Nov"],
    [new Date(2025, 10, 3, 8, 0), "3 Nov 2025"],
  ])("%s is %s", (then, text) => expect(formatWhen(then.toISOString(), now)).toBe(text));

  it("is a time of day after the word since", () => {
    expect(formatSince(new Date(2026, 10, 21, 14, 29, 40).toISOString(), now)).toBe("14:29");
    expect(formatSince(new Date(2026, 10, 20, 14, 2).toISOString(), now)).toBe("yesterday 14:02");
  });

  it("gives back what is no time", () => expect(formatWhen("soon", now)).toBe("soon"));
});

it.each([
  [100_000, "1:40"],
  [59_001, "1:00"],
  [400, "0:01"],
  [-5, "0:00"],
])("%i ms are left as %s", (ms, text) => expect(formatCountdown(ms)).toBe(text));

it("takes two letters for a mark", () => expect(initials(" Palisade")).toBe("Pa"));
