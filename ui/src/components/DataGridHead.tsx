// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot do; the roles say what they are.
// biome-ignore-all lint/a11y/useFocusableInteractive: one tab stop for the whole grid, the focused row; heads and cells are none.

import { ArrowDown, ArrowUp } from "lucide-react";
import { cx } from "../lib/cx";
import { Checkbox } from "./Checkbox";
import type { DataGridColumn, GridOrder } from "./DataGrid";
import s from "./DataGrid.module.css";
import { Icon } from "./Icon";

type GridHeadProps<Row> = {
  readonly columns: readonly DataGridColumn<Row>[];
  readonly order: GridOrder | null;
  readonly onSort: ((column: string) => void) | undefined;
  /** Null for a grid without check boxes. */
  readonly selected: { readonly count: number; readonly of: number } | null;
  readonly onSelect: (all: boolean) => void;
};

/** The column heads. A press sorts; for the keyboard the same orders are in the menu beside the filter. */
export function GridHead<Row>({ columns, order, onSort, selected, onSelect }: GridHeadProps<Row>) {
  const all = selected !== null && selected.count > 0 && selected.count >= selected.of;
  return (
    <div role="rowgroup" className={s["headGroup"]}>
      <div role="row" aria-rowindex={1} className={s["head"]}>
        {selected && (
          <span role="columnheader" aria-colindex={1} className={s["check"]}>
            <Checkbox
              checked={all ? true : selected.count > 0 ? "mixed" : false}
              aria-label={selected.count > 0 ? "Select none" : "Select all"}
              onCheckedChange={() => onSelect(selected.count === 0)}
            />
          </span>
        )}
        {columns.map((column) => {
          const direction =
            order?.column === column.id ? (order.descending ? "descending" : "ascending") : undefined;
          return (
            <span
              key={column.id}
              role="columnheader"
              className={cx("cut", column.numeric && s["numeric"])}
              aria-sort={column.sortable ? (direction ?? "none") : undefined}
            >
              {column.sortable && onSort ? (
                <button type="button" tabIndex={-1} className={s["sort"]} onClick={() => onSort(column.id)}>
                  {column.head}
                  {direction && <Icon of={direction === "ascending" ? ArrowUp : ArrowDown} size={12} />}
                </button>
              ) : column.hideHead ? (
                <span className="vh">{column.head}</span>
              ) : (
                column.head
              )}
            </span>
          );
        })}
      </div>
    </div>
  );
}
