//! Which lines there are between the records in view, and where their ends stand. Pure; drawing is in `curves.ts`.

import type {
  BandDto,
  BoardCustomerDto,
  BoardOrganizationDto,
  LineEndDto,
  LineKindDto,
  WarningKindDto,
} from "../../../ipc/client";
import { type Layout, rowOfPlace } from "./layout";

export type Side = "organization" | "customer";

export type BoardLine = {
  readonly key: string;
  readonly organization: number;
  readonly customer: number;
  readonly kind: LineKindDto;
  readonly band: BandDto;
  /** Rows of the ends; null where the filter hides one, or Halo no longer has it. */
  readonly left: number | null;
  readonly right: number | null;
  /** Whether the last complete read of Halo had the customer. */
  readonly present: boolean;
  /** The gravest of what speaks against the pair. */
  readonly warning: WarningKindDto | null;
};

/** The way from a record in view to those at the other ends of its lines that are out of view. */
export type Stub = {
  readonly key: string;
  readonly side: Side;
  /** Row of the record in view. */
  readonly row: number;
  readonly kind: LineKindDto;
  readonly up: boolean;
  /** Lines that go there. */
  readonly count: number;
  /** Rows to the nearest. */
  readonly distance: number;
  /** Row of the nearest on the other side. */
  readonly target: number;
};

/** Rows in view at each side, both ends in it. */
type View = { readonly left: Range; readonly right: Range };
export type Range = { readonly first: number; readonly last: number };

/** Rows beyond the edge to which a line is still drawn as one. */
const NEAR = 8;
/** With more lines than this only those of the rows that are looked at are drawn from end to end. */
const MOST_LINES = 60;

type Placed<Row> = { readonly place: number; readonly row: Row };

export type Loaded = {
  readonly organizations: readonly Placed<BoardOrganizationDto>[];
  readonly customers: readonly Placed<BoardCustomerDto>[];
};

/** Every line of the loaded records, once. */
export function linesOf(loaded: Loaded, left: Layout, right: Layout): readonly BoardLine[] {
  const lines = new Map<string, BoardLine>();
  const row = (layout: Layout, place: number | null) => (place === null ? null : rowOfPlace(layout, place));
  const add = (organization: number, customer: number, end: LineEndDto, ends: (number | null)[]) => {
    const key = `${organization}-${customer}`;
    const [atLeft = null, atRight = null] = ends;
    if (lines.has(key)) return;
    const { kind, band, present, warning } = end;
    const where = { left: atLeft, right: atRight };
    lines.set(key, { key, organization, customer, kind, band, present, warning, ...where });
  };
  for (const { place, row: organization } of loaded.organizations)
    for (const end of organization.ends)
      add(organization.id, end.id, end, [row(left, place), row(right, end.place)]);
  for (const { place, row: customer } of loaded.customers)
    for (const end of customer.ends) add(end.id, customer.id, end, [row(left, end.place), row(right, place)]);
  return [...lines.values()];
}

/** Parts the lines into those drawn from end to end and those that only show a way. `keep` are drawn in any case. */
export function inView(
  lines: readonly BoardLine[],
  view: View,
  keep: (line: BoardLine) => boolean,
): { readonly whole: readonly BoardLine[]; readonly stubs: readonly Stub[] } {
  const whole: BoardLine[] = [];
  const far: BoardLine[] = [];
  for (const line of lines) {
    const atLeft = line.left !== null && within(view.left, line.left, 0);
    const atRight = line.right !== null && within(view.right, line.right, 0);
    if (!atLeft && !atRight) continue;
    const bothNear =
      (line.left === null || within(view.left, line.left, NEAR)) &&
      (line.right === null || within(view.right, line.right, NEAR));
    (bothNear ? whole : far).push(line);
  }
  if (whole.length > MOST_LINES) {
    const kept = whole.filter(keep);
    const rest = whole.filter((line) => !keep(line));
    return { whole: kept, stubs: stubsOf([...far, ...rest], view) };
  }
  return { whole, stubs: stubsOf(far, view) };
}

function within({ first, last }: Range, row: number, margin: number): boolean {
  return row >= first - margin && row <= last + margin;
}

/** One stub a record, direction and kind, whatever the number of its lines. */
function stubsOf(lines: readonly BoardLine[], view: View): readonly Stub[] {
  const stubs = new Map<string, Stub>();
  const add = (side: Side, row: number, line: BoardLine, target: number, range: Range) => {
    const up = target < range.first;
    const distance = up ? range.first - target : Math.max(0, target - range.last);
    const key = `${side} ${row} ${up ? "up" : "down"} ${line.kind}`;
    const known = stubs.get(key);
    const count = (known?.count ?? 0) + 1;
    if (known !== undefined && known.distance <= distance) stubs.set(key, { ...known, count });
    else stubs.set(key, { key, side, row, kind: line.kind, up, count, distance, target });
  };
  for (const line of lines) {
    const { left, right } = line;
    if (left === null || right === null) continue;
    if (within(view.left, left, 0)) add("organization", left, line, right, view.right);
    else add("customer", right, line, left, view.left);
  }
  return [...stubs.values()];
}
