import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { Icon } from "../../../components/Icon";
import { SkeletonBar } from "../../../components/Skeleton";
import { cx } from "../../../lib/cx";
import { formatNumber } from "../../../lib/format";
import s from "./Board.module.css";
import { BoardOption, type OptionEvents } from "./BoardOption";
import type { Section } from "./layout";
import type { Side } from "./lines";
import type { Drag } from "./useDrag";
import type { Places } from "./usePlaces";
import type { SideOfBoard } from "./useSide";

export type RowEvents = OptionEvents & {
  readonly onKeyDown: (side: Side, event: KeyboardEvent) => void;
};

type BoardColumnProps<Row, Key extends string> = {
  readonly side: Side;
  readonly id: string;
  readonly label: string;
  readonly of: SideOfBoard<Key>;
  readonly words: Record<Key, string>;
  readonly rowAt: (place: number) => Row | undefined;
  readonly draw: (row: Row) => ReactNode;
  readonly places: Places;
  readonly picked: number | null;
  /** Records at the other ends of what is picked. */
  readonly linked: ReadonlySet<number>;
  readonly drag: Drag | null;
  readonly busy: boolean;
  readonly events: RowEvents;
  readonly onScroll: () => void;
  /** In the place of the list, when there is nobody. */
  readonly nobody: string;
};

/** One side of the board: groups with their records, of which only those in view are drawn. */
export function BoardColumn<Row extends { readonly id: number }, Key extends string>(
  props: BoardColumnProps<Row, Key>,
) {
  const { side, id, label, of, events, drag, places: keys } = props;
  const { layout, row: height, drawn, scroller } = of.column;
  const { at } = keys;
  // The rows keep their handlers, which read the newest ones from here.
  const latest = useRef(events);
  useLayoutEffect(() => {
    latest.current = events;
  });
  const [steady] = useState<OptionEvents>(() => ({
    onPress: (...args) => latest.current.onPress(...args),
    onPointerDown: (...args) => latest.current.onPointerDown(...args),
    onHover: (...args) => latest.current.onHover(...args),
  }));
  const { first, last } = drawn;
  const current = at !== null && props.rowAt(at.place) !== undefined ? `${id}-${at.place}` : undefined;
  return (
    <div ref={scroller} className={cx(s["scroller"], s[side])} onScroll={props.onScroll}>
      <div
        ref={of.list}
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={current}
        aria-busy={props.busy || undefined}
        aria-multiselectable="false"
        className={s["list"]}
        style={{ height: layout.rows * height }}
        onKeyDown={(event) => events.onKeyDown(side, event)}
        onFocus={() => {
          const first = of.inView?.first;
          if (first !== undefined) keys.begin({ place: first, id: props.rowAt(first)?.id ?? null });
        }}
      >
        {layout.sections.map((section) => {
          const places = drawnPlaces(section, first, last);
          if (places.length === 0) return null;
          const name = props.words[section.key];
          return (
            // biome-ignore lint/a11y/useSemanticElements: a group of options in a list box; a fieldset is none.
            <div key={section.key} role="group" aria-label={`${name}, ${formatNumber(section.count)}`}>
              {places.map((place) => {
                const record = props.rowAt(place);
                const top = (section.headRow + 1 + place - section.firstPlace) * height;
                if (record === undefined)
                  return (
                    <div key={`place-${place}`} role="presentation" className={s["row"]} style={{ top }}>
                      <SkeletonBar index={place} />
                    </div>
                  );
                return (
                  <BoardOption<Row>
                    key={record.id}
                    side={side}
                    id={`${id}-${place}`}
                    place={place}
                    total={layout.total}
                    top={top}
                    record={record}
                    draw={props.draw}
                    current={at?.place === place}
                    picked={record.id === props.picked}
                    linked={props.linked.has(record.id)}
                    dragged={drag?.side === side && drag.place === place}
                    target={drag !== null && drag.side !== side && drag.over === place}
                    events={steady}
                  />
                );
              })}
            </div>
          );
        })}
      </div>
      {layout.sections
        .filter(({ headRow }) => headRow >= first && headRow <= last)
        .map(({ key, count, folded, headRow }) => (
          <button
            key={key}
            type="button"
            // The column's menu does the same by keys, so that Tab leads straight to the other side.
            tabIndex={-1}
            aria-expanded={!folded}
            className={s["groupHead"]}
            style={{ top: headRow * height }}
            onClick={() => of.fold(key)}
          >
            <Icon of={folded ? ChevronRight : ChevronDown} size={14} />
            <span className={s["groupName"]}>{props.words[key]}</span>
            <span className="t3">{formatNumber(count)}</span>
          </button>
        ))}
      {layout.total === 0 && <p className={s["nobody"]}>{props.nobody}</p>}
    </div>
  );
}

/** The places of a section that are drawn. */
function drawnPlaces({ folded, headRow, firstPlace, count }: Section, first: number, last: number): number[] {
  if (folded) return [];
  const from = Math.max(0, first - headRow - 1);
  const to = Math.min(count - 1, last - headRow - 1);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, step) => firstPlace + from + step);
}
