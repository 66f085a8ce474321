import { expect, it } from "vitest";
import { meaningOf } from "./keys";

const press = (key: string, held: Partial<Parameters<typeof meaningOf>[0]> = {}) =>
  meaningOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, ...held });

it("gives each key one meaning", () => {
  expect(press("a")).toEqual({ does: "act", act: "map" });
  expect(press("A", { shiftKey: true })).toEqual({ does: "act", act: "map" });
  expect(press("e")).toEqual({ does: "act", act: "exclude" });
  expect(press("c")).toEqual({ does: "create" });
  expect(press("3")).toEqual({ does: "pick", index: 2 });
  expect(press("z", { ctrlKey: true })).toEqual({ does: "undo" });
  expect(press("Z", { metaKey: true, shiftKey: true })).toEqual({ does: "redo" });
});

it("leaves everything else alone", () => {
  for (const key of ["0", "z", "Enter", "Tab", "constructor", "toString"]) expect(press(key)).toBeUndefined();
  expect(press("a", { repeat: true })).toBeUndefined();
  expect(press("a", { ctrlKey: true })).toBeUndefined();
  expect(press("a", { altKey: true })).toBeUndefined();
});
