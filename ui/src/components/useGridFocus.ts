//! The focused row of a grid: it belongs to a row, not to a place, and goes with it wherever the rows go.

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Focus, relocate } from "./dataGridFocus";

type Options = {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly rowCount: number;
  readonly keyAt: (index: number) => string | null;
  /** Where a row stands that is not among those read; null when it is gone. */
  readonly locate: ((key: string) => Promise<number | null>) | undefined;
  /** Another list: the focus begins at its first row. */
  readonly listKey: string;
  /** The same rows in another order: the focus goes with its row. */
  readonly orderKey: string;
  /** The row whose details are open; it stays in sight when the order changes. */
  readonly activeKey: string | null;
  readonly scrollTo: (index: number, align: "auto" | "center") => void;
  /** The rows shown are still those from before. */
  readonly busy: boolean;
};

/** The first row, whichever it will be. */
const FIRST: Focus = { index: 0, key: null };

export type GridFocus = {
  readonly at: Focus;
  /** Moves the focus without the DOM's, for a row that got it by itself. */
  readonly settle: (focus: Focus) => void;
  /** Moves the focus and the DOM's. */
  readonly moveTo: (focus: Focus) => void;
};

export function useGridFocus(options: Options): GridFocus {
  const { scroller, rowCount, keyAt, locate, listKey, orderKey, activeKey, scrollTo, busy } = options;
  const [focus, setFocus] = useState<Focus>({ index: 0, key: null });
  const [shown, setShown] = useState({ listKey, orderKey });
  /** A row that is being looked for; until it is found nothing else takes the focus from it. */
  const [sought, setSought] = useState<string | null>(null);
  const wantsDomFocus = useRef(false);
  const hasDomFocus = useFocusInside(scroller);

  let at = sought === null ? relocate(focus, rowCount, keyAt) : focus;
  if (listKey !== shown.listKey) {
    setShown({ listKey, orderKey });
    setSought(null);
    at = FIRST;
    setFocus(at);
  } else if (orderKey !== shown.orderKey) {
    setShown({ listKey, orderKey });
    // Nothing is followed that nobody looks at: the new order begins at its top.
    const followed = activeKey ?? (hasDomFocus.current ? focus.key : null);
    if (followed === null || locate === undefined) at = FIRST;
    else setSought(followed);
    setFocus(at);
  }
  const list = `${listKey} ${orderKey}`;
  const shownList = useRef(list);
  useLayoutEffect(() => {
    if (shownList.current === list) return;
    shownList.current = list;
    if (sought === null && scroller.current) scroller.current.scrollTop = 0;
  }, [list, sought, scroller]);

  const isElsewhere =
    !busy && sought === null && focus.key !== null && at.key !== null && at.key !== focus.key;
  const lost = isElsewhere && locate !== undefined ? focus.key : null;
  useEffect(() => {
    // The rows from before are no place to take a new focus from.
    if (busy || sought !== null || lost !== null) return;
    if (at.index !== focus.index || at.key !== focus.key) setFocus(at);
  }, [at, focus, sought, lost, busy]);
  const looking = sought ?? lost;
  useEffect(() => {
    if (looking === null || locate === undefined) return;
    let dropped = false;
    const found = (index: number | null) => {
      if (dropped) return;
      setSought(null);
      setFocus((old) => (index === null ? { index: old.index, key: null } : { index, key: looking }));
      if (index === null) return;
      wantsDomFocus.current = hasDomFocus.current;
      if (sought !== null || hasDomFocus.current) scrollTo(index, "center");
    };
    locate(looking).then(found, () => found(null));
    return () => {
      dropped = true;
    };
  }, [looking, sought, locate, scrollTo, hasDomFocus]);

  useLayoutEffect(() => {
    const orphaned = looking === null && hasDomFocus.current && document.activeElement === document.body;
    if (!wantsDomFocus.current && !orphaned) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-index="${at.index}"]`);
    if (!element) return;
    wantsDomFocus.current = false;
    element.focus({ preventScroll: true });
  });

  return {
    at,
    settle: setFocus,
    moveTo: (next) => {
      setSought(null);
      setFocus(next);
      wantsDomFocus.current = true;
      scrollTo(next.index, "auto");
    },
  };
}

/** Whether the focus is on a row, also when that row has just been taken away under it. */
function useFocusInside(scroller: RefObject<HTMLElement | null>): RefObject<boolean> {
  const inside = useRef(false);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const isRow = (target: EventTarget | null) =>
      target instanceof HTMLElement && target.dataset["index"] !== undefined;
    const onFocusIn = (event: FocusEvent) => {
      inside.current = isRow(event.target);
    };
    const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
      // A row that is taken away loses the focus without anybody having gone elsewhere. It is still there for a moment.
      queueMicrotask(() => {
        const wasTaken = relatedTarget === null && target instanceof Node && !target.isConnected;
        if (!wasTaken && !element.contains(document.activeElement)) inside.current = false;
      });
    };
    element.addEventListener("focusin", onFocusIn);
    element.addEventListener("focusout", onFocusOut);
    return () => {
      element.removeEventListener("focusin", onFocusIn);
      element.removeEventListener("focusout", onFocusOut);
    };
  }, [scroller]);
  return inside;
}
