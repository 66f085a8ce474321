//! How each task of the list is called, what its button says and where it leads. One table; no logic.

import type { HomeTaskDto, HomeTaskKindDto, HomeTaskStateDto, SourceKindDto } from "../../ipc/client";
import type { StateName } from "../../lib/states";

/** Where Home leads. The router turns it into an address. */
export type HomeDestination =
  | { readonly page: "connect" | "secret" }
  | {
      readonly page: "organizations";
      readonly filter?: "todo" | "unmapped" | "problems";
      readonly dialog?: ImportDialog | "accept";
    }
  | { readonly page: "licences" | "problems" | "verify" }
  | { readonly page: "tickets"; readonly tab?: "rules" | "test" }
  | { readonly page: "settings"; readonly dialog?: "secret" };

type ImportDialog = "import" | "importApi" | "importCustomers" | "add";

/** Where organisations are brought in from, by what was said in the set-up. */
const SOURCES: Record<SourceKindDto, { readonly act: string; readonly dialog: ImportDialog }> = {
  file: { act: "Import organisations…", dialog: "import" },
  api: { act: "Read the vendor’s API…", dialog: "importApi" },
  haloCustomers: { act: "Take Halo’s customers…", dialog: "importCustomers" },
  manual: { act: "Add organisations…", dialog: "add" },
};

export const TASK_STATES: Record<HomeTaskStateDto, StateName> = {
  done: "done",
  next: "inProgress",
  open: "open",
  attention: "attention",
  blocked: "waiting",
};

type Words = {
  readonly title: string;
  /** The button while there is something to do. */
  readonly act: string;
  /** The button once it is done. */
  readonly again: string;
  readonly to: HomeDestination;
  /** Where the button leads once it is done, when that is another place. */
  readonly toAgain?: HomeDestination;
};

const WORDS: Record<HomeTaskKindDto, Words> = {
  connect: { title: "Connect to Halo", act: "Connect…", again: "Open connection", to: { page: "connect" } },
  setTicketRules: {
    title: "Set up tickets",
    act: "Open rules",
    again: "Open rules",
    to: { page: "tickets", tab: "rules" },
  },
  // Where it leads depends on the source.
  importOrganizations: {
    title: "Bring organisations in",
    act: "Import organisations…",
    again: "Import again…",
    to: { page: "organizations" },
  },
  mapOrganizations: {
    title: "Map organisations",
    act: "Map organisations",
    again: "Open",
    to: { page: "organizations", filter: "todo" },
    toAgain: { page: "organizations" },
  },
  decideRest: {
    title: "Decide the rest",
    act: "Decide the rest",
    again: "Open",
    to: { page: "organizations", filter: "unmapped" },
  },
  mapLicences: {
    title: "Map licences",
    act: "Open licences",
    again: "Open",
    to: { page: "licences" },
  },
  testTicket: {
    title: "Create a test ticket",
    act: "Set up the test…",
    again: "Test again…",
    to: { page: "tickets", tab: "test" },
  },
  verify: {
    title: "Verify",
    act: "Open the checklist",
    again: "Open the checklist",
    to: { page: "verify" },
  },
};

/** Title, button and destination of a task as it stands. */
export function taskWords(
  { kind, state }: HomeTaskDto,
  source: SourceKindDto,
): {
  readonly title: string;
  readonly button: string;
  readonly to: HomeDestination;
} {
  const { title, act, again, to, toAgain } = WORDS[kind];
  if (kind === "importOrganizations") {
    const from = SOURCES[source];
    const again = source === "manual" ? "Add more…" : "Import again…";
    return {
      title,
      button: state === "done" ? again : from.act,
      to: { page: "organizations", dialog: from.dialog },
    };
  }
  if (state === "done") return { title, button: again, to: toAgain ?? to };
  if (kind === "connect" && state === "attention") return { title, button: "Repair the connection…", to };
  // What broke, and what is to be looked at again, goes before what was never decided.
  if (kind === "mapOrganizations" && state === "attention")
    return { title, button: "Show the problems", to: { page: "organizations", filter: "problems" } };
  return { title, button: act, to };
}
