//! A program in miniature for tests of this screen: keeps organisations, counts, decides, undoes and says
//! what changed, as the real one does. Only what the screen can see; none of the engine's rules.

import { emit } from "@tauri-apps/api/event";
import type {
  CandidateDto,
  CsvPreviewDto,
  CustomerDto,
  DecisionDto,
  EditDto,
  OrganizationCountsDto,
  OrganizationDetailDto,
  OrganizationFilterDto,
  OrganizationRowDto,
  OrganizationStateDto,
} from "../../ipc/client";
import { appError, type CommandMocks } from "../../test/ipc";

export type FakeOrganization = OrganizationDetailDto;

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
    pair: null,
    candidates: [],
    history: [],
    ...part,
  };
}

const WAITING: readonly OrganizationStateDto[] = ["suggested", "choose", "unmapped"];
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
  preview: CsvPreviewDto = fakePreview(),
): Fake {
  let all = [...start];
  const past = new Map<number, readonly FakeOrganization[]>();

  const edit = (what: string, organization: number | null, next: readonly FakeOrganization[]): EditDto => {
    const id = past.size + 1;
    past.set(id, all);
    all = [...next];
    void emit("invalidated", { profile: 1, tags: ["organizations", "home"] });
    return { id, what, organization };
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

  const mocks: CommandMocks = {
    organizationPage: (_profile, { filter, text, sort, offset, limit }) => {
      const rows = matching(text).filter(({ state }) => inFilter(state, filter));
      if (sort === "name") rows.sort((a, b) => a.name.localeCompare(b.name));
      else rows.sort((a, b) => NEED.indexOf(a.state) - NEED.indexOf(b.state));
      return { offset, total: rows.length, rows: rows.slice(offset, offset + limit).map(toRow) };
    },
    organizationCounts: (_profile, text) => countOf(matching(text)),
    organizationDetail: (_profile, id) => find(id),
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
      const before = past.get(id);
      if (!before) throw appError({ code: "notFound" });
      return edit("Undone", null, before);
    },
    previewAccept: () => {
      const clear = all.filter(({ state }) => state === "suggested");
      const examples = clear.slice(0, 5).map(({ name, candidates }) => ({
        organization: name,
        customer: candidates[0]?.customer.name ?? "",
      }));
      return {
        total: clear.length,
        left: all.filter(({ state }) => state === "choose").length,
        mark: markOf(clear),
        groups:
          clear.length === 0 ? [] : [{ band: "strong", reasons: ["domain"], count: clear.length, examples }],
      };
    },
    acceptSuggestions: (_profile, expected) => {
      const clear = all.filter(({ state }) => state === "suggested");
      if (markOf(clear) !== expected) throw appError({ code: "invalidInput", field: "expected" });
      return edit(
        `${clear.length} pairs made`,
        null,
        all.map((other) =>
          other.state === "suggested" ? pairWith(other, other.candidates[0] ?? null) : other,
        ),
      );
    },
    chooseCsvFile: () => "/home/alex/organisations.csv",
    demoCsvFile: () => "/tmp/demo.csv",
    previewCsv: () => preview,
    importCsv: () => ({
      added: preview.added,
      updated: preview.updated,
      unchanged: preview.unchanged,
      badRows: preview.badRows,
      passedOver: preview.passedOver,
      edit: edit(`${preview.added + preview.updated} organisations imported`, null, all),
    }),
    readHalo: () => 1,
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
export function fakePreview(part: Partial<CsvPreviewDto> = {}): CsvPreviewDto {
  return {
    fileName: "organisations.csv",
    delimiter: ",",
    encoding: "UTF-8",
    hasHeader: true,
    columns: [
      { heading: "Company", holds: { field: "name" }, sample: "Ashdown & Pryce Solicitors" },
      { heading: "Mail domain", holds: { field: "domains" }, sample: "ashdown.example" },
      { heading: "Mailboxes", holds: { field: "seats", product: "Email" }, sample: "18" },
    ],
    rows: [
      ["Ashdown & Pryce Solicitors", "ashdown.example", "18"],
      ["Castlegate Opticians", "castlegate.example", "7"],
    ],
    totalRows: 148,
    added: 144,
    updated: 2,
    unchanged: 0,
    badRows: [{ line: 17, reason: "It has no name", text: ",orphan.example,3" }],
    passedOver: [{ line: 21, reason: "“wren-dental” is not a domain", text: "Wren Dental,wren-dental,3" }],
    products: ["Email security"],
    blocked: null,
    ...part,
  };
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
      if (customer.takenBy !== null && !decision.confirmed) {
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
    case "unmap":
      return { what: `${name} parted`, organization: { ...changed, pair: null, state: waiting(candidates) } };
    case "notThisOne": {
      const left = candidates.filter(({ customer }) => customer.id !== decision.customer);
      return {
        what: `Remembered: not this one for ${name}`,
        organization: { ...changed, candidates: left, state: waiting(left) },
      };
    }
    case "hold":
      return { what: `${name} held`, organization: { ...changed, state: "held" } };
    case "exclude":
      return {
        what: `${name} excluded`,
        organization: { ...changed, state: "excluded", stateReason: decision.reason },
      };
    case "release":
      return {
        what: `${name} released`,
        organization: { ...changed, stateReason: null, state: waiting(candidates) },
      };
  }
}
