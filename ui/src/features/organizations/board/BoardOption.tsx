import { type MouseEvent, memo, type PointerEvent, type ReactNode } from "react";
import { cx } from "../../../lib/cx";
import s from "./Board.module.css";
import type { Side } from "./lines";

export type OptionEvents = {
  readonly onPress: (side: Side, place: number, event: MouseEvent) => void;
  readonly onPointerDown: (side: Side, place: number, event: PointerEvent) => void;
  readonly onHover: (side: Side, id: number | null) => void;
};

type BoardOptionProps<Row> = {
  readonly side: Side;
  readonly id: string;
  readonly place: number;
  readonly total: number;
  readonly top: number;
  readonly record: Row;
  readonly draw: (row: Row) => ReactNode;
  readonly current: boolean;
  readonly picked: boolean;
  readonly linked: boolean;
  readonly dragged: boolean;
  readonly target: boolean;
  readonly events: OptionEvents;
};

function Option<Row extends { readonly id: number }>(props: BoardOptionProps<Row>) {
  const { side, place, record, events } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box has the focus and takes the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: as above; aria-activedescendant leads here.
    <div
      id={props.id}
      role="option"
      aria-selected={props.picked}
      aria-posinset={place + 1}
      aria-setsize={props.total}
      data-side={side}
      data-place={place}
      className={cx(
        s["row"],
        props.current && s["current"],
        props.linked && s["linked"],
        props.picked && s["picked"],
        props.dragged && s["dragged"],
        props.target && s["target"],
      )}
      style={{ top: props.top }}
      onPointerDown={(event) => events.onPointerDown(side, place, event)}
      onPointerEnter={() => events.onHover(side, record.id)}
      onPointerLeave={() => events.onHover(side, null)}
      onClick={(event) => events.onPress(side, place, event)}
    >
      {props.draw(record)}
    </div>
  );
}

/** A record on the board. Drawn anew only when something about itself changed: scrolling brings two rows, not forty. */
export const BoardOption = memo(Option) as typeof Option;
