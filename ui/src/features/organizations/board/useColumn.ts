//! One scrolling side of the board: which rows are in view, and bringing one there.

import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { remInPixels } from "../../../lib/rem";
import { type Layout, type Stretch, stretchesBetween } from "./layout";
import type { Range } from "./lines";

/** A row's height in rem: 32 px, or what the desktop's text scale makes of it. */
const ROW_REM = 2;
/** Rows drawn beyond the edges. */
const OVERSCAN = 8;
/** The height until it is known. */
const HEIGHT = 640;

export type Column<Key extends string = string> = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly layout: Layout<Key>;
  /** Height of a row in pixels. */
  readonly row: number;
  /** Rows in view. */
  readonly view: Range;
  /** Places to draw: those in view and some more. */
  readonly stretches: readonly Stretch[];
  /** Rows to draw. */
  readonly drawn: Range;
  /** Rows that fit a screen. */
  readonly page: number;
  /** To be called when it scrolled or its size changed. */
  readonly look: () => void;
  /** Brings a row into view, no further than it has to. */
  readonly reveal: (row: number) => void;
  readonly top: () => number;
  readonly scrollTo: (top: number) => void;
};

export function useColumn<Key extends string>(layout: Layout<Key>): Column<Key> {
  const scroller = useRef<HTMLDivElement>(null);
  const row = ROW_REM * remInPixels();
  const [seen, setSeen] = useState({ first: 0, count: Math.ceil(HEIGHT / row) });

  const look = useCallback(() => {
    const place = scroller.current;
    if (place === null) return;
    const first = Math.floor(place.scrollTop / row);
    const count = Math.ceil((place.clientHeight || HEIGHT) / row);
    setSeen((old) => (old.first === first && old.count === count ? old : { first, count }));
  }, [row]);
  useLayoutEffect(() => {
    const place = scroller.current;
    if (place === null) return;
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(place);
    return () => watcher.disconnect();
  }, [look]);

  const lastRow = Math.max(0, layout.rows - 1);
  const first = Math.min(seen.first, lastRow);
  const last = Math.min(lastRow, first + seen.count);
  const view = useMemo(() => ({ first, last }), [first, last]);
  const drawn = useMemo(
    () => ({ first: Math.max(0, first - OVERSCAN), last: Math.min(lastRow, last + OVERSCAN) }),
    [first, last, lastRow],
  );
  const stretches = useMemo(() => stretchesBetween(layout, drawn.first, drawn.last), [layout, drawn]);

  const scrollTo = useCallback((top: number) => {
    if (scroller.current !== null) scroller.current.scrollTop = Math.max(0, top);
  }, []);
  const top = useCallback(() => scroller.current?.scrollTop ?? 0, []);
  const reveal = useCallback(
    (at: number) => {
      const place = scroller.current;
      if (place === null) return;
      const height = place.clientHeight || HEIGHT;
      if (at * row < place.scrollTop) scrollTo(at * row);
      else if ((at + 1) * row > place.scrollTop + height) scrollTo((at + 1) * row - height);
    },
    [row, scrollTo],
  );
  const page = Math.max(1, seen.count - 2);
  return useMemo(
    () => ({ scroller, layout, row, view, drawn, stretches, page, look, reveal, top, scrollTo }),
    [layout, row, view, drawn, stretches, page, look, reveal, top, scrollTo],
  );
}
