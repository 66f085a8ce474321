//! All organisations from top to bottom in a few hundred pixels.

import type { OrganizationStateDto, OverviewRunDto } from "../../../ipc/client";

/** Worst first: where several stand in one pixel, this order decides, so that trouble never disappears. */
const WORST_FIRST: readonly OrganizationStateDto[] = [
  "problem",
  "choose",
  "suggested",
  "unmapped",
  "held",
  "excluded",
  "mapped",
];
/** A problem is at least this high. */
const LEAST_PROBLEM = 3;

export type Bar = { readonly state: OrganizationStateDto; readonly top: number; readonly height: number };

/** Bars of one state each, in whole pixels, without gaps. */
export function barsOf(runs: readonly OverviewRunDto[], height: number): readonly Bar[] {
  const total = runs.reduce((sum, { count }) => sum + count, 0);
  if (total === 0 || height <= 0) return [];
  const pixels: OrganizationStateDto[] = [];
  const paint = (state: OrganizationStateDto, from: number, to: number) => {
    for (let at = Math.max(0, from); at < Math.min(height, to); at += 1) {
      const there = pixels[at];
      if (there === undefined || WORST_FIRST.indexOf(state) < WORST_FIRST.indexOf(there)) pixels[at] = state;
    }
  };
  let before = 0;
  for (const { state, count } of runs) {
    const from = Math.floor((before / total) * height);
    before += count;
    const to = Math.ceil((before / total) * height);
    const short = state === "problem" ? Math.max(0, LEAST_PROBLEM - (to - from)) : 0;
    paint(state, from - Math.floor(short / 2), to + Math.ceil(short / 2));
  }
  const bars: Bar[] = [];
  pixels.forEach((state, top) => {
    const last = bars.at(-1);
    if (last?.state === state) bars[bars.length - 1] = { ...last, height: last.height + 1 };
    else bars.push({ state, top, height: 1 });
  });
  return bars;
}
