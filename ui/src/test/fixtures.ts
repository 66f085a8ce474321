//! Believable answers of the program, for tests of the page.

import type {
  AppInfoDto,
  CheckDto,
  CheckKeyDto,
  HealthDto,
  HomeDto,
  MatchingSettingsDto,
  NetworkDto,
  ProfileDto,
  RecipeItemDto,
  SeatSetupDto,
  StatusSyncDto,
  UsedWordDto,
  VendorPresetDto,
  VocabularyDto,
  WizardDto,
} from "../ipc/client";
import type { CommandMocks } from "./ipc";

export const appInfo: AppInfoDto = {
  version: "0.1.0",
  dataDir: "/home/alex/.local/share/halyard",
  logDir: "/home/alex/.local/share/halyard/logs",
  appearance: "system",
  zoom: 100,
  notice: null,
  lastProfile: null,
  lastScreen: null,
};

export const network: NetworkDto = {
  mode: "system",
  address: "",
  user: "",
  password: "none",
  bypass: [],
  systemProxy: null,
  roots: [],
  unreadable: [],
};

export const well: HealthDto = {
  state: "connected",
  what: null,
  since: null,
  until: null,
  lostRight: null,
  next: { act: "none" },
  blocked: { read: null, tickets: null, check: null },
};

/** A connection that cannot work, and why. */
export function unwell(state: HealthDto["state"], next: HealthDto["next"], what: string): HealthDto {
  const reason = `Because of ${state}`;
  return { ...well, state, next, what, blocked: { read: reason, tickets: reason, check: null } };
}

export const palisade: ProfileDto = {
  id: 1,
  name: "Palisade",
  vendorName: "Palisade",
  vendorMark: "Pa",
  haloHost: "fernhill.halopsa.com",
  isDemo: false,
  connection: "connected",
  health: well,
  lastReadAt: new Date(Date.now() - 4 * 60_000).toISOString(),
  secret: { savedAt: "2026-10-20T09:00:00Z", days: 32, isOld: false },
  wizardStep: 5,
  wizardFinished: true,
};

export const demo: ProfileDto = {
  ...palisade,
  id: 2,
  name: "Dropsuite",
  vendorName: "Dropsuite",
  vendorMark: "Dr",
  haloHost: "127.0.0.1:41873",
  isDemo: true,
  connection: "notConnected",
  health: { ...well, state: "notConnected", next: { act: "connect" } },
  lastReadAt: null,
  wizardStep: 3,
  wizardFinished: false,
};

const word = (name: string) => ({ key: name.toLowerCase(), name });
const status = (name: string) => ({ ...word(name), isClosed: name === "Resolved" || name === "Closed" });

const presets: VendorPresetDto[] = [
  {
    key: "palisade",
    name: "Palisade",
    mark: "Pa",
    about: "E-mail security",
    statuses: ["Open", "Investigating", "Resolved"].map(status),
    levels: ["Critical", "High", "Medium", "Low"].map(word),
    products: ["Email", "Encryption"].map(word),
  },
  {
    key: "dropsuite",
    name: "Dropsuite",
    mark: "Dr",
    about: "Backup of mail and files",
    statuses: ["Open", "Closed"].map(status),
    levels: ["High", "Normal"].map(word),
    products: ["Backup"].map(word),
  },
  {
    key: "other",
    name: "Other",
    mark: "Ot",
    about: "Any product",
    statuses: ["Open", "Closed"].map(status),
    levels: ["High", "Low"].map(word),
    products: ["Seats"].map(word),
  },
];

const roles = ["Configuration", "Teams & Agents", "Roles", "New"];
const applications = ["Configuration", "Integrations", "HaloPSA API", "View Applications", "New"];

const recipe: RecipeItemDto[] = [
  {
    key: "role.name",
    place: "role",
    setting: "Role name",
    value: "Palisade API role",
    path: roles,
    why: "So that you find it again in the audit log",
    isOptional: false,
    ticked: true,
    changedFrom: null,
  },
  {
    key: "role.tickets",
    place: "role",
    setting: "Tickets access level",
    value: "Read and Modify",
    path: [...roles, "Permissions"],
    why: "Tickets out, status back",
    isOptional: false,
    ticked: false,
    changedFrom: null,
  },
  {
    key: "agent.apiOnly",
    place: "agent",
    setting: "Is an API-only agent",
    value: "Yes",
    path: ["Configuration", "Teams & Agents", "Agents", "New"],
    why: "It needs no licence and nobody can sign in with it",
    isOptional: false,
    ticked: false,
    changedFrom: null,
  },
  {
    key: "app.method",
    place: "application",
    setting: "Authentication method",
    value: "Client ID and Secret (Services)",
    path: applications,
    why: "Halyard works without a person at the keyboard",
    isOptional: false,
    ticked: false,
    changedFrom: null,
  },
];

const CHECKS: readonly (readonly [CheckKeyDto, string, string])[] = [
  ["token", "Token", "Halo accepts the client id and secret"],
  ["scope", "Granted scope", "Covers tickets and customers"],
  ["customers", "Customers", "415 can be read"],
  ["ticketTypes", "Ticket types", "9, of which 7 may be created"],
  ["statuses", "Statuses", "14"],
  ["priorities", "Priorities and SLAs", "3 SLAs with 4 priorities each"],
];

export const checks: CheckDto[] = CHECKS.map(([key, name, meaning]) => ({
  key,
  name,
  state: "passed",
  meaning,
  remedy: null,
  naming: "missing",
  rights: [],
  tookMs: 400,
  checkedAt: "2026-11-21T14:02:00Z",
  exchange: null,
}));

export const failedCheck: CheckDto = {
  key: "licences",
  name: "Licences",
  state: "failed",
  meaning: "Halo let us sign in but will not list software licences. Seats cannot be compared.",
  remedy: null,
  naming: "missing",
  rights: [
    {
      key: "role.software_licensing",
      place: "role",
      setting: "Software Licensing Access Level",
      value: "Read and Modify",
      path: ["Configuration", "Teams & Agents", "Roles", "Palisade API role", "Permissions"],
    },
  ],
  tookMs: 300,
  checkedAt: "2026-11-21T14:02:00Z",
  exchange: {
    request: "GET /api/SoftwareLicence",
    status: 403,
    text: "You do not have permission to access this resource.",
  },
};

export const wizard: WizardDto = {
  profile: 1,
  name: "Palisade",
  step: 5,
  vendor: "palisade",
  vendorName: "Palisade",
  source: "file",
  isDemo: false,
  address: "https://fernhill.halopsa.com/customers",
  discovery: {
    host: "fernhill.halopsa.com",
    apiBase: "https://fernhill.halopsa.com/api",
    authUrl: "https://fernhill.halopsa.com/auth",
    tenant: "fernhill",
    foundBy: "authInfo",
    app: "Halo PSA 2.236.133",
    hosting: "hosted",
    network: "public",
    certificate: { issuer: "Example Trust", validUntil: "2027-03-14T00:00:00Z" },
    isCustomDomain: false,
    originalHost: null,
    notes: ["The page path was left out."],
    warnings: [],
  },
  features: { tickets: true, status: true, seats: false },
  recipe,
  clientId: "6f2c41d8-0b7e-4c1a",
  secret: "keychain",
  secretSavedAt: "2026-10-20T09:00:00Z",
  offeredTenant: null,
  checks,
  finished: false,
};

export const home: HomeDto = {
  tasks: [
    { kind: "connect", state: "done", meaning: "All 6 checks passed", count: null },
    { kind: "mapOrganizations", state: "next", meaning: "31 suggestions wait", count: "338 of 412" },
  ],
  customers: 415,
  organizations: 412,
  source: "file",
  todo: 46,
  seatsDiffering: 0,
  ticketsWaiting: 0,
  checksPassed: 6,
  checksTotal: 6,
  rulesSkipped: false,
  wholeReadAt: null,
  testPassedAt: null,
  automatic: null,
  problems: 0,
  changes: null,
};

export const matching: MatchingSettingsDto = {
  mayShare: false,
  autoAccept: false,
  sharedCustomers: 0,
  sharingOrganizations: 0,
};

const used = (name: string, parts: Partial<UsedWordDto> = {}): UsedWordDto => ({
  ...word(name),
  isClosed: false,
  rules: 0,
  organizations: 0,
  ...parts,
});

export const vocabulary: VocabularyDto = {
  statuses: [
    used("Open", { rules: 2 }),
    used("Investigating"),
    used("Resolved", { isClosed: true, rules: 1 }),
  ],
  levels: [used("Critical", { rules: 1 }), used("High"), used("Low")],
  products: [used("Email security", { key: "email_security", organizations: 12 })],
};

/** What a window of a finished profile asks for. */
export const statusSync: StatusSyncDto = {
  rule: "ask",
  intervalSeconds: 60,
  followed: 3,
  polledAt: new Date(Date.now() - 4 * 60_000).toISOString(),
  nextAt: new Date(Date.now() + 60_000).toISOString(),
  isPolling: false,
  paused: null,
  failure: null,
  isSlow: false,
  lonelyHere: [],
  lonelyThere: [],
};

/** Licences were read, and the product stands for none yet. */
export const seatSetup: SeatSetupDto = {
  wantsSeats: true,
  read: { readAt: "2026-11-21T14:00:00Z", noModule: false },
  foundEmpty: null,
  invoices: { state: "read", invoices: 60, readAt: "2026-11-21T14:00:00Z", note: null },
  products: [{ key: "mail", name: "E-mail security", rule: null, proposed: null }],
  kinds: [
    { rule: { key: "name", value: "Inbox Defence", name: "Inbox Defence" }, customers: 40 },
    { rule: { key: "sku", value: "ES-MBX", name: "Inbox Defence" }, customers: 38 },
  ],
  unmapped: 0,
  hasPairs: true,
  writingSince: null,
};

export const program: CommandMocks = {
  appInfo: () => appInfo,
  setMenuBar: () => null,
  setUnsaved: () => null,
  seatSetup: () => seatSetup,
  backups: () => [],
  rememberScreen: () => null,
  keychainState: () => ({ state: "available" }),
  network: () => network,
  listProfiles: () => [palisade],
  rememberProfile: () => null,
  runningTasks: () => [],
  vendorPresets: () => presets,
  wizard: () => wizard,
  goToStep: () => null,
  home: () => home,
  vocabulary: () => vocabulary,
  matchingSettings: () => matching,
  vendorApi: () => null,
  statusSync: () => statusSync,
  statusConflict: () => null,
};
