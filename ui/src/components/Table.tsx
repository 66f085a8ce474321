import type { ReactNode } from "react";
import { cx } from "../lib/cx";
import s from "./Table.module.css";

type TableColumn = {
  readonly head: ReactNode;
  /** Numbers stand at the right. */
  readonly number?: boolean;
  /** A CSS width, where the content does not decide. */
  readonly width?: string;
};

type TableProps = {
  /** What the table holds, for a screen reader; `showCaption` makes it seen. */
  caption: string;
  columns: readonly TableColumn[];
  rows: readonly { readonly key: string | number; readonly cells: readonly ReactNode[] }[];
  /** Scrolls sideways inside its frame instead of squeezing. For files with many columns. */
  wide?: boolean;
};

/** A plain outlined table for a few dozen rows; the first cell of a row names it. For more rows take `DataGrid`. */
export function Table({ caption, columns, rows, wide = false }: TableProps) {
  return (
    <div
      className={cx(s["frame"], wide && s["wide"])}
      {...(wide && { tabIndex: 0, role: "region", "aria-label": caption })}
    >
      <table className={s["table"]}>
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place.
                key={index}
                scope="col"
                className={cx(column.number && "num")}
                style={column.width ? { width: column.width } : undefined}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, index) => {
                const number = columns[index]?.number && "num";
                return index === 0 ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their column.
                  <th key={index} scope="row" className={cx(number)}>
                    {cell}
                  </th>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity but their column.
                  <td key={index} className={cx(number)}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
