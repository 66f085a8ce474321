//! The right side goes along with the left, so that most lines in view stay flat.

import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef } from "react";
import type { BoardOrganizationDto } from "../../../ipc/client";
import { rowOfPlace, stretchesBetween } from "./layout";
import type { Column } from "./useColumn";

type Options = {
  /** Only in the order that stands in step. */
  readonly on: boolean;
  readonly left: Column;
  readonly right: Column;
  readonly at: (place: number) => BoardOrganizationDto | undefined;
  /** Where the keys are at the left. */
  readonly anchor: number | null;
};

export type Follow = {
  /** The left side scrolled. */
  readonly now: () => void;
  /** The right side scrolled; by itself, it goes its own way until the left scrolls again. */
  readonly left: () => void;
  /** The next scroll of the left is not to be followed. */
  readonly pause: () => void;
};

export function useFollow({ on, left, right, at, anchor }: Options): Follow {
  const following = useRef(true);
  const paused = useRef(false);
  const wanted = useRef<number | null>(null);
  const keys = useRef(anchor);
  useLayoutEffect(() => {
    keys.current = anchor;
  });

  const align = useCallback(() => {
    if (!on) return;
    const pair = pairToAlign(left, right, at, keys.current);
    if (pair === null) return;
    const top = Math.max(0, pair.right * right.row - (pair.left * left.row - left.top()));
    if (Math.abs(top - right.top()) < 1) return;
    right.scrollTo(top);
    // The browser stops at the end of the list.
    wanted.current = right.top();
  }, [on, left, right, at]);

  // Rows that were read since, and groups that were folded, move the ends.
  useEffect(() => {
    if (following.current) align();
  }, [align]);
  // Where the keys go there is something to see, wherever the right side was left.
  const reveal = useEffectEvent(() => {
    const end = anchor === null ? null : endOf(at(anchor));
    if (end === null) return;
    const row = rowOfPlace(right.layout, end);
    if (row < right.view.first || row >= right.view.last) align();
  });
  useEffect(() => {
    if (anchor !== null) reveal();
  }, [anchor]);

  return {
    now: () => {
      if (paused.current) {
        paused.current = false;
        following.current = false;
        return;
      }
      following.current = true;
      align();
    },
    left: () => {
      if (wanted.current === null || Math.abs(right.top() - wanted.current) > 1) following.current = false;
      wanted.current = null;
    },
    pause: () => {
      paused.current = true;
    },
  };
}

/**
 * The rows of the line to keep level: that of the keys while it is in view, else one as far down the view as the list
 * is scrolled, so that both sides begin and end together.
 */
function pairToAlign(
  left: Column,
  right: Column,
  at: Options["at"],
  anchor: number | null,
): { readonly left: number; readonly right: number } | null {
  const top = left.top() / left.row;
  const rows = left.page + 1;
  const aim = top + (top / Math.max(1, left.layout.rows - rows)) * rows;
  let best: { left: number; right: number } | null = null;
  for (const { first, last } of stretchesBetween(left.layout, Math.ceil(top), Math.floor(top + rows)))
    for (let place = first; place <= last; place += 1) {
      const end = endOf(at(place));
      if (end === null) continue;
      const pair = { left: rowOfPlace(left.layout, place), right: rowOfPlace(right.layout, end) };
      if (place === anchor) return pair;
      if (best === null || Math.abs(pair.left - aim) < Math.abs(best.left - aim)) best = pair;
    }
  return best;
}

/** Where the first line leads whose other end is shown. */
function endOf(organization: BoardOrganizationDto | undefined): number | null {
  return organization?.ends.find(({ place }) => place !== null)?.place ?? null;
}
