//! One side of the board: its groups, folded or not, where it is scrolled, and where the keys are.

import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import { layOut, rowOfPlace, type Stretch, stretchesBetween } from "./layout";
import { type Column, useColumn } from "./useColumn";

export type SideOfBoard<Key extends string> = {
  readonly column: Column<Key>;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly folded: ReadonlySet<Key>;
  readonly fold: (group: Key) => void;
  readonly focus: () => void;
  /** The row of a place that may be unknown. */
  readonly rowOf: (place: number | null | undefined) => number | null;
  /** From the first record in view to the last. */
  readonly inView: Stretch | null;
};

export function useSide<Key extends string>(
  groups: readonly { readonly group: Key; readonly count: number }[],
): SideOfBoard<Key> {
  const [folded, setFolded] = useState<ReadonlySet<Key>>(new Set());
  const layout = useMemo(
    () =>
      layOut(
        groups.map(({ group, count }) => ({ key: group, count })),
        folded,
      ),
    [groups, folded],
  );
  const column = useColumn(layout);
  const list = useRef<HTMLDivElement>(null);
  const fold = useCallback((group: Key) => {
    setFolded((old) => {
      const next = new Set(old);
      if (!next.delete(group)) next.add(group);
      return next;
    });
  }, []);
  const seen = stretchesBetween(layout, column.view.first, column.view.last);
  const first = seen[0];
  const last = seen.at(-1);
  return {
    column,
    list,
    folded,
    fold,
    focus: () => list.current?.focus({ preventScroll: true }),
    rowOf: (place) => (place === null || place === undefined ? null : rowOfPlace(layout, place)),
    inView: first && last ? { first: first.first, last: last.last } : null,
  };
}
