//! Dragging a record to the other side. A shortcut: everything it does the keys do too.

import { type PointerEvent as ReactPointerEvent, useEffect, useEffectEvent, useState } from "react";
import type { Side } from "./lines";

/** How far the pointer goes before a press is a drag. */
const START = 5;
/** How near the edge of a column it scrolls by itself, and how fast. */
const EDGE = 28;
const SPEED = 10;

export type Drag = {
  readonly side: Side;
  readonly place: number;
  /** The record under the pointer on the other side. */
  readonly over: number | null;
  readonly x: number;
  readonly y: number;
};

type Options = {
  readonly onJoin: (side: Side, place: number, over: number) => void;
  /** Scrolls a side by pixels when the pointer is at its edge. */
  readonly scroller: (side: Side) => HTMLElement | null;
};

export type Dragging = {
  readonly drag: Drag | null;
  readonly onPointerDown: (side: Side, place: number, event: ReactPointerEvent) => void;
};

export function useDrag({ onJoin, scroller }: Options): Dragging {
  const [pressed, setPressed] = useState<Drag | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);

  const move = useEffectEvent((event: PointerEvent) => {
    if (pressed === null) return;
    const { clientX: x, clientY: y } = event;
    if (drag === null && Math.hypot(x - pressed.x, y - pressed.y) < START) return;
    setDrag({ ...pressed, x, y, over: placeUnder(event, pressed.side) });
  });
  const end = useEffectEvent((event: PointerEvent) => {
    if (pressed === null) return;
    setPressed(null);
    if (drag === null) return;
    setDrag(null);
    const over = placeUnder(event, pressed.side);
    if (over !== null) onJoin(pressed.side, pressed.place, over);
  });
  const letGo = useEffectEvent(() => {
    setPressed(null);
    setDrag(null);
  });
  const creep = useEffectEvent(() => {
    if (drag === null) return;
    const column = scroller(drag.side === "organization" ? "customer" : "organization");
    if (column === null) return;
    const { top, bottom } = column.getBoundingClientRect();
    if (drag.y < top + EDGE) column.scrollTop -= SPEED;
    else if (drag.y > bottom - EDGE) column.scrollTop += SPEED;
  });

  const isPressed = pressed !== null;
  const isDragging = drag !== null;
  useEffect(() => {
    if (!isPressed) return;
    const onMove = (event: PointerEvent) => move(event);
    const onUp = (event: PointerEvent) => end(event);
    const onCancel = () => letGo();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      letGo();
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", onCancel);
    window.addEventListener("keydown", onKey, true);
    return () => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("pointercancel", onCancel);
      window.removeEventListener("keydown", onKey, true);
    };
  }, [isPressed]);
  useEffect(() => {
    if (!isDragging) return;
    const timer = setInterval(() => creep(), 16);
    return () => clearInterval(timer);
  }, [isDragging]);

  return {
    drag,
    onPointerDown: (side, place, event) => {
      if (event.button === 0) setPressed({ side, place, over: null, x: event.clientX, y: event.clientY });
    },
  };
}

/** The place of the record of the other side that is under the pointer. */
function placeUnder({ target }: PointerEvent, from: Side): number | null {
  const option = target instanceof Element ? target.closest<HTMLElement>("[data-place]") : null;
  if (option === null || option.dataset["side"] === from) return null;
  return Number(option.dataset["place"]);
}
