//! The keys of triage: one letter an act, a digit for a candidate. Pure.

import { showKeys } from "../../../lib/keys";
import type { Act } from "../acts";

export type TriageKey =
  | { readonly does: "act"; readonly act: Act }
  | { readonly does: "pick"; readonly index: number }
  | { readonly does: "skip" | "back" | "undo" | "redo" | "search" | "create" | "help" };

const LETTERS: Record<string, TriageKey> = {
  a: { does: "act", act: "map" },
  m: { does: "act", act: "map" },
  n: { does: "act", act: "notThisOne" },
  h: { does: "act", act: "hold" },
  e: { does: "act", act: "exclude" },
  x: { does: "act", act: "exclude" },
  r: { does: "act", act: "release" },
  delete: { does: "act", act: "unmap" },
  c: { does: "create" },
  s: { does: "skip" },
  b: { does: "back" },
  u: { does: "undo" },
  "/": { does: "search" },
  "?": { does: "help" },
};

/** What a key means; undefined for one that means nothing here. A key that is held down means nothing. */
export function meaningOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "repeat">,
): TriageKey | undefined {
  const key = event.key.toLowerCase();
  if (event.altKey || event.repeat) return undefined;
  if (event.ctrlKey || event.metaKey) {
    if (key === "z") return { does: event.shiftKey ? "redo" : "undo" };
    return key === "y" ? { does: "redo" } : undefined;
  }
  if (/^[1-9]$/.test(key)) return { does: "pick", index: Number(key) - 1 };
  return Object.hasOwn(LETTERS, key) ? LETTERS[key] : undefined;
}

/** For the list of all keys. */
export const KEY_LIST: readonly { readonly keys: readonly string[]; readonly words: string }[] = [
  { keys: ["A", "M"], words: "Map to the customer that is compared" },
  { keys: ["1", "…", "9"], words: "Compare with another candidate" },
  { keys: ["N"], words: "Not this one: remember it and never suggest it again" },
  { keys: ["H"], words: "Hold: put it off" },
  { keys: ["E", "X"], words: "Exclude, with a reason" },
  { keys: ["C"], words: "Create a customer in Halo for it, after a look at what is sent" },
  { keys: ["S"], words: "Skip to the next one" },
  { keys: ["B"], words: "Back to the one before" },
  { keys: ["U", showKeys("Mod+Z")], words: "Undo the last step" },
  { keys: [showKeys("Mod+Shift+Z")], words: "Redo it" },
  { keys: ["R"], words: "Release what is held or excluded" },
  { keys: ["Del"], words: "Part a pair" },
  { keys: ["/"], words: "Search all customers" },
  { keys: ["?"], words: "Show these keys" },
];
