//! Commands about the open profile: its organisations, its tickets, its Halo.

import { call, commands, type ProfileId } from "../../ipc/client";
import type { Command } from "./command";
import { type Context, openProfile } from "./context";

/** Everything that is about a profile cannot be done while none is open. */
const NO_PROFILE = "No profile is open";

/** Bringing organisations in, mappings in and out, edits. */
export function organizationCommands(context: Context): readonly Command[] {
  const { profileId, go } = context;
  const reason = profileId === null ? NO_PROFILE : undefined;
  const dialog =
    (name: "import" | "importApi" | "importCustomers" | "add" | "accept" | "export" | "importMappings") =>
    () =>
      profileId !== null && go({ page: "organizations", profile: profileId, dialog: name });
  const file = { menu: "file", reason } as const;
  return [
    { ...file, id: "file.add", group: 2, title: "Add an organisation…", words: "new", run: dialog("add") },
    {
      ...file,
      id: "file.import",
      group: 2,
      title: "Import organisations from a file…",
      words: "csv excel workbook",
      run: dialog("import"),
    },
    {
      ...file,
      id: "file.importApi",
      group: 2,
      title: "Import organisations from the vendor’s API…",
      words: "json",
      run: dialog("importApi"),
    },
    {
      ...file,
      id: "file.importCustomers",
      group: 2,
      title: "Import organisations from Halo’s customers…",
      words: "domains",
      run: dialog("importCustomers"),
    },
    {
      ...file,
      id: "file.export",
      group: 3,
      title: "Export mappings…",
      words: "csv json",
      run: dialog("export"),
    },
    {
      ...file,
      id: "file.importMappings",
      group: 3,
      title: "Import mappings…",
      run: dialog("importMappings"),
    },
    { ...step(context, "undo"), id: "edit.undo", title: "Undo the last edit", label: "Undo", keys: "Mod+Z" },
    {
      ...step(context, "redo"),
      id: "edit.redo",
      title: "Redo the last edit",
      label: "Redo",
      keys: "Mod+Shift+Z",
    },
    {
      id: "edit.accept",
      title: "Accept suggestions…",
      menu: "edit",
      group: 2,
      words: "map pair match",
      reason,
      run: dialog("accept"),
    },
  ];
}

/** Undo and redo work on the journal of the profile, whichever screen is open. */
function step({ profileId, attemptEdit, asking, say }: Context, which: "undo" | "redo") {
  const begin = (profile: ProfileId) =>
    attemptEdit(which === "undo" ? "Undo the last edit" : "Redo the last edit", async () => {
      const edit = (await call(commands.undoable(profile)))[which];
      if (edit === null)
        return say(which === "undo" ? "There is nothing to undo" : "There is nothing to make again");
      const done = await asking[which]((sends) => call(commands[which](profile, edit.id, sends)));
      if (done !== undefined) say(done.what);
    });
  return {
    menu: "edit",
    group: 1,
    ownKeys: true,
    reason: profileId === null ? NO_PROFILE : undefined,
    run: () => profileId !== null && begin(profileId),
  } as const;
}

/** Reading Halo, tickets, the connection. */
export function haloCommands(context: Context): readonly Command[] {
  const { profileId, go, attempt } = context;
  const profile = openProfile(context);
  const reason = profileId === null ? NO_PROFILE : undefined;
  const blocked = profile?.health.blocked;
  const about = (title: string, act: (profile: ProfileId) => Promise<unknown>) => () =>
    profileId !== null && attempt(title, () => act(profileId));
  const halo = { menu: "halo" } as const;
  return [
    {
      ...halo,
      id: "halo.read",
      group: 1,
      title: "Read customers from Halo",
      keys: "F5",
      words: "refresh sync pull",
      reason: reason ?? blocked?.read ?? undefined,
      run: about("Read customers from Halo", (id) => call(commands.readHalo(id))),
    },
    {
      ...halo,
      id: "halo.readWhole",
      group: 1,
      title: "Read everything again",
      words: "refresh sync pull customers",
      reason: reason ?? blocked?.read ?? undefined,
      run: about("Read everything again", (id) => call(commands.readHaloWhole(id))),
    },
    {
      ...halo,
      id: "halo.readLicences",
      group: 1,
      title: "Read licences from Halo",
      words: "seats counts refresh",
      reason: reason ?? blocked?.read ?? undefined,
      run: about("Read licences from Halo", (id) => call(commands.readAllLicences(id))),
    },
    {
      ...halo,
      id: "halo.poll",
      group: 1,
      title: "Ask Halo for changed statuses",
      words: "tickets sync refresh",
      reason: reason ?? blocked?.read ?? undefined,
      run: about("Ask Halo for changed statuses", (id) => call(commands.pollNow(id))),
    },
    {
      ...halo,
      id: "halo.checks",
      group: 1,
      title: "Run all checks",
      words: "access rights connection",
      reason: reason ?? blocked?.check ?? undefined,
      run: about("Run all checks", async (id) => {
        await call(commands.startChecks(id, null));
        go({ page: "connect", profile: id, step: 5 });
      }),
    },
    {
      ...halo,
      id: "halo.newTicket",
      group: 2,
      title: "New ticket…",
      words: "create",
      reason,
      run: () => profileId !== null && go({ page: "tickets", profile: profileId, dialog: "new" }),
    },
    {
      ...halo,
      id: "halo.testTicket",
      group: 2,
      title: "Test ticket",
      words: "prove check",
      reason,
      run: () => profileId !== null && go({ page: "tickets", profile: profileId, tab: "test" }),
    },
    {
      ...halo,
      id: "halo.rules",
      group: 2,
      title: "Ticket rules",
      words: "type sla priority status mapping",
      reason,
      run: () => profileId !== null && go({ page: "tickets", profile: profileId, tab: "rules" }),
    },
    {
      ...halo,
      id: "halo.verify",
      group: 2,
      title: "Verify",
      words: "proof checklist write a report",
      reason,
      run: () => profileId !== null && go({ page: "verify", profile: profileId }),
    },
    {
      ...halo,
      id: "halo.open",
      group: 3,
      title: "Open Halo in the browser",
      reason: reason ?? (profile?.haloHost === null ? "No Halo is known yet" : undefined),
      run: about("Open Halo in the browser", (id) => call(commands.openInBrowser(id, { page: "haloHome" }))),
    },
    {
      ...halo,
      id: "halo.secret",
      group: 3,
      title: "Replace the secret…",
      words: "credentials key",
      reason,
      run: () => profileId !== null && go({ page: "settings", profile: profileId, dialog: "secret" }),
    },
    {
      ...halo,
      id: "halo.revoke",
      group: 3,
      title: "Revoke the connection…",
      words: "disconnect remove",
      reason,
      run: () => profileId !== null && go({ page: "settings", profile: profileId, dialog: "revoke" }),
    },
  ];
}
