import { Lock } from "lucide-react";
import { type KeyboardEvent, useId, useRef } from "react";
import { Icon } from "../../../../components/Icon";
import { cx } from "../../../../lib/cx";
import type { Place } from "./maps";
import s from "./StatusHelper.module.css";

type StatusColumnProps = {
  readonly label: string;
  readonly places: readonly Place[];
  readonly picked: string | null;
  /** Ids that a ticket passes on its way from the picked one. */
  readonly onWay: readonly string[];
  readonly partnerName: (place: Place) => string | null;
  readonly onPick: (place: Place) => void;
  /** Follows the map to the other side. */
  readonly onFollow: (place: Place) => void;
};

/** The statuses of one side: arrows up and down pick, Enter follows the map to the other side. */
export function StatusColumn({
  label,
  places,
  picked,
  onWay,
  partnerName,
  onPick,
  onFollow,
}: StatusColumnProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = places.findIndex((place) => place.id === picked);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      const place = places[at];
      if (place) onFollow(place);
      return;
    }
    const row = rowAfter(event.key, at, places.length);
    const place = row === null ? undefined : places[row];
    if (!place) return;
    event.preventDefault();
    onPick(place);
  };
  return (
    <div>
      <p id={`${id}-head`} className={s["columnHead"]}>
        {label}
      </p>
      <div
        ref={list}
        role="listbox"
        aria-labelledby={`${id}-head`}
        aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
        tabIndex={0}
        className={s["column"]}
        onKeyDown={onKeyDown}
      >
        {places.map((place, row) => {
          const partner = partnerName(place);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box takes the keys.
            <div
              key={place.id}
              id={`${id}-${row}`}
              role="option"
              tabIndex={-1}
              aria-selected={place.id === picked}
              aria-label={[
                place.name,
                place.closes && "closes",
                partner ? `becomes ${partner}` : "no partner",
              ]
                .filter(Boolean)
                .join(", ")}
              className={cx(s["status"], onWay.includes(place.id) && s["onWay"])}
              onClick={() => {
                list.current?.focus();
                onPick(place);
              }}
            >
              <span className="cut" title={place.name}>
                {place.name}
              </span>
              {place.closes && <Icon of={Lock} size={14} className={s["lock"]} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The row that a key leads to; null for other keys. Without a picked row, every key begins at an end. */
function rowAfter(key: string, at: number, rows: number): number | null {
  switch (key) {
    case "ArrowDown":
      return Math.min(rows - 1, at + 1);
    case "ArrowUp":
      return Math.max(0, at - 1);
    case "Home":
      return 0;
    case "End":
      return rows - 1;
    default:
      return null;
  }
}
