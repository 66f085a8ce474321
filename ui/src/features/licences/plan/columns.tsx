//! The columns of a plan. In a narrow window the remark and the invoice are the state's tooltip.

import { Checkbox } from "../../../components/Checkbox";
import type { DataGridColumn } from "../../../components/DataGrid";
import { StateLabel } from "../../../components/StateLabel";
import type { SeatLineDto } from "../../../ipc/client";
import { billedInFull, billedInShort } from "../billing";
import { diffOf, remarkInFull, remarkOf, stateOf } from "./words";

type Column = DataGridColumn<SeatLineDto>;

/** `onTick` is there while lines can still be ticked. */
export function columnsFor(narrow: boolean, onTick: ((line: SeatLineDto) => void) | null): readonly Column[] {
  const tick: Column = {
    id: "tick",
    head: "Write",
    width: "52px",
    cell: (line) => (
      <Checkbox
        tabIndex={-1}
        aria-label={`Write ${nameOf(line)}`}
        checked={line.ticked}
        onCheckedChange={() => onTick?.(line)}
      />
    ),
  };
  const remark: Column = {
    id: "remark",
    head: "Remark",
    width: "minmax(0, 1.2fr)",
    cell: (line) => <span className="t2">{remarkOf(line)}</span>,
    title: (line) => remarkOf(line) ?? undefined,
  };
  const base: readonly Column[] = [
    {
      id: "organization",
      head: "Organisation",
      width: "minmax(0, 1.05fr)",
      cell: ({ organization }) => organization,
      title: ({ organization, customerName }) => `${organization}, Halo customer ${customerName}`,
      rowHeader: true,
    },
    {
      id: "licence",
      head: "Licence",
      width: "minmax(0, 1.2fr)",
      cell: ({ licence }) => licence,
      title: ({ licence, product }) => `${licence}, for ${product}`,
    },
    {
      id: "diff",
      head: "Seats in Halo",
      width: "112px",
      numeric: true,
      cell: diffOf,
    },
    {
      id: "state",
      head: "State",
      width: "136px",
      cell: (line) => <StateLabel {...stateOf(line)} />,
      title: (line) => remarkInFull(line) ?? undefined,
    },
  ];
  const billed: Column = {
    id: "billed",
    head: "Billed by invoice",
    width: "minmax(0, 1.05fr)",
    cell: ({ billedBy }) => <span className="t2">{billedInShort(billedBy)}</span>,
    title: ({ billedBy }) => billedInFull(billedBy) ?? undefined,
  };
  return [...(onTick ? [tick] : []), ...base, ...(narrow ? [] : [billed, remark])];
}

/** What a line is called. */
export const nameOf = ({ organization, licence }: SeatLineDto) => `${organization}, ${licence}`;
