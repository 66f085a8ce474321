//! What the page reads: one line a command, with the tags whose `invalidated` event makes it read again.
//! Writing goes through `useMutation({ mutationFn: () => call(commands.x(…)) })`; nothing has to be invalidated by hand.

import { keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import { call, commands, type Reply, type Tag } from "./client";

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

/** What else there is to say about one. */
type Beside = {
  /** Goes on showing the last answer until that to another question is here. */
  readonly keepsLast?: true;
  /** In milliseconds. */
  readonly staleTime?: number;
  /** In milliseconds. */
  readonly gcTime?: number;
};

type Commands = typeof commands;
type Asked<Name extends keyof Commands> = Parameters<Commands[Name]>;
type Answer<Name extends keyof Commands> =
  Awaited<ReturnType<Commands[Name]>> extends Reply<infer Data> ? Data : never;

/** Makes the factory of a query, which takes what the command takes. */
function reading<Name extends keyof Commands>(
  name: Name,
  tags: readonly Tag[],
  { keepsLast, ...beside }: Beside = {},
) {
  // What belongs together by its name is not seen to by the compiler where the name is any of them.
  const command = commands[name] as (...asked: Asked<Name>) => Promise<Reply<Answer<Name>>>;
  return (...asked: Asked<Name>) =>
    queryOptions<Answer<Name>, Error, Answer<Name>, readonly [Name, ...Asked<Name>]>({
      queryKey: [name, ...asked],
      queryFn: () => call(command(...asked)),
      meta: { tags },
      ...(keepsLast && { placeholderData: keepPreviousData }),
      ...beside,
    });
}

export const queries = {
  appInfo: reading("appInfo", ["app"]),
  backups: reading("backups", ["app"]),
  lookAtBackup: reading("lookAtBackup", ["profiles", "organizations"]),
  previewProfile: reading("previewProfile", ["profiles"], {
    // As for `previewFile`.
    staleTime: 0,
    gcTime: 0,
  }),
  builtOf: reading("builtOf", ["app"]),
  thirdParty: reading("thirdParty", []),
  keychainState: reading("keychainState", ["app"], {
    // It may have been unlocked meanwhile.
    staleTime: 0,
  }),
  network: reading("network", ["app"]),
  profiles: reading("listProfiles", ["profiles"]),
  home: reading("home", [
    "home",
    "profiles",
    "organizations",
    "customers",
    "ticketRules",
    "tickets",
    "testTicket",
    "licences",
  ]),
  activity: reading("activity", JOURNALLED),
  activityDetails: reading("activityDetails", JOURNALLED),
  proofs: reading("proofs", JOURNALLED),
  previewReport: reading("previewReport", JOURNALLED, { keepsLast: true }),
  problems: reading("problems", ["problems", "profiles"]),
  statusSync: reading("statusSync", ["statusSync", "tickets", "ticketRules", "profiles"]),
  statusConflict: reading("statusConflict", ["tickets", "statusSync", "ticketRules"]),
  revocation: reading("revocation", ["profiles"]),
  haloQuestion: reading("haloQuestion", ["profiles", "organizations", "ticketRules"]),
  vocabulary: reading("vocabulary", ["ticketRules", "organizations", "wizard"]),
  vendorPresets: reading("vendorPresets", ["app"]),
  wizard: reading("wizard", ["wizard"]),
  organizationPage: reading("organizationPage", ["organizations", "customers"]),
  organizationHistory: reading("organizationHistory", ["organizations"]),
  organizationPlace: reading("organizationPlace", ["organizations", "customers"]),
  organizationCounts: reading("organizationCounts", ["organizations", "customers"]),
  previewSelection: reading("previewSelection", ["organizations", "customers"], { keepsLast: true }),
  undoable: reading("undoable", ["organizations"]),
  board: reading("board", ["organizations", "customers"]),
  boardOrganizations: reading("boardOrganizations", ["organizations", "customers"]),
  boardCustomers: reading("boardCustomers", ["organizations", "customers"]),
  organizationDetail: reading("organizationDetail", HOLDING),
  searchCustomers: reading("searchCustomers", ["organizations", "customers"], { keepsLast: true }),
  previewPair: reading("previewPair", ["organizations", "customers"]),
  pairConnection: reading("pairConnection", ["organizations", "customers"], { keepsLast: true }),
  planCustomer: reading("planCustomer", HOLDING, { keepsLast: true }),
  previewAccept: reading("previewAccept", HOLDING),
  matchingSettings: reading("matchingSettings", ["profiles", "organizations"]),
  previewAutomatic: reading("previewAutomatic", HOLDING, {
    // What is switched on is what is shown now.
    staleTime: 0,
  }),
  demoFile: reading("demoCsvFile", ["organizations"]),
  previewFile: reading("previewFile", ["organizations"], {
    keepsLast: true,
    // The file may be saved anew while the preview is open; each look reads it.
    staleTime: 0,
    gcTime: 0,
  }),
  previewCustomers: reading("previewCustomers", ["organizations", "customers"], { keepsLast: true }),
  vendorApi: reading("vendorApi", ["organizations"]),
  previewVendorList: reading("previewVendorList", ["organizations"], {
    keepsLast: true,
    // The list is at hand only as long as the dialog is open.
    gcTime: 0,
  }),
  mailPlan: reading("mailPlan", ["customers"], { gcTime: 0 }),
  previewMappings: reading("previewMappings", HOLDING, {
    // As for `previewFile`.
    staleTime: 0,
    gcTime: 0,
  }),
  seatSetup: reading("seatSetup", ["licences", "organizations", "customers", "ticketRules", "wizard"]),
  seats: reading("seats", ["licences", "organizations", "customers", "ticketRules"]),

  /** Without a number the plan that has not ended, or else the one that ended last. */
  seatPlan: reading("seatPlan", ["seatPlan"]),
  seatPlans: reading("seatPlans", ["seatPlan"]),
  ticketRulesForm: reading("ticketRulesForm", ["ticketRules"]),
  checkTicketRules: reading("checkTicketRules", ["ticketRules"], { keepsLast: true }),
  checkRulesOverride: reading("checkRulesOverride", ["ticketRules"], { keepsLast: true }),
  examineStatusMaps: reading("examineStatusMaps", ["ticketRules"], { keepsLast: true }),
  testTicketPlan: reading("testTicketPlan", ["testTicket", "ticketRules", "customers"], { keepsLast: true }),
  testRuns: reading("testRuns", ["testTicket"]),
  tickets: reading("tickets", ["tickets", "organizations", "customers"]),
  ticketDetails: reading("ticketDetails", ["tickets", "organizations", "ticketRules"]),
  ticketPlan: reading("ticketPlan", ["tickets", "organizations", "customers", "ticketRules"], {
    keepsLast: true,
    // Each plan carries a mark of its own.
    gcTime: 0,
  }),

  // Kept up to date by events, see tasks.ts.
  runningTasks: reading("runningTasks", []),
} as const;
