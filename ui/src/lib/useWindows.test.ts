import { describe, expect, it } from "vitest";
import { windowsOf } from "./useWindows";

describe("windows of rows", () => {
  it.each([
    [0, 20, [0]],
    [0, 69, [0]],
    [0, 70, [0, 100]],
    [120, 140, [0, 100]],
    [131, 160, [100]],
    [49_980, 49_999, [49_900, 50_000]],
  ])("from row %i to %i", (first, last, offsets) => {
    expect(windowsOf(first, last)).toEqual(offsets);
  });
});
