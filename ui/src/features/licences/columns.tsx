//! The columns of the comparison, for each width. Cells draw only what a row says.

import type { DataGridColumn } from "../../components/DataGrid";
import { StateLabel } from "../../components/StateLabel";
import type { SeatRowDto } from "../../ipc/client";
import { formatNumber } from "../../lib/format";
import { billedInFull, billedInShort } from "./billing";
import { changeOf, nameOf } from "./words";

type Column = DataGridColumn<SeatRowDto>;

type Width = "wide" | "medium" | "narrow";

/**
 * In a narrow window only what tells how seats stand; the remark and the invoice are the state's tooltip there. In a medium
 * one they share a column.
 */
export function columnsFor(vendorName: string, width: Width, showsInvoices: boolean): readonly Column[] {
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
      numeric: true,
      cell: ({ vendor }) => <Count of={vendor} />,
    },
    { id: "halo", head: "In Halo", width: "72px", numeric: true, cell: ({ halo }) => <Count of={halo} /> },
    { id: "change", head: "Change", width: "72px", numeric: true, cell: changeOf },
    {
      id: "state",
      head: "State",
      width: "112px",
      cell: ({ state }) => <StateLabel state={state} />,
      title: remarkOf,
    },
  ];
  if (width === "narrow") return base;
  const note: Column = {
    id: "note",
    head: "Note",
    width: "minmax(0, 1.3fr)",
    cell: ({ note }) => <span className="t2">{note}</span>,
    title: remarkOf,
  };
  const billed: Column = {
    id: "billed",
    head: "Billed by invoice",
    width: "minmax(0, .9fr)",
    cell: ({ billedBy }) => <span className="t2">{billedInShort(billedBy)}</span>,
    title: ({ billedBy }) => billedInFull(billedBy) ?? undefined,
  };
  if (width === "medium") return [...base, { ...note, cell: shortRemark }];
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
    ...(showsInvoices ? [billed] : []),
    note,
  ];
}

/** Where there is room for one column only: the remark, or else which invoice follows the licence. */
function shortRemark({ note, billedBy }: SeatRowDto) {
  const billed = billedInShort(billedBy);
  return <span className="t2">{note ?? (billed === null ? null : `Billed by invoice ${billed}`)}</span>;
}

/** The remark, and which invoice follows the licence. */
function remarkOf({ note, billedBy }: SeatRowDto): string | undefined {
  const parts = [note, billedInFull(billedBy)].filter((part) => part !== null);
  return parts.length === 0 ? undefined : parts.join(". ");
}

function Count({ of }: { readonly of: number | null }) {
  return of === null ? <span className="t3">–</span> : formatNumber(of);
}
