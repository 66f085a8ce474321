//! The segments of the comparison and what is said when one of them is empty.

import type { SeatRowDto, SeatStateDto } from "../../ipc/client";
import { formatNumber } from "../../lib/format";

export type Segment = SeatStateDto | "all";

export const SEGMENTS: readonly {
  readonly value: Segment;
  readonly label: string;
  readonly nothing: string;
}[] = [
  { value: "all", label: "All", nothing: "There is nothing to compare yet" },
  { value: "down", label: "Down", nothing: "Nowhere does the vendor count fewer seats" },
  { value: "up", label: "Up", nothing: "Nowhere does the vendor count more seats" },
  { value: "new", label: "New", nothing: "Every customer with seats has its licence" },
  { value: "odd", label: "Odd", nothing: "Everything can be compared" },
  { value: "noLicence", label: "No licence", nothing: "Every product stands for a licence" },
  { value: "equal", label: "Equal", nothing: "Nothing is equal yet" },
];

/** `+3`, `−14`; null where one side is not known. */
export function changeOf({ vendor, halo, state }: SeatRowDto): string | null {
  if (vendor === null || state === "odd" || state === "noLicence") return null;
  return signed(vendor - (halo ?? 0));
}

/** A number that always shows which way it goes, but for nothing. */
export function signed(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

/** Who a row is for: its organisations, or where there are none the customer. */
export function nameOf({ organizations, customerName }: SeatRowDto): string {
  return organizations.length === 0 ? customerName : organizations.map(({ name }) => name).join(", ");
}
