import { expect, it } from "vitest";
import { accelerator, ariaKeys, isPressed, showKeys } from "./keys";

const press = (init: KeyboardEventInit) => new KeyboardEvent("keydown", init);

it.each([
  ["Mod+K", { key: "k", ctrlKey: true }, true],
  ["Mod+K", { key: "K", ctrlKey: true }, true],
  ["Mod+K", { key: "k" }, false],
  ["Mod+K", { key: "k", ctrlKey: true, altKey: true }, false],
  ["Mod+K", { key: "K", ctrlKey: true, shiftKey: true }, false],
  ["Mod+1", { key: "&", code: "Digit1", ctrlKey: true }, true],
  ["Mod+=", { key: "+", ctrlKey: true, shiftKey: true }, true],
  ["Mod+-", { key: "-", ctrlKey: true }, true],
  ["F5", { key: "F5" }, true],
  ["F5", { key: "F5", ctrlKey: true }, false],
])("%s is pressed by %o: %s", (keys, init, expected) => {
  expect(isPressed(keys, press(init), false)).toBe(expected);
});

it("takes Command for Ctrl on a Mac", () => {
  expect(isPressed("Mod+K", press({ key: "k", metaKey: true }), true)).toBe(true);
  expect(isPressed("Mod+K", press({ key: "k", ctrlKey: true }), true)).toBe(false);
  expect(showKeys("Mod+Shift+Z", true)).toBe("⌘ ⇧ Z");
  expect(showKeys("Alt+P", true)).toBe("⌥ P");
  expect(ariaKeys("Mod+K", true)).toBe("Meta+K");
});

it("is written for people, for readers of the screen and for the menu bar", () => {
  expect(showKeys("Mod+Shift+Z", false)).toBe("Ctrl ⇧ Z");
  expect(showKeys("Mod+=", false)).toBe("Ctrl +");
  expect(showKeys("Mod+-", false)).toBe("Ctrl \u2212");
  expect(ariaKeys("Mod+K", false)).toBe("Control+K");
  expect(accelerator("Mod+,")).toBe("CmdOrCtrl+,");
});
