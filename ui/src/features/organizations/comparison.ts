//! The two records side by side: which fields agree. What agrees comes from the evidence the engine found;
//! only plain equality is looked at here.

import type { OrganizationDetailDto, ReasonDto } from "../../ipc/client";
import { formatNumber } from "../../lib/format";
import type { Compared } from "./acts";

type ComparedRow = {
  readonly field: string;
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly same: boolean;
};

const SHOWN_DOMAINS = 3;

/** Rows of the comparison table. Facts that Halo's side does not have are not compared but listed apart. */
export function comparisonRows(detail: OrganizationDetailDto, compared: Compared): readonly ComparedRow[] {
  const { customer, candidate } = compared;
  const has = (reason: ReasonDto) => candidate?.evidence.some((piece) => piece.reason === reason) ?? false;
  const shared = detail.domains.filter((domain) => includes(customer.domains, domain));
  const rows: ComparedRow[] = [
    {
      field: "Name",
      left: [detail.name],
      right: [customer.name],
      same: has("name") || detail.name === customer.name,
    },
    {
      field: "Domain",
      left: domainList(detail.domains, shared),
      right: domainList(customer.domains, shared),
      same: shared.length > 0,
    },
  ];
  if (has("externalId")) {
    const both = oneOrNone(detail.externalId);
    rows.push({ field: "Ext. id", left: both, right: both, same: true });
  }
  if (has("tenantId")) {
    const both = oneOrNone(detail.tenantId);
    rows.push({ field: "Tenant", left: both, right: both, same: true });
  }
  return rows;
}

/** The vendor's own facts, as far as there are any. */
export function vendorFacts(
  detail: OrganizationDetailDto,
): readonly { readonly term: string; readonly value: string }[] {
  return [
    ...(detail.externalId === null ? [] : [{ term: "External id", value: detail.externalId }]),
    ...(detail.tenantId === null ? [] : [{ term: "Tenant id", value: detail.tenantId }]),
    ...detail.seats.map(({ product, seats }) => ({ term: product, value: `${formatNumber(seats)} seats` })),
    ...(detail.note === null ? [] : [{ term: "Note", value: detail.note }]),
  ];
}

function oneOrNone(value: string | null): readonly string[] {
  return value === null ? [] : [value];
}

/** Agreeing domains first, the rest counted. */
function domainList(domains: readonly string[], shared: readonly string[]): readonly string[] {
  const ordered = [...domains].sort((a, b) => Number(includes(shared, b)) - Number(includes(shared, a)));
  const rest = ordered.length - SHOWN_DOMAINS;
  const shown = ordered.slice(0, SHOWN_DOMAINS);
  return rest > 0 ? [...shown, `and ${rest} more`] : shown;
}

function includes(domains: readonly string[], domain: string): boolean {
  return domains.some((other) => other.toLowerCase() === domain.toLowerCase());
}
