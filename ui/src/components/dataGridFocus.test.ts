import { describe, expect, it } from "vitest";
import { moveFocus, relocate, withFocusKept } from "./dataGridFocus";

const keysOf = (keys: readonly (string | null)[]) => (index: number) => keys[index] ?? null;

describe("moveFocus", () => {
  it.each([
    ["ArrowDown", 4, 5],
    ["ArrowDown", 99, 99],
    ["ArrowUp", 0, 0],
    ["PageDown", 4, 14],
    ["PageDown", 95, 99],
    ["PageUp", 4, 0],
    ["Home", 40, 0],
    ["End", 40, 99],
    ["m", 4, null],
  ] as const)("%s from %i goes to %s", (key, from, to) => expect(moveFocus(key, from, 100, 10)).toBe(to));

  it("has nowhere to go in an empty grid", () => expect(moveFocus("ArrowDown", 0, 0, 10)).toBeNull());
});

describe("relocate", () => {
  it("follows a row that moved", () => {
    expect(relocate({ index: 0, key: "a" }, 3, keysOf(["b", "c", "a"]))).toEqual({ index: 2, key: "a" });
  });
  it("stays at its place when the row is gone", () => {
    expect(relocate({ index: 1, key: "b" }, 2, keysOf(["a", "c"]))).toEqual({ index: 1, key: "c" });
  });
  it("comes back to the last row when the list became short", () => {
    expect(relocate({ index: 9, key: "z" }, 2, keysOf(["a", "c"]))).toEqual({ index: 1, key: "c" });
  });
  it("keeps the identity while the row is being read again", () => {
    expect(relocate({ index: 1, key: "b" }, 3, keysOf([null, null, null]))).toEqual({ index: 1, key: "b" });
  });
  it("takes the identity of the first row once it is there", () => {
    expect(relocate({ index: 0, key: null }, 1, keysOf(["a"]))).toEqual({ index: 0, key: "a" });
  });
});

it("keeps the focused row among those drawn", () => {
  const range = { startIndex: 50, endIndex: 52, overscan: 0, count: 100 };
  expect(withFocusKept(range, 3)).toEqual([3, 50, 51, 52]);
  expect(withFocusKept(range, 51)).toEqual([50, 51, 52]);
  expect(withFocusKept(range, 200)).toEqual([50, 51, 52]);
});
