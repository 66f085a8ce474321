//! A program in miniature for tests of this screen: keeps organisations, counts, decides, undoes and says
//! what changed, as the real one does. Only what the screen can see; none of the engine's rules.

import { emit } from "@tauri-apps/api/event";
import type {
  CandidateDto,
  ChosenLicenceDto,
  CustomerDto,
  DecisionDto,
  EditDto,
  ImportPreviewDto,
  LicenceDto,
  OrganizationCountsDto,
  OrganizationDetailDto,
  OrganizationFilterDto,
  OrganizationQueryDto,
  OrganizationRowDto,
  OrganizationStateDto,
  PairConnectionDto,
  SelectionDto,
  TermDto,
} from "../../ipc/client";
import { appError, type CommandMocks } from "../../test/ipc";
import { fakeBoard } from "./fakeBoard";

/** With the licences that its pair uses, which the details do not hold. */
export type FakeOrganization = OrganizationDetailDto & { readonly licences: readonly ChosenLicenceDto[] };

let lastCustomer = 0;

export function fakeCustomer(name: string, part: Partial<CustomerDto> = {}): CustomerDto {
  lastCustomer += 1;
  return { id: lastCustomer, name, domains: [], inactive: false, present: true, takenBy: null, ...part };
}

export function fakeCandidate(customer: CustomerDto, part: Partial<CandidateDto> = {}): CandidateDto {
  return {
    customer,
    band: "strong",
    evidence: [{ reason: "domain", text: "Exact domain, used by no other customer" }],
    ...part,
  };
}

export function fakeOrganization(
  id: number,
  name: string,
  state: OrganizationStateDto,
  part: Partial<FakeOrganization> = {},
): FakeOrganization {
  return {
    id,
    version: 1,
    name,
    domains: [],
    externalId: null,
    tenantId: null,
    seats: [],
    note: null,
    state,
    stateReason: null,
    warnings: [],
    leftInHalo: null,
    pair: null,
    candidates: [],
    licences: [],
    reviewOn: null,
    toReview: false,
    heldTickets: 0,
    ...part,
  };
}

const WAITING: readonly OrganizationStateDto[] = ["suggested", "choose", "unmapped"];
const SET_ASIDE: readonly OrganizationStateDto[] = ["held", "excluded"];
/** Weakest first, as the program orders them. */
const NEED: readonly OrganizationStateDto[] = [
  "problem",
  "choose",
  "suggested",
  "unmapped",
  "held",
  "excluded",
  "mapped",
];

/** An edit with what it found and what it left. */
type Step = {
  readonly id: number;
  readonly what: string;
  readonly organization: number | null;
  readonly before: readonly FakeOrganization[];
  readonly after: readonly FakeOrganization[];
};

type Fake = {
  readonly mocks: CommandMocks;
  /** As they are now. */
  readonly organizations: () => readonly FakeOrganization[];
  /** Changes one as if another window had. */
  readonly change: (id: number, part: Partial<FakeOrganization>) => void;
};

/** Mocks of every command the screen uses, over these organisations and customers. */
export function fakeOrganizations(
  start: readonly FakeOrganization[],
  customers: readonly CustomerDto[] = start.flatMap(({ candidates }) =>
    candidates.map(({ customer }) => customer),
  ),
  preview: ImportPreviewDto = fakePreview(),
): Fake {
  let all = [...start];
  let lastEdit = 0;
  const licences = new Map<number, LicenceDto[]>();
  const done: Step[] = [];
  const undone: Step[] = [];

  const change = (what: string, id: number | null, next: readonly FakeOrganization[]): EditDto => {
    all = [...next];
    void emit("invalidated", { profile: 1, tags: ["organizations", "home"] });
    return { id, what, organization: null };
  };
  const edit = (what: string, organization: number | null, next: readonly FakeOrganization[]): EditDto => {
    lastEdit += 1;
    done.push({ id: lastEdit, what, organization, before: all, after: next });
    undone.length = 0;
    return { ...change(what, lastEdit, next), organization };
  };
  const find = (id: number): FakeOrganization => {
    const found = all.find((organization) => organization.id === id);
    if (!found) throw appError({ code: "notFound" });
    return found;
  };
  const matching = (text: string) =>
    all.filter(({ name, domains }) =>
      [name, ...domains].some((word) => word.toLowerCase().includes(text.toLowerCase())),
    );

  const listed = ({ filter, text, sort, descending }: OrganizationQueryDto) => {
    const rows = matching(text).filter(({ state }) => inFilter(state, filter));
    if (sort === "name") rows.sort((a, b) => a.name.localeCompare(b.name));
    else rows.sort((a, b) => NEED.indexOf(a.state) - NEED.indexOf(b.state));
    return descending ? rows.reverse() : rows;
  };
  const selected = (selection: SelectionDto) =>
    selection.selected === "these"
      ? all.filter(({ id }) => selection.ids.includes(id))
      : matching(selection.text).filter(
          ({ id, state }) => inFilter(state, selection.filter) && !selection.except.includes(id),
        );

  const mocks: CommandMocks = {
    ...fakeBoard({
      fitting: ({ text, filter }) => matching(text).filter(({ state }) => inFilter(state, filter)),
      all: () => all,
      customers,
      counts: (text) => countOf(matching(text)),
      terms: termsOf,
    }),
    organizationPage: (_profile, query) => {
      const rows = listed(query);
      return {
        offset: query.offset,
        total: rows.length,
        rows: rows.slice(query.offset, query.offset + query.limit).map(toRow),
        counts: countOf(matching(query.text)),
        terms: termsOf(query.text),
      };
    },
    organizationPlace: (_profile, query, id) => {
      const place = listed(query).findIndex((row) => row.id === id);
      return place < 0 ? null : place;
    },
    organizationIds: (_profile, query) =>
      listed(query)
        .slice(query.offset, query.offset + query.limit)
        .map(({ id }) => id),
    organizationCounts: () => countOf(all),
    previewSelection: (_profile, selection) => {
      const chosen = selected(selection);
      return {
        selected: chosen.length,
        mappable: chosen.filter(({ state }) => state === "suggested").length,
        waiting: chosen.filter(({ state }) => WAITING.includes(state)).length,
        setAside: chosen.filter(({ state }) => SET_ASIDE.includes(state)).length,
      };
    },
    decideMany: (_profile, selection, act, expected) => {
      const applies = act.act === "release" ? SET_ASIDE : WAITING;
      const changed = selected(selection).filter(({ state }) => applies.includes(state));
      if (changed.length !== expected) {
        throw appError(
          { code: "invalidInput", field: "expected" },
          { message: "The organisations changed meanwhile." },
        );
      }
      const words = { hold: "held", exclude: "excluded", release: "released" } as const;
      return edit(
        `${changed.length} organisations ${words[act.act]}`,
        null,
        all.map((other) => (changed.includes(other) ? decide(other, act, customers).organization : other)),
      );
    },
    undoable: () => ({ undo: done.at(-1) ?? null, redo: undone.at(-1) ?? null }),
    redo: (_profile, id) => {
      const step = undone.pop();
      if (step?.id !== id) throw appError({ code: "notFound" });
      const next = step.after;
      done.push(step);
      return change(`Done again: ${step.what}`, id, next);
    },
    organizationDetail: (_profile, id) => find(id),
    previewPair: () => [],
    countUsers: () => 1,
    pairConnection: (_profile, id, customer) => connectionOf(find(id), customer, customers, licences),
    planCustomer: (_profile, id, form) => ({
      duplicates: customers
        .filter(({ name }) => name.slice(0, 5).toLowerCase() === form.name.slice(0, 5).toLowerCase())
        .map((customer) => ({ customer, band: "possible" })),
      demands: [],
      fields: [{ label: "Name", value: form.name }],
      unanswered: null,
      heldTickets: find(id).heldTickets,
      flaw: form.name.trim() === "" ? { field: "name", message: "Type the customer’s name." } : null,
    }),
    createCustomer: (_profile, id, form, _seen, heldTickets) => {
      if (heldTickets !== find(id).heldTickets) {
        throw appError(
          { code: "needsConfirmation" },
          { message: "More held tickets wait for the organisation by now." },
        );
      }
      const customer = fakeCustomer(form.name);
      customers = [...customers, customer];
      const made = edit(
        `${form.name} created in Halo and mapped`,
        id,
        all.map((other) => (other.id === id ? pairWith(other, fakeCandidate(customer)) : other)),
      );
      const readBack = [{ label: "Name", sent: form.name, got: form.name }];
      return { edit: made, customer: customer.id, readBack };
    },
    readLicences: (_profile, customer) => {
      licences.set(customer, [{ id: 31, name: "Email security", seats: 18 }]);
      void emit("invalidated", { profile: 1, tags: ["organizations"] });
      return null;
    },
    organizationHistory: (_profile, id) =>
      [...done, ...undone]
        .filter(({ organization }) => organization === id)
        .map(({ id, what, organization }) => ({
          id,
          at: "2026-11-21T10:00:00Z",
          what,
          how: "By hand",
          undoneAt: undone.some((step) => step.organization === organization) ? "2026-11-21T11:00:00Z" : null,
          changes: [{ field: "Decision", before: null, after: "Held" }],
          acceptedOn: { band: "strong", reasons: ["domain"] },
        })),
    searchCustomers: (_profile, text) => {
      const hits = customers.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
      return { customers: hits.slice(0, 50), total: hits.length };
    },
    decide: (_profile, id, version, decision) => {
      const organization = find(id);
      if (organization.version !== version)
        throw appError({ code: "conflict", currentVersion: organization.version });
      const decided = decide(organization, decision, customers);
      return edit(
        decided.what,
        id,
        all.map((other) => (other.id === id ? decided.organization : other)),
      );
    },
    addOrganization: (_profile, form) => {
      if (form.name.trim() === "") {
        throw appError({ code: "invalidInput", field: "name" }, { message: "Type a name." });
      }
      const id = Math.max(0, ...all.map((organization) => organization.id)) + 1;
      const added = fakeOrganization(id, form.name, "unmapped", {
        domains: form.domains.split(/[\s,]+/).filter(Boolean),
      });
      return edit(`${form.name} added`, id, [...all, added]);
    },
    updateOrganization: (_profile, id, _version, form) =>
      edit(
        `${form.name} changed`,
        id,
        all.map((other) =>
          other.id === id ? { ...other, name: form.name, version: other.version + 1 } : other,
        ),
      ),
    deleteOrganization: (_profile, id) =>
      edit(
        `${find(id).name} deleted`,
        id,
        all.filter((organization) => organization.id !== id),
      ),
    undo: (_profile, id) => {
      const at = done.findIndex((step) => step.id === id);
      const [step] = at < 0 ? [] : done.splice(at, 1);
      if (!step) throw appError({ code: "notFound" });
      undone.push(step);
      return change(`Undone: ${step.what}`, null, step.before);
    },
    previewAccept: (_profile, within) => {
      const clear = (within ? selected(within) : all).filter(({ state }) => state === "suggested");
      const examples = clear.slice(0, 5).map(({ name, candidates }) => ({
        organization: name,
        customer: candidates[0]?.customer.name ?? "",
      }));
      return {
        total: clear.length,
        doubtful: 0,
        doubts: [],
        left: all.filter(({ state }) => state === "choose").length,
        mark: markOf(clear),
        heldTickets: 0,
        groups:
          clear.length === 0 ? [] : [{ band: "strong", reasons: ["domain"], count: clear.length, examples }],
      };
    },
    acceptSuggestions: (_profile, within, expected) => {
      const clear = (within ? selected(within) : all).filter(({ state }) => state === "suggested");
      if (markOf(clear) !== expected) throw appError({ code: "invalidInput", field: "expected" });
      return edit(
        `${clear.length} pairs made`,
        null,
        all.map((other) => (clear.includes(other) ? pairWith(other, other.candidates[0] ?? null) : other)),
      );
    },
    chooseListFile: () => "/home/alex/organisations.csv",
    demoCsvFile: () => "/tmp/demo.csv",
    previewFile: () => preview,
    importFile: (_profile, _path, { gone }) => ({
      added: preview.added,
      updated: preview.updated,
      unchanged: preview.unchanged,
      excluded: gone?.act === "exclude" ? gone.organizations.length : 0,
      deleted: gone?.act === "delete" ? gone.organizations.length : 0,
      badRows: preview.badRows,
      passedOver: preview.passedOver,
      edit: edit(`${preview.added + preview.updated} organisations imported`, null, all),
      accepted: null,
    }),
    chooseExportFile: () => "/home/alex/mappings.csv",
    chooseMappingsFile: () => "/home/alex/mappings.csv",
    exportMappings: (_profile, within, _format, path) => ({
      path,
      organizations: selected(within).length,
      mapped: selected(within).filter(({ pair }) => pair !== null).length,
    }),
    readHalo: () => 1,
    readHaloWhole: () => 1,
  };
  return {
    mocks,
    organizations: () => all,
    change: (id, part) => {
      all = all.map((other) => (other.id === id ? { ...other, ...part } : other));
    },
  };
}

/** A file of two columns with one bad row. */
export function fakePreview(part: Partial<ImportPreviewDto> = {}): ImportPreviewDto {
  return {
    name: "organisations.csv",
    reading: { kind: "text", delimiter: ",", encoding: "utf8" },
    hasHeader: true,
    above: 0,
    remembered: false,
    fingerprint: "as shown",
    columns: [
      { place: 0, heading: "Company", holds: { field: "name" }, sample: "Ashdown & Pryce Solicitors" },
      { place: 1, heading: "Mail domain", holds: { field: "domains" }, sample: "ashdown.example" },
      { place: 2, heading: "Mailboxes", holds: { field: "seats", product: "Email" }, sample: "18" },
    ],
    rows: [
      ["Ashdown & Pryce Solicitors", "ashdown.example", "18"],
      ["Castlegate Opticians", "castlegate.example", "7"],
    ],
    totalRows: 148,
    added: 144,
    updated: 2,
    unchanged: 0,
    gone: [],
    badRows: [{ line: 17, reason: "It has no name", text: ",orphan.example,3" }],
    passedOver: [{ line: 21, reason: "“wren-dental” is not a domain", text: "Wren Dental,wren-dental,3" }],
    products: ["Email security"],
    blocked: null,
    ...part,
  };
}

/** Only "inactive" has a meaning of its own here; taking words apart is the program's work. */
function termsOf(text: string): TermDto[] {
  return text
    .split(" ")
    .filter(Boolean)
    .map((typed) => ({
      typed,
      meaning: typed === "inactive" ? { asks: "inactive" } : { asks: "word", text: typed },
    }));
}

function markOf(clear: readonly FakeOrganization[]): string {
  return clear.map(({ id }) => id).join();
}

function inFilter(state: OrganizationStateDto, filter: OrganizationFilterDto): boolean {
  if (filter === "all") return true;
  if (filter === "todo") return WAITING.includes(state);
  if (filter === "problems") return state === "problem";
  return state === filter;
}

function countOf(organizations: readonly FakeOrganization[]): OrganizationCountsDto {
  const count = (filter: OrganizationFilterDto) =>
    organizations.filter(({ state }) => inFilter(state, filter)).length;
  return {
    todo: count("todo"),
    suggested: count("suggested"),
    choose: count("choose"),
    unmapped: count("unmapped"),
    mapped: count("mapped"),
    held: count("held"),
    excluded: count("excluded"),
    problems: count("problems"),
    toReview: organizations.filter(({ toReview }) => toReview).length,
    all: count("all"),
  };
}

function toRow(organization: FakeOrganization): OrganizationRowDto {
  const { id, version, name, domains, state, pair, candidates } = organization;
  const best = pair ?? candidates[0] ?? null;
  const customer = pair?.customer ?? (state === "suggested" ? candidates[0]?.customer : undefined);
  const shows = state !== "held" && state !== "excluded" ? best : null;
  return {
    id,
    version,
    name,
    domain: domains[0] ?? null,
    state,
    customer: customer ? { id: customer.id, name: customer.name } : null,
    candidates: candidates.length,
    band: shows?.band ?? null,
    reasons: shows?.evidence.map(({ reason }) => reason) ?? [],
    warnings: organization.warnings.flatMap(({ kind, setAside }) => (setAside ? [] : [kind])),
    toReview: organization.toReview,
  };
}

/** A vendor with one product, as Palisade. */
function connectionOf(
  { pair, seats, licences: used }: FakeOrganization,
  customer: number | null,
  customers: readonly CustomerDto[],
  read: ReadonlyMap<number, LicenceDto[]>,
): PairConnectionDto {
  const id = customer ?? pair?.customer.id ?? null;
  const isPair = id !== null && pair?.customer.id === id;
  const known = id === null ? undefined : read.get(id);
  const licence = isPair ? (used[0]?.licence ?? null) : null;
  return {
    customer: (isPair ? pair?.customer : customers.find((one) => one.id === id)) ?? null,
    isPair,
    wantsSeats: true,
    products: [
      {
        key: "email",
        name: "Email security",
        seats: seats[0]?.seats ?? null,
        licence,
        licenceName: known?.find((one) => one.id === licence)?.name ?? null,
        proposed: null,
      },
    ],
    read: known ? { noModule: false, readAt: "2026-11-21T10:00:00Z", licences: known } : null,
  };
}

function pairWith(organization: FakeOrganization, pair: CandidateDto | null): FakeOrganization {
  return { ...organization, version: organization.version + 1, state: "mapped", pair };
}

function decide(
  organization: FakeOrganization,
  decision: DecisionDto,
  customers: readonly CustomerDto[],
): { what: string; organization: FakeOrganization } {
  const { name, candidates } = organization;
  const changed = { ...organization, version: organization.version + 1 };
  const waiting = (left: readonly CandidateDto[]): OrganizationStateDto =>
    left.length === 0 ? "unmapped" : left.length === 1 ? "suggested" : "choose";
  switch (decision.act) {
    case "map": {
      const customer = customers.find(({ id }) => id === decision.customer);
      if (!customer) throw appError({ code: "notFound" });
      if (customer.takenBy !== null && decision.consent === "ask") {
        throw appError(
          { code: "needsConfirmation" },
          { message: `${customer.name} is already mapped to ${customer.takenBy}.` },
        );
      }
      const known = candidates.find((candidate) => candidate.customer.id === customer.id);
      return {
        what: `${name} mapped`,
        organization: pairWith(organization, known ?? fakeCandidate(customer, { evidence: [] })),
      };
    }
    case "connect": {
      const made = decide(organization, { ...decision, act: "map" }, customers);
      const used = decision.licences.map(({ product, licence }) => ({ product, licence }));
      return { ...made, organization: { ...made.organization, licences: used } };
    }
    case "unmap":
      return {
        what: `${name} parted`,
        organization: { ...changed, pair: null, licences: [], state: waiting(candidates) },
      };
    case "notThisOne": {
      const left = candidates.filter(({ customer }) => customer.id !== decision.customer);
      return {
        what: `Remembered: not this one for ${name}`,
        organization: { ...changed, candidates: left, state: waiting(left) },
      };
    }
    case "hold":
      return {
        what: `${name} held`,
        organization: {
          ...changed,
          pair: null,
          state: "held",
          stateReason: decision.reason === "" ? null : decision.reason,
          reviewOn: decision.reviewOn,
        },
      };
    case "exclude":
      return {
        what: `${name} excluded`,
        organization: {
          ...changed,
          pair: null,
          state: "excluded",
          stateReason: decision.reason,
          reviewOn: decision.reviewOn,
        },
      };
    case "release":
      return {
        what: `${name} released`,
        organization: {
          ...changed,
          stateReason: null,
          reviewOn: null,
          toReview: false,
          state: waiting(candidates),
        },
      };
    case "settleWarning":
    case "raiseWarning": {
      const setAside = decision.act === "settleWarning";
      const warnings = organization.warnings.map((warning) =>
        warning.kind === decision.warning ? { ...warning, setAside } : warning,
      );
      const open = warnings.some((warning) => !warning.setAside);
      return {
        what: setAside ? `${name} is right` : `${name} warned of again`,
        organization: { ...changed, warnings, state: open ? "problem" : "mapped" },
      };
    }
  }
}
