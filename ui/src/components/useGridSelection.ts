//! How keys and presses change the selection of a grid: single rows, stretches from an anchor, everything.

import { useRef } from "react";
import { EVERYTHING, type GridSelection, NOTHING, toggled, withKeys } from "./gridSelection";

type Anchor = { readonly index: number; readonly before: GridSelection };

type Options = {
  readonly selection: GridSelection;
  readonly onChange: ((selection: GridSelection) => void) | undefined;
  readonly keyAt: (index: number) => string | null;
  /** The keys of a stretch of rows of which some are not read. */
  readonly getKeys: ((first: number, last: number) => Promise<readonly string[]>) | undefined;
};

export type SelectionActs = {
  readonly toggle: (index: number, key: string) => void;
  /** Selects from the anchor to here, in place of an earlier stretch from the same anchor. */
  readonly extendTo: (index: number, from: number) => void;
  /** The next stretch begins here. */
  readonly anchorAt: (index: number) => void;
  readonly everything: () => void;
  readonly nothing: () => void;
};

export function useGridSelection({ selection, onChange, keyAt, getKeys }: Options): SelectionActs {
  const anchor = useRef<Anchor | null>(null);
  /** A stretch that is being asked for is worth nothing once another one is wanted. */
  const wanted = useRef(0);

  const set = (next: GridSelection) => {
    wanted.current += 1;
    onChange?.(next);
  };
  return {
    toggle: (index, key) => {
      const next = toggled(selection, key);
      anchor.current = { index, before: next };
      set(next);
    },
    extendTo: (index, from) => {
      anchor.current ??= { index: from, before: selection };
      const { before } = anchor.current;
      const first = Math.min(anchor.current.index, index);
      const last = Math.max(anchor.current.index, index);
      const known = Array.from({ length: last - first + 1 }, (_, step) => keyAt(first + step));
      if (known.every((key) => key !== null)) {
        set(withKeys(before, known));
        return;
      }
      wanted.current += 1;
      const mine = wanted.current;
      void getKeys?.(first, last).then((keys) => {
        if (mine === wanted.current) set(withKeys(before, keys));
      });
    },
    anchorAt: (index) => {
      anchor.current = { index, before: selection };
    },
    everything: () => set(EVERYTHING),
    nothing: () => {
      anchor.current = null;
      set(NOTHING);
    },
  };
}
