//! The two status maps as a drawing: who stands where, which arrows there are, and a ticket's way in words. Pure.

import type {
  StatusJourneyDto,
  StatusPlaceDto,
  TicketRulesDto,
  TicketRulesFormDto,
} from "../../../../ipc/client";
import { chosenFor, statusLines, vendorStatusFor } from "../draft";

/** A status of one side, as it stands in its column. */
export type Place = StatusPlaceDto & {
  readonly name: string;
  /** `null` when Halo does not tell. */
  readonly closes: boolean | null;
};

/** Both columns, each in its order. */
export type Columns = { readonly vendor: readonly Place[]; readonly halo: readonly Place[] };

/** An arrow between two rows; `both` when each stands for the other. */
export type Arrow = {
  readonly vendorRow: number;
  readonly haloRow: number;
  readonly kind: "out" | "back" | "both";
};

export function columnsOf(form: TicketRulesFormDto, rules: TicketRulesDto): Columns {
  return {
    vendor: form.vendorStatuses.map(({ key, name, closes }) => ({ side: "vendor", id: key, name, closes })),
    halo: statusLines(form, rules).map(({ id, name }) => ({
      side: "halo",
      id: String(id),
      name,
      closes: form.statuses.find((status) => status.id === id)?.closes ?? null,
    })),
  };
}

/** Every arrow of both maps between statuses that are shown. */
export function arrowsOf({ vendor, halo }: Columns, rules: TicketRulesDto): readonly Arrow[] {
  const out = vendor.flatMap(({ id }, vendorRow) => {
    const partner = chosenFor(rules.statusOut, id);
    const haloRow = halo.findIndex((place) => place.id === String(partner));
    return partner === null || haloRow < 0 ? [] : [{ vendorRow, haloRow }];
  });
  const back = halo.flatMap(({ id }, haloRow) => {
    const partner = vendorStatusFor(rules, Number(id));
    const vendorRow = vendor.findIndex((place) => place.id === partner);
    return partner === null || vendorRow < 0 ? [] : [{ vendorRow, haloRow }];
  });
  const has = (list: readonly Omit<Arrow, "kind">[], one: Omit<Arrow, "kind">) =>
    list.some((other) => other.vendorRow === one.vendorRow && other.haloRow === one.haloRow);
  return [
    ...out.map((arrow) => ({ ...arrow, kind: has(back, arrow) ? ("both" as const) : ("out" as const) })),
    ...back.filter((arrow) => !has(out, arrow)).map((arrow) => ({ ...arrow, kind: "back" as const })),
  ];
}

/** The status that the maps give on the other side; null when there is none. */
export function partnerOf(place: StatusPlaceDto, rules: TicketRulesDto): StatusPlaceDto | null {
  if (place.side === "vendor") {
    const id = chosenFor(rules.statusOut, place.id);
    return id === null ? null : { side: "halo", id: String(id) };
  }
  const key = vendorStatusFor(rules, Number(place.id));
  return key === null ? null : { side: "vendor", id: key };
}

export function samePlace(
  a: StatusPlaceDto | null | undefined,
  b: StatusPlaceDto | null | undefined,
): boolean {
  return !!a && !!b && a.side === b.side && a.id === b.id;
}

/** Whether a ticket on its way passes along an arrow. */
export function isOnWay(arrow: Arrow, columns: Columns, journey: StatusJourneyDto | undefined): boolean {
  const vendor = columns.vendor[arrow.vendorRow];
  const halo = columns.halo[arrow.haloRow];
  return (journey?.stops ?? []).some((stop, index, stops) => {
    const next = stops[index + 1];
    return (
      (samePlace(stop, vendor) && samePlace(next, halo)) || (samePlace(stop, halo) && samePlace(next, vendor))
    );
  });
}

/** A ticket's way in a sentence or two. */
export function wayInWords(
  { stops, end }: StatusJourneyDto,
  nameOf: (place: StatusPlaceDto) => string,
  vendorName: string,
): string {
  const said = (place: StatusPlaceDto) =>
    `“${nameOf(place)}” ${place.side === "halo" ? "in Halo" : `in ${vendorName}`}`;
  const [first, second] = stops;
  if (!first) return "";
  if (!second) {
    const other = first.side === "halo" ? vendorName : "Halo";
    return `${said(first)} has no partner: ${other} stays as it is.`;
  }
  const later = stops.slice(2).map((stop) => `, then ${said(stop)}`);
  const chain = `${said(first)} becomes ${said(second)}${later.join("")}`;
  if (end === "circle") return `${chain}, and round again: it never settles.`;
  if (end === "noPartner") return `${chain}. From there nothing leads back.`;
  return stops.length === 2 ? `${chain}, and that comes back as it was.` : `${chain}, and there it settles.`;
}
