//! Choosing on both sides and what comes of it: one line is chosen at a time, and every act is about it or about the
//! organisation that the keys are at.

import { type KeyboardEvent, useState } from "react";
import { moveFocus } from "../../../components/dataGridFocus";
import type {
  BoardCustomerDto,
  BoardOrganizationDto,
  LineEndDto,
  OrganizationId,
  ProfileId,
} from "../../../ipc/client";
import { type Act, actOfKey } from "../acts";
import type { Asking } from "../DecisionDialogs";
import { type Actable, useActs } from "../useActs";
import { type Decisions, useDecisions } from "../useDecisions";
import type { Edits } from "../useEdits";
import type { PaneSubject } from "../usePane";
import { placeOfShown, rowOfPlace, shownBefore, shownCount } from "./layout";
import type { Side } from "./lines";
import type { Column } from "./useColumn";
import type { Places } from "./usePlaces";

/** A record where it stands. */
export type Spot<Row> = { readonly place: number; readonly row: Row };

/** What is picked. The customer of a line may be hidden, or gone from Halo: then it stands nowhere. */
export type Picked = {
  readonly organization: Spot<BoardOrganizationDto> | null;
  readonly customer: { readonly id: number; readonly name: string; readonly place: number | null } | null;
};

const NOTHING: Picked = { organization: null, customer: null };

export type BoardSide<Row> = {
  readonly column: Column;
  readonly places: Places;
  readonly at: (place: number) => Row | undefined;
  readonly focus: () => void;
};

type Options = {
  readonly profileId: ProfileId;
  readonly edits: Edits;
  /** The details beside the board. Their acts are about what is chosen there. */
  readonly pane: PaneSubject;
  readonly openId: OrganizationId | undefined;
  readonly onDetails: (organization: OrganizationId) => void;
  /** An organisation was deleted. */
  readonly onDeleted: (organization: OrganizationId) => void;
  readonly organizations: BoardSide<BoardOrganizationDto>;
  readonly customers: BoardSide<BoardCustomerDto>;
};

export type BoardActs = {
  readonly decisions: Decisions;
  readonly picked: Picked;
  /** The line between what is picked on both sides, if there is one. */
  readonly line: LineEndDto | null;
  readonly asking: Asking | null;
  readonly setAsking: (asking: Asking | null) => void;
  readonly pickOrganization: (spot: Spot<BoardOrganizationDto>) => void;
  readonly pickCustomer: (spot: Spot<BoardCustomerDto>) => void;
  readonly pickLine: (organization: Spot<BoardOrganizationDto>, end: LineEndDto) => void;
  readonly clear: () => void;
  readonly join: (organization: BoardOrganizationDto, customer: { readonly id: number }) => void;
  readonly act: (kind: Act) => void;
  /** An act on the organisation whose details are open. */
  readonly actOnOpen: (kind: Act) => void;
  readonly onKeyDown: (side: Side, event: KeyboardEvent) => void;
};

export function useBoardActs(options: Options): BoardActs {
  const { profileId, edits, organizations, customers, pane, openId, onDetails } = options;
  const [held, setHeld] = useState<Picked>(NOTHING);
  const [asking, setAsking] = useState<Asking | null>(null);
  const picked = { ...held, organization: held.organization && newest(held.organization, organizations.at) };
  const line = picked.organization?.row.ends.find((end) => end.id === picked.customer?.id) ?? null;

  const decisions = useDecisions(profileId, edits, (target, decision) => {
    setAsking(null);
    setHeld(NOTHING);
    pane.choose(null);
    organizations.places.letGo();
    customers.places.letGo();
    organizations.focus();
    if (decision.act === "delete") options.onDeleted(target.id);
  });
  function chooseFor(id: OrganizationId) {
    const spot = spotAt(organizations);
    if (spot?.row.id !== id) return;
    setHeld({ organization: spot, customer: null });
    along("organization");
  }
  const asked = { decisions, edits, onChoose: chooseFor, onAsk: setAsking };
  // What is picked on the board goes before what the details compare, and the other way round in the details.
  const act = useActs({ ...asked, pane: NO_PANE, openId: undefined });
  const actInPane = useActs({ ...asked, pane, openId });

  function go(side: Side, place: number) {
    const { column, places, at } = side === "organization" ? organizations : customers;
    places.go({ place, id: at(place)?.id ?? null });
    column.reveal(rowOfPlace(column.layout, place));
  }

  /** Along the first line to the other side. */
  function along(from: Side) {
    const here = from === "organization" ? spotAt(organizations) : spotAt(customers);
    const place = here?.row.ends.find((end) => end.place !== null)?.place ?? null;
    const to = from === "organization" ? "customer" : "organization";
    if (place !== null) go(to, place);
    (to === "customer" ? customers : organizations).focus();
  }

  function join(organization: BoardOrganizationDto, customer: { readonly id: number }) {
    const kind = organization.ends.find(({ id }) => id === customer.id)?.kind;
    if (kind === "mapped") edits.say(`${organization.name} is already mapped to it`);
    else decisions.decide(organization, { act: "map", customer: customer.id, consent: "ask" });
  }

  function toggle(side: Side) {
    if (side === "organization") {
      const spot = spotAt(organizations);
      const again = spot !== null && spot.row.id === picked.organization?.row.id;
      if (spot) setHeld({ ...held, organization: again ? null : spot });
    } else {
      const spot = spotAt(customers);
      const again = spot !== null && spot.row.id === picked.customer?.id;
      if (spot) setHeld({ ...held, customer: again ? null : customerOf(spot) });
    }
  }

  /** Joins what is picked; with one side picked, joins it to where the keys are; with none, picks the first line. */
  function enter(side: Side) {
    const organization = picked.organization ?? (side === "organization" ? spotAt(organizations) : null);
    const there = side === "customer" ? spotAt(customers) : null;
    const customer = picked.customer ?? (there && customerOf(there));
    if (organization !== null && customer !== null) {
      join(organization.row, customer);
      return;
    }
    const end = organization?.row.ends[0];
    if (organization !== null && end !== undefined) pickLine(organization, end);
    else {
      toggle(side);
      along(side);
    }
  }

  function pickLine(organization: Spot<BoardOrganizationDto>, end: LineEndDto) {
    setHeld({ organization, customer: { id: end.id, name: end.name, place: end.place } });
    edits.say(`${organization.row.name} and ${end.name} picked`);
  }

  /** The organisation that an act is about: the picked one, that of the keys, or that of the customer's line. */
  function actOn(kind: Act, side: Side) {
    const organization = picked.organization ?? (side === "organization" ? spotAt(organizations) : null);
    if (organization === null) {
      along("customer");
      return;
    }
    const { row } = organization;
    const end = line ?? row.ends.find((one) => one.kind === "suggested") ?? null;
    const customer = picked.customer ?? end;
    const about: Actable = { ...row, customer: customer && { id: customer.id } };
    act(about, kind);
  }

  function onKeyDown(side: Side, event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { column, places } = side === "organization" ? organizations : customers;
    const { layout, page } = column;
    const index = places.at === null ? 0 : shownBefore(layout, places.at.place);
    const to = moveFocus(event.key, index, shownCount(layout), page);
    const kind = actOfKey(event.key);
    if (to !== null) {
      const place = placeOfShown(layout, to);
      if (place !== null) go(side, place);
    } else if (event.key === (side === "organization" ? "ArrowRight" : "ArrowLeft")) along(side);
    else if (event.key === " ") toggle(side);
    else if (event.key.toLowerCase() === "d") {
      const organization = picked.organization ?? spotAt(organizations);
      if (organization !== null && !event.repeat) onDetails(organization.row.id);
    } else if (event.key === "Enter") {
      if (!event.repeat) enter(side);
    } else if (event.key === "Escape" && held !== NOTHING) setHeld(NOTHING);
    else if (kind !== null && !event.repeat) actOn(kind, side);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return {
    decisions,
    picked,
    line,
    asking,
    setAsking,
    pickOrganization: (spot) => setHeld({ ...held, organization: spot }),
    pickCustomer: (spot) => setHeld({ ...held, customer: customerOf(spot) }),
    pickLine,
    clear: () => setHeld(NOTHING),
    join,
    act: (kind) => actOn(kind, "organization"),
    actOnOpen: (kind) => {
      if (pane.detail) actInPane({ ...pane.detail, customer: null }, kind);
    },
    onKeyDown,
  };
}

/** The board's own acts know nothing of the details. */
const NO_PANE = {
  detail: undefined,
  error: null,
  retry: () => {},
  compared: null,
  chosen: false,
  choose: () => {},
};

function spotAt<Row>({ places, at }: BoardSide<Row>): Spot<Row> | null {
  const row = places.at === null ? undefined : at(places.at.place);
  return places.at === null || row === undefined ? null : { place: places.at.place, row };
}

/** The record as it is now, where it is still loaded at its place. */
function newest<Row extends { readonly id: number }>(
  spot: Spot<Row>,
  at: (place: number) => Row | undefined,
): Spot<Row> {
  const row = at(spot.place);
  return row !== undefined && row.id === spot.row.id ? { ...spot, row } : spot;
}

function customerOf({ place, row }: Spot<BoardCustomerDto>): Picked["customer"] {
  return { id: row.id, name: row.name, place };
}
