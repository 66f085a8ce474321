//! What the page reads: one factory a command, each with the tags whose `invalidated` event makes it read again.
//! Writing goes through `useMutation({ mutationFn: () => call(commands.x(…)) })`; nothing has to be invalidated by hand.

import { keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import {
  type ActivityQueryDto,
  type ApiChoiceDto,
  type BoardQueryDto,
  type CustomerFormDto,
  type CustomersWantedDto,
  type CustomersWindowDto,
  call,
  commands,
  type OrganizationId,
  type OrganizationQueryDto,
  type OurTicketId,
  type ProfileId,
  type ReadOptionsDto,
  type RulesOverrideDto,
  type SeatPlanId,
  type SeatQueryDto,
  type SelectionDto,
  type Tag,
  type TestTicketChoiceDto,
  type TicketFormDto,
  type TicketQueryDto,
  type TicketRulesDto,
} from "./client";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: { readonly tags: readonly Tag[] };
  }
}

/** The cache. Nothing grows stale by itself: the program says when something changed. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The engine repeats what may be repeated; the page never does.
        retry: false,
        // The program is reached without a network, whatever the web view thinks of it.
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** What says how many held tickets would be sent: one that comes to wait changes the answer. */
const HOLDING: readonly Tag[] = ["organizations", "customers", "tickets"];

/** Whatever changes one of these may have entered a line into the journal, or proven one of the checklist. */
const JOURNALLED: readonly Tag[] = [
  "organizations",
  "customers",
  "tickets",
  "testTicket",
  "ticketRules",
  "profiles",
  "problems",
  "wizard",
  "licences",
  "seatPlan",
];

export const queries = {
  appInfo: () =>
    queryOptions({ queryKey: ["appInfo"], queryFn: () => call(commands.appInfo()), meta: { tags: ["app"] } }),

  backups: () =>
    queryOptions({ queryKey: ["backups"], queryFn: () => call(commands.backups()), meta: { tags: ["app"] } }),

  lookAtBackup: (name: string) =>
    queryOptions({
      queryKey: ["lookAtBackup", name],
      queryFn: () => call(commands.lookAtBackup(name)),
      meta: { tags: ["profiles", "organizations"] },
    }),

  previewProfile: (path: string) =>
    queryOptions({
      queryKey: ["previewProfile", path],
      queryFn: () => call(commands.previewProfile(path)),
      meta: { tags: ["profiles"] },
      // As for `previewFile`.
      staleTime: 0,
      gcTime: 0,
    }),

  builtOf: () =>
    queryOptions({ queryKey: ["builtOf"], queryFn: () => call(commands.builtOf()), meta: { tags: ["app"] } }),

  thirdParty: () =>
    queryOptions({
      queryKey: ["thirdParty"],
      queryFn: () => call(commands.thirdParty()),
      meta: { tags: [] },
      // It is part of the program.
      staleTime: Number.POSITIVE_INFINITY,
    }),

  keychainState: () =>
    queryOptions({
      queryKey: ["keychainState"],
      queryFn: () => call(commands.keychainState()),
      meta: { tags: ["app"] },
      // It may have been unlocked meanwhile.
      staleTime: 0,
    }),

  network: () =>
    queryOptions({ queryKey: ["network"], queryFn: () => call(commands.network()), meta: { tags: ["app"] } }),

  profiles: () =>
    queryOptions({
      queryKey: ["profiles"],
      queryFn: () => call(commands.listProfiles()),
      meta: { tags: ["profiles"] },
    }),

  home: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["home", profile],
      queryFn: () => call(commands.home(profile)),
      meta: {
        tags: [
          "home",
          "profiles",
          "organizations",
          "customers",
          "ticketRules",
          "tickets",
          "testTicket",
          "licences",
        ],
      },
    }),

  activity: (profile: ProfileId, query: ActivityQueryDto) =>
    queryOptions({
      queryKey: ["activity", profile, query],
      queryFn: () => call(commands.activity(profile, query)),
      meta: { tags: JOURNALLED },
    }),

  activityDetails: (profile: ProfileId, line: number) =>
    queryOptions({
      queryKey: ["activityDetails", profile, line],
      queryFn: () => call(commands.activityDetails(profile, line)),
      meta: { tags: JOURNALLED },
    }),

  proofs: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["proofs", profile],
      queryFn: () => call(commands.proofs(profile)),
      meta: { tags: JOURNALLED },
    }),

  previewReport: (profile: ProfileId, masked: boolean) =>
    queryOptions({
      queryKey: ["previewReport", profile, masked],
      queryFn: () => call(commands.previewReport(profile, masked)),
      meta: { tags: JOURNALLED },
      placeholderData: keepPreviousData,
    }),

  problems: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["problems", profile],
      queryFn: () => call(commands.problems(profile)),
      meta: { tags: ["problems", "profiles"] },
    }),

  statusSync: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["statusSync", profile],
      queryFn: () => call(commands.statusSync(profile)),
      meta: { tags: ["statusSync", "tickets", "ticketRules", "profiles"] },
    }),

  statusConflict: (profile: ProfileId, ticket: OurTicketId) =>
    queryOptions({
      queryKey: ["statusConflict", profile, ticket],
      queryFn: () => call(commands.statusConflict(profile, ticket)),
      meta: { tags: ["tickets", "statusSync", "ticketRules"] },
    }),

  revocation: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["revocation", profile],
      queryFn: () => call(commands.revocation(profile)),
      meta: { tags: ["profiles"] },
    }),

  haloQuestion: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["haloQuestion", profile],
      queryFn: () => call(commands.haloQuestion(profile)),
      meta: { tags: ["profiles", "organizations", "ticketRules"] },
    }),

  vocabulary: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["vocabulary", profile],
      queryFn: () => call(commands.vocabulary(profile)),
      meta: { tags: ["ticketRules", "organizations", "wizard"] },
    }),

  vendorPresets: () =>
    queryOptions({
      queryKey: ["vendorPresets"],
      queryFn: () => call(commands.vendorPresets()),
      meta: { tags: ["app"] },
    }),

  wizard: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["wizard", profile],
      queryFn: () => call(commands.wizard(profile)),
      meta: { tags: ["wizard"] },
    }),

  organizationPage: (profile: ProfileId, query: OrganizationQueryDto) =>
    queryOptions({
      queryKey: ["organizationPage", profile, query],
      queryFn: () => call(commands.organizationPage(profile, query)),
      meta: { tags: ["organizations", "customers"] },
    }),

  organizationHistory: (profile: ProfileId, organization: OrganizationId) =>
    queryOptions({
      queryKey: ["organizationHistory", profile, organization],
      queryFn: () => call(commands.organizationHistory(profile, organization)),
      meta: { tags: ["organizations"] },
    }),

  organizationPlace: (profile: ProfileId, query: OrganizationQueryDto, organization: OrganizationId) =>
    queryOptions({
      queryKey: ["organizationPlace", profile, query, organization],
      queryFn: () => call(commands.organizationPlace(profile, query, organization)),
      meta: { tags: ["organizations", "customers"] },
    }),

  organizationCounts: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["organizationCounts", profile],
      queryFn: () => call(commands.organizationCounts(profile)),
      meta: { tags: ["organizations", "customers"] },
    }),

  previewSelection: (profile: ProfileId, selection: SelectionDto) =>
    queryOptions({
      queryKey: ["previewSelection", profile, selection],
      queryFn: () => call(commands.previewSelection(profile, selection)),
      meta: { tags: ["organizations", "customers"] },
      placeholderData: keepPreviousData,
    }),

  undoable: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["undoable", profile],
      queryFn: () => call(commands.undoable(profile)),
      meta: { tags: ["organizations"] },
    }),

  board: (profile: ProfileId, query: BoardQueryDto) =>
    queryOptions({
      queryKey: ["board", profile, query],
      queryFn: () => call(commands.board(profile, query)),
      meta: { tags: ["organizations", "customers"] },
    }),

  boardOrganizations: (profile: ProfileId, query: BoardQueryDto, offset: number, limit: number) =>
    queryOptions({
      queryKey: ["boardOrganizations", profile, query, offset, limit],
      queryFn: () => call(commands.boardOrganizations(profile, query, offset, limit)),
      meta: { tags: ["organizations", "customers"] },
    }),

  boardCustomers: (profile: ProfileId, query: BoardQueryDto, offset: number, limit: number) =>
    queryOptions({
      queryKey: ["boardCustomers", profile, query, offset, limit],
      queryFn: () => call(commands.boardCustomers(profile, query, offset, limit)),
      meta: { tags: ["organizations", "customers"] },
    }),

  organizationDetail: (profile: ProfileId, organization: OrganizationId) =>
    queryOptions({
      queryKey: ["organizationDetail", profile, organization],
      queryFn: () => call(commands.organizationDetail(profile, organization)),
      meta: { tags: HOLDING },
    }),

  searchCustomers: (profile: ProfileId, text: string) =>
    queryOptions({
      queryKey: ["searchCustomers", profile, text],
      queryFn: () => call(commands.searchCustomers(profile, text)),
      meta: { tags: ["organizations", "customers"] },
      placeholderData: keepPreviousData,
    }),

  previewPair: (profile: ProfileId, organization: OrganizationId, customer: number) =>
    queryOptions({
      queryKey: ["previewPair", profile, organization, customer],
      queryFn: () => call(commands.previewPair(profile, organization, customer)),
      meta: { tags: ["organizations", "customers"] },
    }),

  pairConnection: (profile: ProfileId, organization: OrganizationId, customer: number | null) =>
    queryOptions({
      queryKey: ["pairConnection", profile, organization, customer],
      queryFn: () => call(commands.pairConnection(profile, organization, customer)),
      meta: { tags: ["organizations", "customers"] },
      placeholderData: keepPreviousData,
    }),

  planCustomer: (profile: ProfileId, organization: OrganizationId, form: CustomerFormDto) =>
    queryOptions({
      queryKey: ["planCustomer", profile, organization, form],
      queryFn: () => call(commands.planCustomer(profile, organization, form)),
      meta: { tags: HOLDING },
      placeholderData: keepPreviousData,
    }),

  previewAccept: (profile: ProfileId, within: SelectionDto | null) =>
    queryOptions({
      queryKey: ["previewAccept", profile, within],
      queryFn: () => call(commands.previewAccept(profile, within)),
      meta: { tags: HOLDING },
    }),

  matchingSettings: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["matchingSettings", profile],
      queryFn: () => call(commands.matchingSettings(profile)),
      meta: { tags: ["profiles", "organizations"] },
    }),

  previewAutomatic: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["previewAutomatic", profile],
      queryFn: () => call(commands.previewAutomatic(profile)),
      meta: { tags: HOLDING },
      // What is switched on is what is shown now.
      staleTime: 0,
    }),

  demoFile: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["demoFile", profile],
      queryFn: () => call(commands.demoCsvFile(profile)),
      meta: { tags: ["organizations"] },
    }),

  previewFile: (profile: ProfileId, path: string, options: ReadOptionsDto) =>
    queryOptions({
      queryKey: ["previewFile", profile, path, options],
      queryFn: () => call(commands.previewFile(profile, path, options)),
      meta: { tags: ["organizations"] },
      placeholderData: keepPreviousData,
      // The file may be saved anew while the preview is open; each look reads it.
      staleTime: 0,
      gcTime: 0,
    }),

  previewCustomers: (profile: ProfileId, wanted: CustomersWantedDto, window: CustomersWindowDto) =>
    queryOptions({
      queryKey: ["previewCustomers", profile, wanted, window],
      queryFn: () => call(commands.previewCustomers(profile, wanted, window)),
      meta: { tags: ["organizations", "customers"] },
      placeholderData: keepPreviousData,
    }),

  vendorApi: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["vendorApi", profile],
      queryFn: () => call(commands.vendorApi(profile)),
      meta: { tags: ["organizations"] },
    }),

  previewVendorList: (profile: ProfileId, choice: ApiChoiceDto) =>
    queryOptions({
      queryKey: ["previewVendorList", profile, choice],
      queryFn: () => call(commands.previewVendorList(profile, choice)),
      meta: { tags: ["organizations"] },
      placeholderData: keepPreviousData,
      // The list is at hand only as long as the dialog is open.
      gcTime: 0,
    }),

  mailPlan: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["mailPlan", profile],
      queryFn: () => call(commands.mailPlan(profile)),
      meta: { tags: ["customers"] },
      gcTime: 0,
    }),

  previewMappings: (profile: ProfileId, path: string) =>
    queryOptions({
      queryKey: ["previewMappings", profile, path],
      queryFn: () => call(commands.previewMappings(profile, path)),
      meta: { tags: HOLDING },
      // As for `previewFile`.
      staleTime: 0,
      gcTime: 0,
    }),

  seatSetup: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["seatSetup", profile],
      queryFn: () => call(commands.seatSetup(profile)),
      meta: { tags: ["licences", "organizations", "customers", "ticketRules", "wizard"] },
    }),

  seats: (profile: ProfileId, query: SeatQueryDto) =>
    queryOptions({
      queryKey: ["seats", profile, query],
      queryFn: () => call(commands.seats(profile, query)),
      meta: { tags: ["licences", "organizations", "customers", "ticketRules"] },
    }),

  /** Without a number the plan that has not ended, or else the one that ended last. */
  seatPlan: (profile: ProfileId, plan: SeatPlanId | null, offset: number, limit: number) =>
    queryOptions({
      queryKey: ["seatPlan", profile, plan, offset, limit],
      queryFn: () => call(commands.seatPlan(profile, plan, offset, limit)),
      meta: { tags: ["seatPlan"] },
    }),

  seatPlans: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["seatPlans", profile],
      queryFn: () => call(commands.seatPlans(profile)),
      meta: { tags: ["seatPlan"] },
    }),

  ticketRulesForm: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["ticketRulesForm", profile],
      queryFn: () => call(commands.ticketRulesForm(profile)),
      meta: { tags: ["ticketRules"] },
    }),

  checkTicketRules: (profile: ProfileId, rules: TicketRulesDto) =>
    queryOptions({
      queryKey: ["checkTicketRules", profile, rules],
      queryFn: () => call(commands.checkTicketRules(profile, rules)),
      meta: { tags: ["ticketRules"] },
      placeholderData: keepPreviousData,
    }),

  checkRulesOverride: (profile: ProfileId, own: RulesOverrideDto) =>
    queryOptions({
      queryKey: ["checkRulesOverride", profile, own],
      queryFn: () => call(commands.checkRulesOverride(profile, own)),
      meta: { tags: ["ticketRules"] },
      placeholderData: keepPreviousData,
    }),

  examineStatusMaps: (profile: ProfileId, rules: TicketRulesDto) =>
    queryOptions({
      queryKey: ["examineStatusMaps", profile, rules],
      queryFn: () => call(commands.examineStatusMaps(profile, rules)),
      meta: { tags: ["ticketRules"] },
      placeholderData: keepPreviousData,
    }),

  testTicketPlan: (profile: ProfileId, choice: TestTicketChoiceDto) =>
    queryOptions({
      queryKey: ["testTicketPlan", profile, choice],
      queryFn: () => call(commands.testTicketPlan(profile, choice)),
      meta: { tags: ["testTicket", "ticketRules", "customers"] },
      placeholderData: keepPreviousData,
    }),

  testRuns: (profile: ProfileId) =>
    queryOptions({
      queryKey: ["testRuns", profile],
      queryFn: () => call(commands.testRuns(profile)),
      meta: { tags: ["testTicket"] },
    }),

  tickets: (profile: ProfileId, query: TicketQueryDto) =>
    queryOptions({
      queryKey: ["tickets", profile, query],
      queryFn: () => call(commands.tickets(profile, query)),
      meta: { tags: ["tickets", "organizations", "customers"] },
    }),

  ticketDetails: (profile: ProfileId, ticket: OurTicketId) =>
    queryOptions({
      queryKey: ["ticketDetails", profile, ticket],
      queryFn: () => call(commands.ticketDetails(profile, ticket)),
      meta: { tags: ["tickets", "organizations", "ticketRules"] },
    }),

  ticketPlan: (profile: ProfileId, form: TicketFormDto) =>
    queryOptions({
      queryKey: ["ticketPlan", profile, form],
      queryFn: () => call(commands.ticketPlan(profile, form)),
      meta: { tags: ["tickets", "organizations", "customers", "ticketRules"] },
      placeholderData: keepPreviousData,
      retry: false,
      // Each plan carries a mark of its own.
      gcTime: 0,
    }),

  runningTasks: () =>
    queryOptions({
      queryKey: ["runningTasks"],
      queryFn: () => call(commands.runningTasks()),
      // Kept up to date by events, see tasks.ts.
      meta: { tags: [] },
    }),
} as const;
