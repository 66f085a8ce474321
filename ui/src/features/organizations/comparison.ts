//! The two records side by side: which fields agree. What agrees comes from the evidence the engine found;
//! only plain equality is looked at here.

import type { OrganizationDetailDto, ReasonDto } from "../../ipc/client";
import { formatNumber } from "../../lib/format";
import type { Compared } from "./acts";

type ComparedRow = {
  readonly field: string;
  readonly left: string | null;
  readonly right: string | null;
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
      left: detail.name,
      right: customer.name,
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
    rows.push({ field: "Ext. id", left: detail.externalId, right: detail.externalId, same: true });
  }
  if (has("tenantId")) {
    rows.push({ field: "Tenant", left: detail.tenantId, right: detail.tenantId, same: true });
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

/** Agreeing domains first, the rest counted. */
function domainList(domains: readonly string[], shared: readonly string[]): string | null {
  if (domains.length === 0) return null;
  const ordered = [...domains].sort((a, b) => Number(includes(shared, b)) - Number(includes(shared, a)));
  const rest = ordered.length - SHOWN_DOMAINS;
  const shown = ordered.slice(0, SHOWN_DOMAINS).join(", ");
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

function includes(domains: readonly string[], domain: string): boolean {
  return domains.some((other) => other.toLowerCase() === domain.toLowerCase());
}
