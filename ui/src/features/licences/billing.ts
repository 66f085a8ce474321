//! Lines of recurring invoices that take their quantity from a licence, in words. Pure.

import type { BilledByDto } from "../../ipc/client";
import { formatNumber } from "../../lib/format";

/** In a cell: "1042, Mailbox protection", and how many more there are. */
export function billedInShort(lines: readonly BilledByDto[]): string | null {
  const [first, ...others] = lines;
  if (first === undefined) return null;
  const name = [String(first.invoice), first.text.trim()].filter((part) => part !== "").join(", ");
  return others.length === 0 ? name : `${name} and ${formatNumber(others.length)} more`;
}

/** In full, with how many each line would bill of the new count. */
export function billedInFull(lines: readonly BilledByDto[]): string | null {
  if (lines.length === 0) return null;
  const parts = lines.map(({ words, billed }) =>
    billed === null ? words : `${words}: would bill ${formatNumber(billed)}`,
  );
  return `Billed by: ${parts.join("; ")}`;
}
