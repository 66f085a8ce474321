//! The lines of what is loaded, which of them are drawn, and which stand out.

import { useMemo, useRef } from "react";
import type { BoardCustomerDto, BoardOrganizationDto } from "../../../ipc/client";
import type { Stretch } from "./layout";
import { type BoardLine, inView, linesOf, type Side, type Stub } from "./lines";
import type { Picked } from "./useBoardActs";
import type { Column } from "./useColumn";

/** What the pointer is at. */
export type Hover = { readonly side: Side; readonly id: number } | { readonly line: string } | null;

export type BoardLines = {
  readonly whole: readonly BoardLine[];
  readonly stubs: readonly Stub[];
  /** Records at the other ends of what is picked. */
  readonly linked: Record<Side, ReadonlySet<number>>;
  readonly isHot: (line: BoardLine) => boolean;
  /** Renders nothing: whoever draws asks `isHot` again. */
  readonly hover: (at: Hover) => void;
};

type Loaded<Row> = { readonly column: Column; readonly at: (place: number) => Row | undefined };

export function useBoardLines(
  organizations: Loaded<BoardOrganizationDto>,
  customers: Loaded<BoardCustomerDto>,
  picked: Picked,
): BoardLines {
  const { column: left, at: leftAt } = organizations;
  const { column: right, at: rightAt } = customers;
  const lines = useMemo(
    () =>
      linesOf(
        { organizations: spots(left.stretches, leftAt), customers: spots(right.stretches, rightAt) },
        left.layout,
        right.layout,
      ),
    [left.stretches, right.stretches, left.layout, right.layout, leftAt, rightAt],
  );

  const pickedLeft = picked.organization?.row.id ?? null;
  const pickedRight = picked.customer?.id ?? null;
  const isPicked = useMemo(() => {
    const both = pickedLeft !== null && pickedRight !== null;
    return ({ organization, customer }: BoardLine) =>
      both
        ? organization === pickedLeft && customer === pickedRight
        : organization === pickedLeft || customer === pickedRight;
  }, [pickedLeft, pickedRight]);

  const drawn = useMemo(
    () => inView(lines, { left: left.view, right: right.view }, isPicked),
    [lines, left.view, right.view, isPicked],
  );
  const linked = useMemo(() => {
    const chosen = lines.filter(isPicked);
    return {
      organization: new Set(chosen.map(({ organization }) => organization)),
      customer: new Set(chosen.map(({ customer }) => customer)),
    };
  }, [lines, isPicked]);

  const at = useRef<Hover>(null);
  return {
    ...drawn,
    linked,
    isHot: (line) => isPicked(line) || isAt(at.current, line),
    hover: (next) => {
      at.current = next;
    },
  };
}

function isAt(hover: Hover, { key, organization, customer }: BoardLine): boolean {
  if (hover === null) return false;
  if ("line" in hover) return hover.line === key;
  return hover.id === (hover.side === "organization" ? organization : customer);
}

/** The loaded records of these stretches, each with its place. */
export function spots<Row>(
  stretches: readonly Stretch[],
  at: (place: number) => Row | undefined,
): readonly { readonly place: number; readonly row: Row }[] {
  const found: { place: number; row: Row }[] = [];
  for (const { first, last } of stretches)
    for (let place = first; place <= last; place += 1) {
      const row = at(place);
      if (row !== undefined) found.push({ place, row });
    }
  return found;
}
