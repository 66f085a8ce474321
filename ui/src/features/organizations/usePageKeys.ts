import { useEffect, useEffectEvent } from "react";
import { type Act, actOfKey } from "./acts";

type PageKeys = {
  /** `/` */
  readonly onFilter: () => void;
  /** Ctrl+Z */
  readonly onUndo: () => void;
  /** Ctrl+Shift+Z, Ctrl+Y */
  readonly onRedo: () => void;
  /** Escape, outside fields */
  readonly onEscape: () => void;
  /** M, N, H, X, Delete while the details are open. Rows of the grid take these keys before. */
  readonly onAct: (act: Act) => void;
};

/** Places where keys mean letters, or where an open part has keys of its own. */
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const OWN_KEYS = "[role=dialog], [role=alertdialog], [role=menu]";

/** The screen's keys, wherever the focus is on it. */
export function usePageKeys({ onFilter, onUndo, onRedo, onEscape, onAct }: PageKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    if (event.defaultPrevented || !(target instanceof Element)) return;
    if (target.closest(OWN_KEYS) || target.closest(TYPING)) return;
    const act = actOfKey(event.key);
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey) {
      if (key === "z" && !event.shiftKey) onUndo();
      else if (key === "z" || key === "y") onRedo();
      else return;
    } else if (event.altKey) return;
    else if (event.key === "/") onFilter();
    else if (event.key === "Escape") onEscape();
    else if (act !== null && !event.repeat) onAct(act);
    else return;
    event.preventDefault();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
