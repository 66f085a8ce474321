// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot do; the roles say what they are.
// biome-ignore-all lint/a11y/useFocusableInteractive: one tab stop for the whole grid, the focused row; heads and cells are none.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid listens for every key in one place.

import { type MouseEvent, memo } from "react";
import { cx } from "../lib/cx";
import { Checkbox } from "./Checkbox";
import type { DataGridColumn } from "./DataGrid";
import s from "./DataGrid.module.css";
import { SkeletonBar } from "./Skeleton";

export type GridRowEvents<Row> = {
  onPress: (index: number, row: Row, event: MouseEvent) => void;
  onToggle: (index: number, key: string, event: { shiftKey: boolean }) => void;
  onFocus: (index: number, key: string | null) => void;
};

type GridRowProps<Row> = {
  index: number;
  top: number;
  row: Row | undefined;
  rowKey: string | null;
  name: string;
  columns: readonly DataGridColumn<Row>[];
  selectable: boolean;
  selected: boolean;
  active: boolean;
  tabStop: boolean;
  events: GridRowEvents<Row>;
};

function Row<Item>(props: GridRowProps<Item>) {
  const { index, top, row, rowKey, name, columns, selectable, selected, active, tabStop, events } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      aria-current={active ? "true" : undefined}
      aria-busy={row === undefined || undefined}
      data-index={index}
      tabIndex={tabStop ? 0 : -1}
      className={cx(s["row"], (active || selected) && s["chosen"])}
      style={{ transform: `translateY(${top}px)` }}
      onFocus={(event) => {
        if (event.target === event.currentTarget) events.onFocus(index, rowKey);
      }}
      onClick={(event) => {
        if (row !== undefined) events.onPress(index, row, event);
      }}
    >
      {selectable && (
        <span
          role="gridcell"
          className={s["check"]}
          onClick={(event) => {
            event.stopPropagation();
            if (rowKey !== null) events.onToggle(index, rowKey, event);
          }}
        >
          <Checkbox
            tabIndex={-1}
            checked={selected}
            aria-label={name === "" ? "Row is being read" : `Select ${name}`}
            onCheckedChange={() => {
              // The cell around it takes the press, so that its whole width is a target and Shift is known.
            }}
          />
        </span>
      )}
      {columns.map((column, place) => (
        <span
          key={column.id}
          role={column.rowHeader ? "rowheader" : "gridcell"}
          className={cx("cut", column.rowHeader && "medium", column.numeric && s["numeric"])}
          title={row === undefined ? undefined : column.title?.(row)}
        >
          {row === undefined ? <SkeletonBar index={index + place} /> : column.cell(row)}
        </span>
      ))}
    </div>
  );
}

/** One row. Draws again only when something of its own changed. */
export const GridRow = memo(Row) as typeof Row;
