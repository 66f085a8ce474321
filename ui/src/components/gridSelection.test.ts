import { expect, it } from "vitest";
import { countSelected, EVERYTHING, isSelected, NOTHING, toggled, withKeys } from "./gridSelection";

it("selects rows one by one", () => {
  const one = toggled(NOTHING, "a");
  expect([isSelected(one, "a"), isSelected(one, "b"), countSelected(one, 9)]).toEqual([true, false, 1]);
  expect(toggled(one, "a")).toEqual(NOTHING);
});

it("selects everything without naming a row, and leaves single ones out again", () => {
  expect(countSelected(EVERYTHING, 9_312)).toBe(9_312);
  const butOne = toggled(EVERYTHING, "a");
  expect([isSelected(butOne, "a"), isSelected(butOne, "b"), countSelected(butOne, 9_312)]).toEqual([
    false,
    true,
    9_311,
  ]);
  expect(withKeys(butOne, ["a", "b"])).toEqual(EVERYTHING);
});

it("adds a stretch to what is selected", () => {
  expect([...withKeys(toggled(NOTHING, "a"), ["b", "c"]).keys]).toEqual(["a", "b", "c"]);
});

it("never counts below nothing when left-out rows have gone", () => {
  expect(countSelected({ all: true, keys: new Set(["a", "b"]) }, 1)).toBe(0);
});
