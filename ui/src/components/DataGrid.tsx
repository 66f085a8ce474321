// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, which a table cannot do; the roles say what they are.
// biome-ignore-all lint/a11y/useFocusableInteractive: one tab stop for the whole grid, the focused row; heads and cells are none.

import { useVirtualizer } from "@tanstack/react-virtual";
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
import { Checkbox } from "./Checkbox";
import s from "./DataGrid.module.css";
import { GridRow, type GridRowEvents } from "./DataGridRow";
import { type Focus, moveFocus, relocate, selectRange, withFocusKept } from "./dataGridFocus";

/** Row and head heights, in rem; the same as in tokens.css (`--row`) and in the style of the head. */
const ROW_REM = 2.25;
const HEAD_REM = 1.875;

export type DataGridColumn<Row> = {
  readonly id: string;
  readonly head: string;
  /** The head is there for screen readers only. */
  readonly hideHead?: boolean;
  /** A CSS grid track: `104px`, `minmax(0, 1fr)`. */
  readonly width: string;
  readonly cell: (row: Row) => ReactNode;
  /** The full text, for the tooltip of a cell that is cut. */
  readonly title?: (row: Row) => string | undefined;
  /** The cell names the row: weight 500. */
  readonly rowHeader?: boolean;
};

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
  selected?: ReadonlySet<string>;
  onSelectedChange?: ((selected: ReadonlySet<string>) => void) | undefined;
  /** Asked when the head's check box or Ctrl+A wants every row of the filter, loaded or not. */
  onSelectAll?: (() => void) | undefined;
  /** Rows are being read anew; the old ones stay. */
  busy?: boolean;
  /** The bar above the column heads while rows are selected. */
  bulkBar?: ReactNode;
};

const NOTHING: ReadonlySet<string> = new Set();

/**
 * A grid of any number of rows, of which only those in view exist. One tab stop: the focused row;
 * arrows, Home, End, Page Up and Down move it, Space selects, Enter opens. Focus belongs to the row, not to its place.
 */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, rowCount, getRow, getKey, getName, columns, onRangeChange, busy = false, bulkBar } = props;
  const { activeKey = null, onActivate, onFocusRow, onRowKey, onSelectedChange, onSelectAll } = props;
  const selected = props.selected ?? NOTHING;
  const selectable = onSelectedChange !== undefined;

  const scroller = useRef<HTMLDivElement>(null);
  const [focus, setFocus] = useState<Focus>({ index: 0, key: null });
  const anchor = useRef<number | null>(null);
  /** Set when the next render has to bring the DOM focus to the focused row. */
  const wantsDomFocus = useRef(false);

  const keyAt = useCallback(
    (index: number): string | null => {
      const row = index >= 0 && index < rowCount ? getRow(index) : undefined;
      return row === undefined ? null : getKey(row);
    },
    [getRow, getKey, rowCount],
  );

  // Rows may have moved, gone or come: the focus goes with its row.
  const at = relocate(focus, rowCount, keyAt);
  useEffect(() => {
    if (at.index !== focus.index || at.key !== focus.key) setFocus(at);
  }, [at.index, at.key, focus.index, focus.key, at]);

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
  const items = virtualizer.getVirtualItems();
  const first = virtualizer.range?.startIndex ?? 0;
  const last = virtualizer.range?.endIndex ?? Math.min(rowCount, 40) - 1;

  useEffect(() => {
    if (rowCount > 0) onRangeChange?.(first, last);
  }, [first, last, rowCount, onRangeChange]);

  const goTo = useCallback(
    (index: number, extend: boolean) => {
      const next = Math.max(0, Math.min(rowCount - 1, index));
      setFocus({ index: next, key: keyAt(next) });
      wantsDomFocus.current = true;
      virtualizer.scrollToIndex(next, { align: "auto" });
      const row = getRow(next);
      if (row !== undefined) onFocusRow?.(row);
      if (extend && onSelectedChange) {
        anchor.current ??= at.index;
        onSelectedChange(selectRange(selected, anchor.current, next, keyAt));
      } else if (!extend) {
        anchor.current = next;
      }
    },
    [rowCount, keyAt, virtualizer, getRow, onFocusRow, onSelectedChange, selected, at.index],
  );

  useLayoutEffect(() => {
    if (!wantsDomFocus.current) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-index="${at.index}"]`);
    if (!element) return;
    wantsDomFocus.current = false;
    element.focus({ preventScroll: true });
  });

  const toggle = useCallback(
    (key: string) => {
      const next = new Set(selected);
      if (!next.delete(key)) next.add(key);
      onSelectedChange?.(next);
    },
    [selected, onSelectedChange],
  );

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
      if (at.key !== null) toggle(at.key);
      anchor.current = at.index;
    } else if (event.key === "Enter" && row !== undefined && onActivate) {
      event.preventDefault();
      onActivate(row);
    } else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && onSelectAll) {
      event.preventDefault();
      onSelectAll();
    } else if (event.key === "Escape" && selected.size > 0) {
      event.preventDefault();
      event.stopPropagation();
      onSelectedChange?.(NOTHING);
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
      setFocus({ index, key });
      if (event.shiftKey && anchor.current !== null) {
        onSelectedChange?.(selectRange(selected, anchor.current, index, keyAt));
      } else {
        toggle(key);
        anchor.current = index;
      }
    },
    onFocus: (index: number, key: string | null) => {
      if (index !== at.index || key !== at.key) setFocus({ index, key });
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

  const all = selected.size > 0 && selected.size >= rowCount;
  return (
    <div className={s["frame"]}>
      {selected.size > 0 && bulkBar && <div className={s["bulk"]}>{bulkBar}</div>}
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
        <div role="rowgroup" className={s["headGroup"]}>
          <div role="row" aria-rowindex={1} className={s["head"]}>
            {selectable && (
              <span role="columnheader" className={s["check"]}>
                <Checkbox
                  checked={all ? true : selected.size > 0 ? "mixed" : false}
                  aria-label={all ? "Select none" : "Select all"}
                  onCheckedChange={() => (selected.size > 0 ? onSelectedChange?.(NOTHING) : onSelectAll?.())}
                />
              </span>
            )}
            {columns.map((column) => (
              <span key={column.id} role="columnheader" className="cut">
                {column.hideHead ? <span className="vh">{column.head}</span> : column.head}
              </span>
            ))}
          </div>
        </div>
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
                selected={key !== null && selected.has(key)}
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
