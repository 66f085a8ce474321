//! Where the focus of a grid goes. Pure, so that every key can be checked without a window.

import { defaultRangeExtractor, type Range } from "@tanstack/react-virtual";

/** The focused row: its identity when it is loaded, and its place. */
export type Focus = { readonly index: number; readonly key: string | null };

/** How far from its old place a moved row is looked for. A window of rows is 200. */
const SEARCH_RADIUS = 400;

type KeyAt = (index: number) => string | null;

/** The focus after rows moved, came or went: with its row when that is near, else at its place. */
export function relocate(focus: Focus, rowCount: number, keyAt: KeyAt): Focus {
  if (rowCount === 0) return { index: 0, key: null };
  const place = Math.min(focus.index, rowCount - 1);
  const here = keyAt(place);
  if (focus.key === null || here === focus.key) return { index: place, key: here };
  for (let distance = 1; distance <= SEARCH_RADIUS; distance += 1) {
    for (const index of [place - distance, place + distance]) {
      if (index >= 0 && index < rowCount && keyAt(index) === focus.key) return { index, key: focus.key };
    }
  }
  // Not loaded yet is not gone: keep the identity until its place is known to hold another row.
  return { index: place, key: here ?? focus.key };
}

/** The row a key leads to, or null when the key does not move the focus. */
export function moveFocus(key: string, index: number, rowCount: number, page: number): number | null {
  if (rowCount === 0) return null;
  const last = rowCount - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(last, index + 1);
    case "ArrowUp":
      return Math.max(0, index - 1);
    case "PageDown":
      return Math.min(last, index + page);
    case "PageUp":
      return Math.max(0, index - page);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** The rows to draw: those in view, and the focused one, which must not vanish while it has the focus. */
export function withFocusKept(range: Range, focused: number): number[] {
  const indexes = defaultRangeExtractor(range);
  if (focused >= range.count || indexes.includes(focused)) return indexes;
  return [...indexes, focused].sort((a, b) => a - b);
}
