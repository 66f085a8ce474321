import { useEffect, useEffectEvent } from "react";
import { OPEN_DIALOG, OPEN_MENU } from "../../lib/dialogs";
import { type Act, actOfKey } from "./acts";

/** A key without a handler is left to others. */
type PageKeys = {
  /** `/` */
  readonly onFilter?: () => void;
  /** Ctrl+Z */
  readonly onUndo?: () => void;
  /** Ctrl+Shift+Z, Ctrl+Y */
  readonly onRedo?: () => void;
  /** Escape, outside fields */
  readonly onEscape?: (() => void) | undefined;
  /** M, N, H, X, Delete while the details are open. Rows of the grid take these keys before. */
  readonly onAct?: (act: Act) => void;
};

/** Places where keys mean letters, or where an open part has keys of its own. */
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const OWN_KEYS = `${OPEN_DIALOG}, ${OPEN_MENU}`;

/** The screen's keys, wherever the focus is on it. */
export function usePageKeys({ onFilter, onUndo, onRedo, onEscape, onAct }: PageKeys): void {
  useKeysOfPage((event) => {
    const act = actOfKey(event.key);
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (key === "z" && !event.shiftKey) return onUndo;
      return key === "z" || key === "y" ? onRedo : undefined;
    }
    if (event.altKey) return undefined;
    if (event.key === "/") return onFilter;
    if (event.key === "Escape") return onEscape;
    return act !== null && onAct && !event.repeat ? () => onAct(act) : undefined;
  });
}

/** Listens wherever the focus is on the page but in fields, dialogs and menus. A key that means nothing goes on its way. */
export function useKeysOfPage(meaningOf: (event: KeyboardEvent) => (() => void) | undefined): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    if (event.defaultPrevented || !(target instanceof Element)) return;
    if (target.closest(OWN_KEYS) || target.closest(TYPING)) return;
    const act = meaningOf(event);
    if (act === undefined) return;
    act();
    event.preventDefault();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
