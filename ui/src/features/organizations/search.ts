//! What of the Organisations screen lives in the address, so that "back" works and a state can be opened directly.

import type { BoardOrderDto, OrganizationFilterDto, OrganizationSortDto } from "../../ipc/client";

/** Every part may be absent; then the default stands. */
export type OrganizationsSearch = {
  /** Absent: the grid. */
  view?: (typeof VIEWS)[number];
  /** How the board's customers stand. Absent: `inStep`. */
  order?: BoardOrderDto;
  /** Absent: what is to do, on the board all. */
  filter?: OrganizationFilterDto;
  /** The words in the filter field. */
  q?: string;
  /** Absent: `needFirst`. */
  sort?: OrganizationSortDto;
  /** The order turned round. */
  desc?: true;
  /** The organisation whose details are open; in triage the one at hand. Absent there: the first one. */
  org?: number;
  /** Triage is through with its list. */
  end?: true;
  dialog?: OrganizationsDialog;
  /** The name that was typed for a customer to be created. */
  customer?: string;
  /** The customer that a connection begins with. */
  take?: number;
};

/** Dialogs that other screens link to. `connect` and `create` are about the organisation in `org`. */
export type OrganizationsDialog = (typeof DIALOGS)[number];

const VIEWS = ["board", "triage"] as const;
const FILTERS: readonly OrganizationFilterDto[] = [
  "todo",
  "suggested",
  "choose",
  "unmapped",
  "mapped",
  "held",
  "excluded",
  "problems",
  "all",
];
const SORTS: readonly OrganizationSortDto[] = ["needFirst", "name", "customer", "evidence"];
const ORDERS: readonly BoardOrderDto[] = ["inStep", "name"];
/** The grid and triage begin with the work, the board with the whole picture. */
const DEFAULT_FILTER = { grid: "todo", board: "all", triage: "todo" } as const;
const DIALOGS = [
  "import",
  "importDemo",
  "importApi",
  "importCustomers",
  "add",
  "accept",
  "connect",
  "create",
  "export",
  "importMappings",
] as const;

/** Takes what it knows from an address and drops the rest. */
export function parseOrganizationsSearch(raw: Record<string, unknown>): OrganizationsSearch {
  const view = oneOf(VIEWS, raw["view"]);
  const order = oneOf(ORDERS, raw["order"]);
  const filter = oneOf(FILTERS, raw["filter"]);
  const sort = oneOf(SORTS, raw["sort"]);
  const dialog = oneOf(DIALOGS, raw["dialog"]);
  const q = raw["q"];
  const org = raw["org"];
  const customer = raw["customer"];
  const take = raw["take"];
  return {
    ...(view !== undefined && { view }),
    ...(order !== undefined && order !== "inStep" && { order }),
    ...(filter !== undefined && filter !== DEFAULT_FILTER[view ?? "grid"] && { filter }),
    // The router reads an address's `q=12` as a number.
    ...((typeof q === "string" || typeof q === "number") && q !== "" && { q: String(q) }),
    ...(sort !== undefined && sort !== "needFirst" && { sort }),
    ...(raw["desc"] === true && { desc: true }),
    ...(isId(org) && { org }),
    ...(view === "triage" && raw["end"] === true && { end: true }),
    ...(dialog !== undefined && { dialog }),
    ...(dialog === "connect" && isId(take) && { take }),
    ...(dialog === "create" && typeof customer === "string" && customer !== "" && { customer }),
  };
}

/** The segment that is shown. */
export function filterOf({ filter, view }: OrganizationsSearch): OrganizationFilterDto {
  return filter ?? DEFAULT_FILTER[view ?? "grid"];
}

/** The search with some parts changed; `undefined` takes a part out. */
export function withSearch(
  search: OrganizationsSearch,
  patch: { [Key in keyof OrganizationsSearch]?: OrganizationsSearch[Key] | undefined },
): OrganizationsSearch {
  return parseOrganizationsSearch({ ...search, ...patch });
}

function isId(raw: unknown): raw is number {
  return typeof raw === "number" && Number.isInteger(raw) && raw > 0;
}

function oneOf<Value extends string>(known: readonly Value[], raw: unknown): Value | undefined {
  return known.find((value) => value === raw);
}
