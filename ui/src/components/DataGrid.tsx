// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot do; the roles say what they are.
// biome-ignore-all lint/a11y/useFocusableInteractive: one tab stop for the whole grid, the focused row; heads and cells are none.

import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { remInPixels } from "../lib/rem";
import s from "./DataGrid.module.css";
import { GridHead } from "./DataGridHead";
import { GridRow, type GridRowEvents } from "./DataGridRow";
import { moveFocus, withFocusKept } from "./dataGridFocus";
import { countSelected, type GridSelection, isSelected, NOTHING } from "./gridSelection";
import { useGridFocus } from "./useGridFocus";
import { useGridSelection } from "./useGridSelection";

/** Row and head heights, in rem; the same as in tokens.css (`--row`) and in the style of the head. */
const ROW_REM = 2.25;
const HEAD_REM = 1.875;

export type DataGridColumn<Row> = {
  readonly id: string;
  readonly head: string;
  /** The head is there for screen readers only. */
  readonly hideHead?: boolean;
  /** A press on the head sorts by this column. */
  readonly sortable?: boolean;
  /** A CSS grid track: `104px`, `minmax(0, 1fr)`. */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  /** The full text, for the tooltip of a cell that is cut. */
  readonly title?: (row: Row) => string | undefined;
  /** The cell names the row: weight 500. */
  readonly rowHeader?: boolean;
  /** The cell is a number: head and value end at the right edge. */
  readonly numeric?: boolean;
};

/** What the rows are sorted by. */
export type GridOrder = { readonly column: string; readonly descending: boolean };

export type DataGridProps<Row> = {
  /** Name of the grid. */
  label: string;
  /** Rows that fit the filter in all, loaded or not. */
  rowCount: number;
  /** A loaded row; undefined draws a skeleton in its place. */
  getRow: (index: number) => Row | undefined;
  /** Stable identity. Focus and selection follow it through sorting and reloading. */
  getKey: (row: Row) => string;
  /** What a row is called, for its check box. */
  getName: (row: Row) => string;
  columns: readonly DataGridColumn<Row>[];
  /** Changes with the filter: then the list begins at its top. */
  listKey?: string;
  /** Changes with the order: then the focus goes with its row. */
  orderKey?: string;
  /** Where a row stands that is not loaded; null when it is not in the list. */
  locate?: ((key: string) => Promise<number | null>) | undefined;
  /** First and last row in view (with a margin), to load what is missing. */
  onRangeChange?: ((first: number, last: number) => void) | undefined;
  /** The row whose details are open. */
  activeKey?: string | null;
  /** Enter, or a press on the row. */
  onActivate?: ((row: Row) => void) | undefined;
  /** The focus went to another row by key or press. */
  onFocusRow?: ((row: Row) => void) | undefined;
  /** A key the grid does not use itself, on the focused row: M, N, H, X. Return true when it was used. */
  onRowKey?: ((event: KeyboardEvent, row: Row) => boolean) | undefined;
  /** Leave out both for a grid without check boxes. */
  selection?: GridSelection;
  onSelectionChange?: ((selection: GridSelection) => void) | undefined;
  /** The keys of a stretch of rows that is not loaded whole, for a selection over it. */
  getKeys?: ((first: number, last: number) => Promise<readonly string[]>) | undefined;
  /** What the rows are sorted by, if it is a column. */
  order?: GridOrder | null;
  /** A press on the head of a sortable column. */
  onSort?: ((column: string) => void) | undefined;
  /** Rows are being read anew; the old ones stay. */
  busy?: boolean;
  /** The bar above the column heads while rows are selected. */
  bulkBar?: ReactNode;
};

/**
 * A grid of any number of rows, of which only those in view exist. One tab stop: the focused row;
 * arrows, Home, End, Page Up and Down move it, Space selects, Enter opens. Focus belongs to the row, not to its place.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, rowCount, getRow, getKey, getName, columns, onRangeChange, busy = false, bulkBar } = props;
  const { activeKey = null, onActivate, onFocusRow, onRowKey, onSelectionChange, locate } = props;
  const { listKey = "", orderKey = "", order = null, onSort } = props;
  const selection = props.selection ?? NOTHING;
  const selectable = onSelectionChange !== undefined;

  const scroller = useRef<HTMLDivElement>(null);
  const keyAt = useCallback(
    (index: number): string | null => {
      const row = index >= 0 && index < rowCount ? getRow(index) : undefined;
      return row === undefined ? null : getKey(row);
    },
    [getRow, getKey, rowCount],
  );

  // The virtualizer is made below, because it has to keep the focused row; nothing is scrolled before that.
  const virtual = useRef<Virtualizer<HTMLDivElement, Element>>(null);
  const scrollTo = useCallback((index: number, align: "auto" | "center") => {
    virtual.current?.scrollToIndex(index, { align });
  }, []);
  const { at, settle, moveTo } = useGridFocus({
    scroller,
    rowCount,
    keyAt,
    locate,
    listKey,
    orderKey,
    activeKey,
    scrollTo,
    busy,
  });

  const rem = remInPixels();
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_REM * rem,
    overscan: 8,
    scrollMargin: HEAD_REM * rem,
    scrollPaddingStart: HEAD_REM * rem,
    rangeExtractor: (range) => withFocusKept(range, at.index),
  });
  useLayoutEffect(() => {
    virtual.current = virtualizer;
  }, [virtualizer]);
  const items = virtualizer.getVirtualItems();
  const first = virtualizer.range?.startIndex ?? 0;
  const last = virtualizer.range?.endIndex ?? Math.min(rowCount, 40) - 1;

  useEffect(() => {
    if (rowCount > 0) onRangeChange?.(first, last);
  }, [first, last, rowCount, onRangeChange]);

  const select = useGridSelection({ selection, onChange: onSelectionChange, keyAt, getKeys: props.getKeys });

  function goTo(index: number, extend: boolean) {
    const next = Math.max(0, Math.min(rowCount - 1, index));
    moveTo({ index: next, key: keyAt(next) });
    const row = getRow(next);
    if (row !== undefined) onFocusRow?.(row);
    if (extend && selectable) select.extendTo(next, at.index);
    else select.anchorAt(next);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    // A key pressed in a control inside the head (the check box) is that control's own.
    if (!(event.target instanceof HTMLElement) || event.target.dataset["index"] === undefined) return;
    const row = getRow(at.index);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (ROW_REM * rem)) - 2);
    const target = moveFocus(event.key, at.index, rowCount, page);
    if (target !== null) {
      event.preventDefault();
      goTo(target, event.shiftKey);
    } else if (event.key === " " && selectable) {
      event.preventDefault();
      if (at.key !== null) select.toggle(at.index, at.key);
    } else if (event.key === "Enter" && row !== undefined && onActivate) {
      event.preventDefault();
      onActivate(row);
    } else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && selectable) {
      event.preventDefault();
      select.everything();
    } else if (event.key === "Escape" && selected > 0) {
      event.preventDefault();
      event.stopPropagation();
      select.nothing();
    } else if (row !== undefined && onRowKey?.(event, row)) {
      event.preventDefault();
    }
  }

  const template = useMemo(
    () => [...(selectable ? ["20px"] : []), ...columns.map((column) => column.width)].join(" "),
    [columns, selectable],
  );
  const events: GridRowEvents<Row> = {
    onPress: (index: number, row: Row, event: MouseEvent) => {
      goTo(index, event.shiftKey);
      if (!event.shiftKey) onActivate?.(row);
    },
    onToggle: (index: number, key: string, event: { shiftKey: boolean }) => {
      settle({ index, key });
      if (event.shiftKey) select.extendTo(index, at.index);
      else select.toggle(index, key);
    },
    onFocus: (index: number, key: string | null) => {
      if (index !== at.index || key !== at.key) settle({ index, key });
    },
  };
  // Rows are memoised; their handlers keep one identity and read the newest closure from here.
  const latest = useRef(events);
  useLayoutEffect(() => {
    latest.current = events;
  });
  const [stableEvents] = useState<GridRowEvents<Row>>(() => ({
    onPress: (...args) => latest.current.onPress(...args),
    onToggle: (...args) => latest.current.onToggle(...args),
    onFocus: (...args) => latest.current.onFocus(...args),
  }));

  const selected = countSelected(selection, rowCount);
  return (
    <div className={s["frame"]}>
      {selected > 0 && bulkBar && <div className={s["bulk"]}>{bulkBar}</div>}
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length + (selectable ? 1 : 0)}
        aria-multiselectable={selectable || undefined}
        aria-busy={busy || undefined}
        className={s["grid"]}
        style={{ "--columns": template } as CSSProperties}
        onKeyDown={onKeyDown}
      >
        <GridHead
          columns={columns}
          order={order}
          onSort={onSort}
          selected={selectable ? { count: selected, of: rowCount } : null}
          onSelect={(all) => (all ? select.everything() : select.nothing())}
        />
        <div role="rowgroup" className={s["body"]} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = getRow(item.index);
            const key = row === undefined ? null : getKey(row);
            return (
              <GridRow<Row>
                key={key ?? `place-${item.index}`}
                index={item.index}
                top={item.start - HEAD_REM * rem}
                row={row}
                rowKey={key}
                name={row === undefined ? "" : getName(row)}
                columns={columns}
                selectable={selectable}
                selected={key !== null && isSelected(selection, key)}
                active={key !== null && key === activeKey}
                tabStop={item.index === at.index}
                events={stableEvents}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}
