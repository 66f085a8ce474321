//! The columns of the comparison, for each width. Cells draw only what a row says.

import type { DataGridColumn } from "../../components/DataGrid";
import { StateLabel } from "../../components/StateLabel";
import type { SeatRowDto } from "../../ipc/client";
import { formatNumber } from "../../lib/format";
import s from "./Licences.module.css";
import { changeOf, nameOf } from "./words";

type Column = DataGridColumn<SeatRowDto>;

type Width = "wide" | "medium" | "narrow";

/** In a narrow window only what tells how seats stand; the remark is the state's tooltip there. */
export function columnsFor(vendorName: string, width: Width): readonly Column[] {
  const base: readonly Column[] = [
    {
      id: "organization",
      head: "Organisation",
      width: "minmax(0, 1.2fr)",
      cell: nameOf,
      title: nameOf,
      rowHeader: true,
    },
    {
      id: "product",
      head: "Product",
      width: "minmax(0, .9fr)",
      cell: ({ product }) => product,
      title: ({ product, licence }) => (licence === null ? product : `${product}: ${licence}`),
    },
    {
      id: "vendor",
      head: `In ${vendorName}`,
      width: "88px",
      cell: ({ vendor }) => <Count of={vendor} />,
    },
    { id: "halo", head: "In Halo", width: "72px", cell: ({ halo }) => <Count of={halo} /> },
    { id: "change", head: "Change", width: "72px", cell: (row) => <Change row={row} /> },
    {
      id: "state",
      head: "State",
      width: "112px",
      cell: ({ state }) => <StateLabel state={state} />,
      title: ({ note }) => note ?? undefined,
    },
  ];
  if (width === "narrow") return base;
  const note: Column = {
    id: "note",
    head: "Note",
    width: "minmax(0, 1.3fr)",
    cell: ({ note }) => <span className="t2">{note}</span>,
    title: ({ note }) => note ?? undefined,
  };
  if (width === "medium") return [...base, note];
  return [
    ...base.slice(0, 1),
    {
      id: "customer",
      head: "Halo customer",
      width: "minmax(0, 1fr)",
      cell: ({ customerName }) => <span className="t2">{customerName}</span>,
      title: ({ customerName }) => customerName,
    },
    ...base.slice(1),
    note,
  ];
}

function Count({ of }: { readonly of: number | null }) {
  return (
    <span className={s["number"]}>{of === null ? <span className="t3">–</span> : formatNumber(of)}</span>
  );
}

function Change({ row }: { readonly row: SeatRowDto }) {
  return <span className={s["number"]}>{changeOf(row)}</span>;
}
