//! The columns of the grid, for each width. Cells draw only what a row says.

import { Band } from "../../../components/Band";
import { ChipList } from "../../../components/Chip";
import type { DataGridColumn } from "../../../components/DataGrid";
import { Join } from "../../../components/Join";
import { StateLabel } from "../../../components/StateLabel";
import type { OrganizationRowDto, OrganizationSortDto } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import { REASONS } from "../../../lib/reasons";
import { JOINS, STATE_NAMES, WARNINGS } from "../words";
import s from "./Columns.module.css";

type Column = DataGridColumn<OrganizationRowDto>;

/** How much room there is: the whole width, beside the pane, or a narrow window. */
export type GridRoom = "wide" | "beside" | "narrow";

/** The columns that fit. In a narrow window the evidence is in the pane only. */
export function columnsFor(vendorName: string, room: GridRoom): readonly Column[] {
  const base: readonly Column[] = [
    { id: "state", head: "State", sortable: true, width: room === "wide" ? "104px" : "92px", cell: state },
    {
      id: "name",
      head: `${vendorName} organisation`,
      sortable: true,
      width: "minmax(0, 1fr)",
      cell: (row) => row.name,
      title: (row) => (row.domain === null ? row.name : `${row.name}, ${row.domain}`),
      rowHeader: true,
    },
    {
      id: "join",
      head: "Pair",
      hideHead: true,
      width: room === "wide" ? "44px" : "40px",
      cell: (row) => <Join kind={JOINS[row.state]} />,
    },
    {
      id: "customer",
      head: "Halo customer",
      sortable: true,
      width: "minmax(0, 1.08fr)",
      cell: (row) => customer(row, room),
      title: (row) => row.customer?.name,
    },
  ];
  if (room === "narrow") return base;
  return [
    ...base,
    {
      id: "band",
      head: "Evidence",
      sortable: true,
      width: "84px",
      cell: (row) => row.band && <Band band={row.band} />,
    },
    {
      id: "reasons",
      head: "Reason",
      hideHead: room === "beside",
      width: room === "beside" ? "38px" : "252px",
      cell: (row) => reasons(row, room === "beside"),
    },
  ];
}

const SORTS: readonly (readonly [string, OrganizationSortDto])[] = [
  ["state", "needFirst"],
  ["name", "name"],
  ["customer", "customer"],
  ["band", "evidence"],
];

/** What a press on a column's head sorts by. */
export function sortOf(column: string): OrganizationSortDto {
  return SORTS.find(([id]) => id === column)?.[1] ?? "needFirst";
}

/** The column that shows an order. */
export function columnOf(sort: OrganizationSortDto): string {
  return SORTS.find(([, value]) => value === sort)?.[0] ?? "state";
}

function state(row: OrganizationRowDto) {
  return <StateLabel state={STATE_NAMES[row.state]} />;
}

function customer(row: OrganizationRowDto, room: GridRoom) {
  if (row.toReview) return <StateLabel state="lookAgain" />;
  switch (row.state) {
    case "choose":
      return <span className="t2">{formatCount(row.candidates, "candidate")}</span>;
    case "unmapped":
      return <span className="t3">No candidate</span>;
    case "held":
      return <span className="t3">Tickets are held</span>;
    case "excluded":
      return <span className="t3">Left out</span>;
    case "suggested":
    case "mapped":
    case "problem":
      return <Paired row={row} room={room} />;
  }
}

/** The customer; where the column of reasons is narrow or missing, with what speaks against the pair. */
function Paired({ row, room }: { readonly row: OrganizationRowDto; readonly room: GridRoom }) {
  const name = row.customer?.name ?? <span className="t3">No longer in Halo</span>;
  if (room === "wide" || row.warnings.length === 0) return name;
  return (
    <span className={s["paired"]}>
      <span className="cut">{name}</span>
      <ChipList chips={warningChips(row)} max={1} />
    </span>
  );
}

function warningChips(row: OrganizationRowDto) {
  return row.warnings.map((warning) => ({ ...WARNINGS[warning], tone: "attention" as const }));
}

function reasons(row: OrganizationRowDto, compact: boolean) {
  const chips = [
    // What speaks against a pair goes before what it was accepted on.
    ...warningChips(row),
    ...row.reasons.map((reason) => REASONS[reason]),
  ];
  if (chips.length === 0) return null;
  return <ChipList chips={chips} max={compact ? 1 : 2} compact={compact} />;
}
