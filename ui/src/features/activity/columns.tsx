//! The columns of the list, for each width. Cells draw only what a line says.

import type { DataGridColumn } from "../../components/DataGrid";
import { StateLabel } from "../../components/StateLabel";
import type { ActivityRowDto } from "../../ipc/client";
import { formatMoment, formatNumber, formatWhen } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import { resultState, whoOf } from "./words";

type Column = DataGridColumn<ActivityRowDto>;

/** Beside the details only when, who and what. */
export function columnsFor(isBeside: boolean): readonly Column[] {
  const base: readonly Column[] = [
    {
      id: "at",
      head: "When",
      width: "112px",
      cell: ({ at }) => <When at={at} />,
      title: ({ at }) => formatMoment(at),
    },
    {
      id: "who",
      head: "Who",
      width: isBeside ? "72px" : "128px",
      cell: whoOf,
      title: whoOf,
    },
    {
      id: "what",
      head: "What",
      width: "minmax(0, 1.6fr)",
      cell: ({ what }) => what,
      title: ({ what }) => what,
      rowHeader: true,
    },
  ];
  if (isBeside) return base;
  return [
    ...base,
    {
      id: "change",
      head: "Before and after",
      width: "minmax(0, 1fr)",
      cell: (row) => changeOf(row),
      title: (row) => changeOf(row),
    },
    { id: "result", head: "Result", width: "104px", cell: ({ result }) => <Result result={result} /> },
    {
      id: "requests",
      head: "Requests",
      width: "72px",
      numeric: true,
      cell: ({ requests }) => (requests === null ? "" : formatNumber(requests)),
    },
  ];
}

/** In one line: what became of what, or what there is to say. */
function changeOf({ before, after, note }: ActivityRowDto): string {
  if (before !== null && after !== null) return `${before} → ${after}`;
  return after ?? before ?? note ?? "";
}

export function Result({ result }: { result: string | null }) {
  const state = resultState(result);
  return state && <StateLabel state={state} word={state === "warning" ? "Incomplete" : undefined} />;
}

function When({ at }: { at: string }) {
  const now = useNow();
  return <time dateTime={at}>{formatWhen(at, now)}</time>;
}
