//! What a column of a list can hold, as the choices of a select and back.

import type { SelectOption } from "../../../components/Select";
import type { ColumnUseDto } from "../../../ipc/client";

const PLAIN = {
  ignore: "Left out",
  name: "Name",
  domains: "Domains",
  externalId: "External id",
  tenantId: "Microsoft tenant id",
  note: "Note",
} as const;

const SEATS = "seats:";

/** The select's value for a use. */
export function valueOfUse(use: ColumnUseDto): string {
  return use.field === "seats" ? SEATS + use.product : use.field;
}

/** The use for a select's value. */
export function parseUse(value: string): ColumnUseDto {
  if (value.startsWith(SEATS)) return { field: "seats", product: value.slice(SEATS.length) };
  const field = (Object.keys(PLAIN) as (keyof typeof PLAIN)[]).find((known) => known === value);
  return { field: field ?? "ignore" };
}

/** The choices for a column: the plain fields, then seats of each product of the vendor, and of the guess. */
export function optionsForColumn(
  guess: ColumnUseDto,
  products: readonly string[],
): readonly SelectOption<string>[] {
  const seats = new Set(products);
  if (guess.field === "seats") seats.add(guess.product);
  return [
    ...Object.entries(PLAIN).map(([value, label]) => ({ value, label })),
    ...[...seats].map((product) => ({ value: SEATS + product, label: `Seats of ${product}` })),
  ];
}
