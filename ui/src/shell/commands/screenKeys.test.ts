import { expect, it } from "vitest";
import { SCREEN_KEYS } from "./screenKeys";

it("names no key that another platform has not", () => {
  const written = SCREEN_KEYS.flatMap(({ keys }) => keys.flatMap((line) => line.keys));
  expect(written).toContain("Mod+Z");
  expect(written.filter((keys) => /Ctrl|Alt |⌘|⌥|⇧/.test(keys))).toEqual([]);
});
