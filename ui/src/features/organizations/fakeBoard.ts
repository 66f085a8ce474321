//! The board of the program in miniature: groups, windows and places over the fake's organisations, in the simplest
//! order that has the real one's shape.

import type {
  BoardCustomerDto,
  BoardDto,
  BoardOrganizationDto,
  BoardQueryDto,
  CustomerDto,
  CustomerGroupDto,
  LineEndDto,
  LineKindDto,
  OrganizationCountsDto,
  OrganizationGroupDto,
  OrganizationStateDto,
  TermDto,
} from "../../ipc/client";
import type { CommandMocks } from "../../test/ipc";
import type { FakeOrganization } from "./fakeOrganizations";

const LEFT: readonly OrganizationGroupDto[] = [
  "choose",
  "suggested",
  "unmapped",
  "mapped",
  "held",
  "excluded",
];
const RIGHT: readonly CustomerGroupDto[] = ["candidates", "suggested", "notPaired", "mapped", "inactive"];

type World = {
  /** Those that fit the query, of all. */
  readonly fitting: (query: BoardQueryDto) => readonly FakeOrganization[];
  readonly all: () => readonly FakeOrganization[];
  readonly customers: readonly CustomerDto[];
  readonly counts: (text: string) => OrganizationCountsDto;
  readonly terms: (text: string) => TermDto[];
};

type Line = Omit<LineEndDto, "id" | "name" | "place"> & {
  readonly organization: FakeOrganization;
  readonly customer: CustomerDto;
};

export function fakeBoard(world: World): CommandMocks {
  const lay = (query: BoardQueryDto) => {
    const organizations = [...world.fitting(query)].sort(
      (a, b) => LEFT.indexOf(groupOf(a.state)) - LEFT.indexOf(groupOf(b.state)),
    );
    const lines = world.all().flatMap(linesOf);
    const side = (customer: CustomerDto) => customerGroup(customer, lines);
    const customers = [...world.customers].sort((a, b) => RIGHT.indexOf(side(a)) - RIGHT.indexOf(side(b)));
    return { organizations, customers, lines, side };
  };
  const placeOf = (all: readonly { readonly id: number }[], id: number | null) => {
    const place = all.findIndex((one) => one.id === id);
    return place < 0 ? null : place;
  };
  return {
    board: (_profile, query): BoardDto => {
      const { organizations, customers, side } = lay(query);
      return {
        organizations: LEFT.map((group) => {
          const members = organizations.filter(({ state }) => groupOf(state) === group);
          return {
            group,
            count: members.length,
            problems: members.filter(({ state }) => state === "problem").length,
          };
        }).filter(({ count }) => count > 0),
        customers: RIGHT.map((group) => ({
          group,
          count: customers.filter((customer) => side(customer) === group).length,
        })).filter(({ count }) => count > 0),
        overview: organizations.map(({ state }) => ({ state, count: 1 })),
        counts: world.counts(query.text),
        terms: world.terms(query.text),
      };
    },
    boardOrganizations: (_profile, query, offset, limit): BoardOrganizationDto[] => {
      const { organizations, customers, lines } = lay(query);
      return organizations.slice(offset, offset + limit).map((organization) => ({
        id: organization.id,
        version: organization.version,
        toReview: organization.toReview,
        name: organization.name,
        domain: organization.domains[0] ?? null,
        state: organization.state,
        ends: lines
          .filter((line) => line.organization.id === organization.id)
          .map(({ customer, kind, band, present, warning }) => ({
            id: customer.id,
            name: customer.name,
            kind,
            band,
            present,
            warning,
            place: placeOf(customers, customer.id),
          })),
      }));
    },
    boardCustomers: (_profile, query, offset, limit): BoardCustomerDto[] => {
      const { organizations, customers, lines } = lay(query);
      return customers.slice(offset, offset + limit).map(({ id, name, domains, inactive }) => ({
        id,
        name,
        domain: domains[0] ?? null,
        inactive,
        ends: lines
          .filter((line) => line.customer.id === id)
          .map(({ organization, kind, band, present, warning }) => ({
            id: organization.id,
            name: organization.name,
            kind,
            band,
            present,
            warning,
            place: placeOf(organizations, organization.id),
          })),
      }));
    },
    boardPlaces: (_profile, query, organization, customer) => {
      const { organizations, customers } = lay(query);
      return { organization: placeOf(organizations, organization), customer: placeOf(customers, customer) };
    },
  };
}

function groupOf(state: OrganizationStateDto): OrganizationGroupDto {
  return state === "problem" ? "mapped" : state;
}

function linesOf(organization: FakeOrganization): readonly Line[] {
  const { state, pair, candidates } = organization;
  const kinds: Partial<Record<OrganizationStateDto, LineKindDto>> = {
    mapped: "mapped",
    problem: "broken",
    suggested: "suggested",
    choose: "candidate",
  };
  const kind = kinds[state];
  if (kind === undefined) return [];
  const others = state === "suggested" ? candidates.slice(0, 1) : candidates;
  return (pair ? [pair] : others).map(({ customer, band }) => ({
    organization,
    customer,
    kind,
    band,
    present: customer.present,
    warning: organization.warnings.find(({ setAside }) => !setAside)?.kind ?? null,
  }));
}

function customerGroup(customer: CustomerDto, lines: readonly Line[]): CustomerGroupDto {
  const kinds = lines.filter((line) => line.customer.id === customer.id).map(({ kind }) => kind);
  if (kinds.includes("mapped") || kinds.includes("broken")) return "mapped";
  if (kinds.includes("suggested")) return "suggested";
  if (kinds.includes("candidate")) return "candidates";
  return customer.inactive ? "inactive" : "notPaired";
}
