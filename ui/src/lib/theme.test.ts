import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { applyTheme, THEME_KEY } from "./theme";

const beforeFirstPaint = readFileSync(join(import.meta.dirname, "../../public/theme.js"), "utf8");
const theme = () => document.documentElement.dataset["theme"];

/** Runs the script that stands in the head of the page, as the next start of the window does. */
function startAgain() {
  delete document.documentElement.dataset["theme"];
  new Function(beforeFirstPaint)();
}

it.each(["light", "dark"] as const)("shows %s at once, and before the next first paint", (chosen) => {
  applyTheme(chosen);
  expect(theme()).toBe(chosen);
  startAgain();
  expect(theme()).toBe(chosen);
});

it("leaves the choice to the desktop again", () => {
  applyTheme("dark");
  applyTheme("system");
  expect(theme()).toBeUndefined();
  startAgain();
  expect(theme()).toBeUndefined();
});

it("takes nothing from the storage that is no theme", () => {
  localStorage.setItem(THEME_KEY, "purple");
  startAgain();
  expect(theme()).toBeUndefined();
});
