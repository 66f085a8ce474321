import { describe, expect, it } from "vitest";
import {
  layOut,
  placeOfShown,
  rowOfPlace,
  sectionOf,
  shownBefore,
  shownCount,
  stretchesBetween,
} from "./layout";

const groups = [
  { key: "choose", count: 2 },
  { key: "suggested", count: 3 },
  { key: "mapped", count: 4 },
];
const open = layOut(groups, new Set());
const folded = layOut(groups, new Set(["suggested"]));

describe("rows and places", () => {
  it("gives each group's head a row", () => {
    expect(open.rows).toBe(12);
    expect(open.total).toBe(9);
    expect([0, 1, 2, 4, 5, 8].map((place) => rowOfPlace(open, place))).toEqual([1, 2, 4, 6, 8, 11]);
    expect(sectionOf(open, 4)?.key).toBe("suggested");
    expect(sectionOf(open, 9)).toBeUndefined();
  });

  it("lets a folded group stand as its head alone", () => {
    expect(folded.rows).toBe(9);
    expect([1, 2, 4, 5].map((place) => rowOfPlace(folded, place))).toEqual([2, 3, 3, 5]);
    expect(stretchesBetween(folded, 0, 8)).toEqual([
      { first: 0, last: 1 },
      { first: 5, last: 8 },
    ]);
  });

  it("finds the places of a window and nothing on a head", () => {
    expect(stretchesBetween(open, 2, 5)).toEqual([
      { first: 1, last: 1 },
      { first: 2, last: 3 },
    ]);
    expect(stretchesBetween(open, 3, 3)).toEqual([]);
  });

  it("lets the keys step over what is folded, and stop at the ends", () => {
    expect(shownCount(folded)).toBe(6);
    expect([0, 1, 3, 5].map((place) => shownBefore(folded, place))).toEqual([0, 1, 2, 2]);
    expect([0, 1, 2, 5, 99].map((index) => placeOfShown(folded, index))).toEqual([0, 1, 5, 8, 8]);
    expect(placeOfShown(layOut(groups, new Set(["choose", "suggested", "mapped"])), 0)).toBeNull();
  });
});
