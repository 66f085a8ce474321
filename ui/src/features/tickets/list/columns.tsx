//! The columns of the list, for each width. Cells draw only what a row says.

import type { DataGridColumn } from "../../../components/DataGrid";
import { StateLabel } from "../../../components/StateLabel";
import type { NamedStatusDto, TicketRowDto } from "../../../ipc/client";
import { formatMoment, formatWhen } from "../../../lib/format";
import { useNow } from "../../../lib/useNow";
import s from "./List.module.css";
import { STATE_LOOKS } from "./words";

type Column = DataGridColumn<TicketRowDto>;

/** Beside the details only what tells tickets apart. */
export function columnsFor(vendorName: string, isBeside: boolean): readonly Column[] {
  const base: readonly Column[] = [
    { id: "state", head: "State", width: "96px", cell: state, title: (row) => row.reason ?? undefined },
    {
      id: "summary",
      head: "Ticket",
      sortable: true,
      width: "minmax(0, 1.4fr)",
      cell: (row) => <Subject row={row} />,
      title: (row) => `${row.summary}, ${row.organization}`,
      rowHeader: true,
    },
    {
      id: "here",
      head: `In ${vendorName}`,
      width: "minmax(0, .7fr)",
      cell: ({ here }) => <Status status={here} />,
      title: ({ here }) => here.name,
    },
    {
      id: "there",
      head: "In Halo",
      width: "minmax(0, .7fr)",
      cell: ({ there }) => (there ? <Status status={there} /> : <span className="t3">Not there yet</span>),
      title: ({ there }) => there?.name,
    },
  ];
  if (isBeside) return base;
  return [
    ...base,
    {
      id: "customer",
      head: "Customer",
      width: "minmax(0, 1fr)",
      cell: ({ customer }) => customer ?? <span className="t3">None</span>,
      title: ({ customer }) => customer ?? undefined,
    },
    { id: "level", head: "Level", width: "84px", cell: ({ level }) => level, title: ({ level }) => level },
    {
      id: "age",
      head: "Made",
      sortable: true,
      width: "104px",
      cell: ({ createdAt }) => <When at={createdAt} />,
    },
    {
      id: "sync",
      head: "Last sync",
      sortable: true,
      width: "104px",
      cell: ({ lastSyncedAt }) =>
        lastSyncedAt === null ? <span className="t3">Never</span> : <When at={lastSyncedAt} />,
    },
  ];
}

function state(row: TicketRowDto) {
  return <StateLabel {...STATE_LOOKS[row.state]} />;
}

function Subject({ row }: { readonly row: TicketRowDto }) {
  return (
    <span className={s["subject"]}>
      <span className="cut">{row.summary}</span>
      {row.haloTicket !== null && <span className="t3">#{row.haloTicket}</span>}
      {row.hasDifferences && (
        <StateLabel state="different" iconOnly word="Halo holds something else than was sent" />
      )}
    </span>
  );
}

function Status({ status }: { readonly status: NamedStatusDto }) {
  return <span className={status.isClosed ? "t3" : undefined}>{status.name}</span>;
}

function When({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {formatWhen(at, useNow())}
    </time>
  );
}
