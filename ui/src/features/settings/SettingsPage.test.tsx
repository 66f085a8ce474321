import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { type AppError, events, type TaskStateDto, type VocabularyDraftDto } from "../../ipc/client";
import { axeFindings } from "../../test/axe";
import { appInfo, palisade, program, statusSync, vocabulary, well } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderWith } from "../../test/render";
import { SettingsPage } from "./SettingsPage";
import type { SettingsSearch } from "./search";

function open(search: SettingsSearch, mocks: CommandMocks = {}) {
  const onSearch = vi.fn();
  const onGo = vi.fn();
  const part = <SettingsPage profileId={1} search={search} onSearch={onSearch} onGo={onGo} />;
  return { ...renderWith(part, { ...program, ...mocks }), onSearch, onGo };
}

it("shows the facts of the connection and leads to what can be changed", async () => {
  const { user, onGo, onSearch, container } = open({});
  expect(await screen.findByText("https://fernhill.halopsa.com/api")).toBeTruthy();
  expect(screen.getByText(/In the keychain, saved 20 Oct 2026.*32 days old/)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Replace the secret…" }));
  expect(onSearch).toHaveBeenCalledWith({ dialog: "secret" });
  await user.click(screen.getByRole("button", { name: "Check access" }));
  expect(onGo).toHaveBeenCalledWith({ page: "connect", profile: 1, step: 5 });
  await user.click(screen.getByRole("button", { name: "Revoke connection…" }));
  expect(onSearch).toHaveBeenCalledWith({ dialog: "revoke" });
});

it("changes the appearance at once and has it saved", async () => {
  let appearance = appInfo.appearance;
  const setAppearance = vi.fn((next: typeof appearance) => {
    appearance = next;
    return null;
  });
  const { user } = open({}, { appInfo: () => ({ ...appInfo, appearance }), setAppearance });
  await user.click(await screen.findByRole("radio", { name: "Dark" }));
  expect(setAppearance).toHaveBeenCalledWith("dark");
  await waitFor(() => expect(screen.getByRole("radio", { name: "Dark" })).toHaveProperty("checked", true));
});

it("draws everything at the size that is chosen", async () => {
  const setZoom = vi.fn((percent: number) => percent);
  const { user } = open({}, { setZoom });
  const sizes = await screen.findByRole("combobox", { name: "Size of everything" });
  expect((sizes as HTMLSelectElement).value).toBe("100");
  await user.selectOptions(sizes, "200 %");
  await waitFor(() => expect(setZoom).toHaveBeenCalledWith(200));
});

it("revokes once, and then goes where the rest is said", async () => {
  const revokeConnection = vi.fn(() => null);
  const { user, onGo } = open({ dialog: "revoke" }, { revokeConnection });
  const dialog = await screen.findByRole("dialog", { name: "Revoke the connection of Palisade" });
  expect(dialog.textContent).toContain("Mappings, rules and history are kept");
  await user.click(screen.getByRole("button", { name: "Revoke connection" }));
  await waitFor(() => expect(onGo).toHaveBeenCalledWith({ page: "revoked", profile: 1 }));
  expect(revokeConnection).toHaveBeenCalledExactlyOnceWith(1);
});

it("says what becomes of the key of the vendor's own API", async () => {
  const vendorApi = () => ({
    url: "https://api.vendor.example/v1/customers",
    signIn: { kind: "bearer" as const },
    list: "",
    paging: { kind: "none" as const },
    paths: [],
  });
  const revoking = open({ dialog: "revoke" }, { vendorApi });
  await screen.findByRole("dialog");
  expect(
    await screen.findByText(
      /The key of the vendor’s own API at api.vendor.example is not part of it: it stays/,
    ),
  ).toBeTruthy();
  revoking.unmount();
  const deleting = open({ dialog: "delete" }, { vendorApi });
  await screen.findByRole("dialog");
  expect(
    await screen.findByText(/and the key of the vendor’s own API at api.vendor.example, are removed/),
  ).toBeTruthy();
  deleting.unmount();
  open({ dialog: "revoke" });
  await screen.findByRole("dialog");
  expect(screen.queryByText(/vendor’s own API/)).toBeNull();
});

it("keeps the dialog open and says why when revoking failed", async () => {
  const { user } = open(
    { dialog: "revoke" },
    {
      revokeConnection: () => {
        throw appError({ code: "vaultLocked" }, { message: "The keychain is locked." });
      },
    },
  );
  await user.click(await screen.findByRole("button", { name: "Revoke connection" }));
  expect((await screen.findByRole("alert")).textContent).toContain("The keychain is locked.");
});

it("deletes a profile only when its name was typed", async () => {
  const deleteProfile = vi.fn(() => null);
  const { user, onGo } = open({ dialog: "delete" }, { deleteProfile });
  const button = await screen.findByRole("button", { name: "Delete profile" });
  await user.click(button);
  expect(deleteProfile).not.toHaveBeenCalled();
  await user.type(screen.getByLabelText("Type Palisade to confirm"), "Palisade");
  await user.click(screen.getByRole("button", { name: "Delete profile" }));
  await waitFor(() => expect(onGo).toHaveBeenCalledWith({ page: "start" }));
  expect(deleteProfile).toHaveBeenCalledExactlyOnceWith(1);
});

it("leads a revoked connection to what is left, and back", async () => {
  const { user, onGo } = open(
    {},
    {
      listProfiles: () => [{ ...palisade, connection: "revoked", health: { ...well, state: "revoked" } }],
    },
  );
  await user.click(await screen.findByRole("button", { name: "What is left in Halo" }));
  expect(onGo).toHaveBeenCalledWith({ page: "revoked", profile: 1 });
  expect(screen.queryByRole("button", { name: "Revoke connection…" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Connect again…" }));
  expect(onGo).toHaveBeenCalledWith({ page: "connect", profile: 1, step: 4 });
});

it("hints at a secret that is older than a year", async () => {
  const secret = { savedAt: "2025-10-20T09:00:00Z", days: 397, isOld: true };
  open({}, { listProfiles: () => [{ ...palisade, secret }] });
  expect(await screen.findByText("The secret is 397 days old.")).toBeTruthy();
});

it("renames the profile, says when the name is taken, and takes it back", async () => {
  const renameProfile = vi.fn((_profile: number, name: string) => {
    if (name === "Orbit")
      throw appError({ code: "invalidInput", field: "name" }, { message: "It is taken." });
    return null;
  });
  const { user } = open({}, { renameProfile });
  const field = await screen.findByLabelText("Name");
  await user.clear(field);
  await user.type(field, "Orbit{Enter}");
  expect(await screen.findByText("It is taken.")).toBeTruthy();
  expect(field.getAttribute("aria-invalid")).toBe("true");
  await user.clear(field);
  await user.type(field, "West mail");
  await user.click(screen.getByRole("button", { name: "Rename" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(renameProfile).toHaveBeenLastCalledWith(1, "Palisade"));
});

const trying = (state: TaskStateDto) =>
  events.taskChanged.emit({ task: { id: 9, kind: "replaceSecret", profile: 1, state } });
const running: TaskStateDto = {
  state: "running",
  label: "Trying the new secret",
  done: 0,
  total: 2,
  requests: 0,
  waitingSecs: null,
};

async function enterSecret(mocks: CommandMocks = {}) {
  const replaceSecret = vi.fn(() => 9);
  const opened = open({ dialog: "secret" }, { replaceSecret, ...mocks });
  const dialog = await screen.findByRole("dialog", { name: "Replace the secret of Palisade" });
  await opened.user.type(screen.getByLabelText("New client secret"), "n3w");
  await opened.user.click(screen.getByRole("button", { name: "Try and replace" }));
  await waitFor(() => expect(replaceSecret).toHaveBeenCalledOnce());
  expect(replaceSecret).toHaveBeenCalledWith(1, {
    clientId: "6f2c41d8-0b7e-4c1a",
    clientSecret: "n3w",
    sessionOnly: false,
  });
  return { ...opened, dialog };
}

it("keeps the old secret when the new one is refused, and offers nothing else", async () => {
  const { dialog } = await enterSecret();
  expect(await axeFindings(dialog)).toEqual([]);
  await trying(running);
  const error: AppError = appError({ code: "unauthorized" }, { message: "Halo refused the access." });
  await trying({ state: "failed", error });
  expect(await screen.findByText("The new secret was not taken")).toBeTruthy();
  expect(screen.getByText(/the connection goes on with it/)).toBeTruthy();
  expect(screen.getByLabelText("New client secret")).toHaveProperty("value", "");
  expect(screen.queryByRole("button", { name: /anyway/i })).toBeNull();
  expect(await axeFindings(dialog)).toEqual([]);
});

it("says what was proven when the new secret is in use", async () => {
  const { user, onSearch } = await enterSecret();
  await trying({
    state: "done",
    label: "The new secret works and is in use",
    allWell: true,
    onlyChanges: false,
    note: "Halo refuses the old one.",
  });
  const done = await screen.findByRole("dialog", { name: "The new secret is in use" });
  expect(done.textContent).toContain("Halo accepts the new secret.");
  expect(done.textContent).toContain("Halo refuses the old one. It is gone from this computer.");
  expect(await axeFindings(done)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Close" }));
  expect(onSearch).toHaveBeenCalledWith({});
});

it("warns of an old secret that Halo still accepts", async () => {
  await enterSecret();
  await trying({
    state: "done",
    label: "The new secret works and is in use",
    allWell: false,
    onlyChanges: false,
    note: "Halo still accepts the old one. Make it void in Halo, where the application is edited.",
  });
  const done = await screen.findByRole("dialog", { name: "The new secret is in use" });
  expect(done.textContent).toContain("Make it void in Halo");
  expect(done.textContent).not.toContain("It is gone from this computer.");
});

it("stops trying when asked to", async () => {
  const cancelTask = vi.fn(() => null);
  const { user } = await enterSecret({ cancelTask });
  await trying(running);
  await user.click(await screen.findByRole("button", { name: "Stop" }));
  expect(cancelTask).toHaveBeenCalledWith(9);
  await trying({ state: "cancelled" });
  expect(await screen.findByRole("button", { name: "Cancel" })).toBeTruthy();
});

it("changes the vocabulary in place by key, and takes a change back", async () => {
  const saveVocabulary = vi.fn((_profile: number, _draft: VocabularyDraftDto, _confirmed: boolean) => null);
  const { user } = open({ section: "vocabulary" }, { saveVocabulary });
  const level = await screen.findByLabelText("level 2: name");
  expect(document.activeElement?.textContent).toBe("Vendor vocabulary");
  await user.clear(level);
  await user.type(level, "Soon{Enter}");
  expect(saveVocabulary.mock.lastCall?.[1].levels).toEqual([
    { key: "critical", name: "Critical", isClosed: false },
    { key: "high", name: "Soon", isClosed: false },
    { key: "low", name: "Low", isClosed: false },
  ]);
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(saveVocabulary.mock.lastCall?.[1].levels[1]?.name).toBe("High"));
});

it("moves by key, adds, and says which status closes", async () => {
  const saveVocabulary = vi.fn((_profile: number, _draft: VocabularyDraftDto, _confirmed: boolean) => null);
  const { user } = open({}, { saveVocabulary });
  await user.click(await screen.findByLabelText("level 2: name"));
  await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
  expect(saveVocabulary.mock.lastCall?.[1].levels.map(({ key }) => key)).toEqual(["high", "critical", "low"]);
  await user.type(screen.getByLabelText("New product"), "Archive{Enter}");
  expect(saveVocabulary.mock.lastCall?.[1].products.at(-1)).toEqual({
    key: null,
    name: "Archive",
    isClosed: false,
  });
  await user.click(screen.getByRole("checkbox", { name: "Investigating: Closed" }));
  expect(saveVocabulary.mock.lastCall?.[1].statuses[1]?.isClosed).toBe(true);
});

it("removes a free word at once, and one in use only with what holds on to it", async () => {
  const saveVocabulary = vi.fn((_profile: number, _draft: VocabularyDraftDto, _confirmed: boolean) => null);
  const { user } = open({}, { saveVocabulary });
  await user.click(await screen.findByRole("button", { name: "Remove Low" }));
  expect(saveVocabulary.mock.lastCall?.[2]).toBe(false);
  saveVocabulary.mockClear();
  await user.click(screen.getByRole("button", { name: "Remove Email security" }));
  const dialog = await screen.findByRole("dialog", {
    name: "Remove “Email security” with what holds on to it",
  });
  expect(dialog.textContent).toContain("The seats of 12 organisations go with it.");
  expect(saveVocabulary).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Remove it" }));
  await waitFor(() => expect(saveVocabulary).toHaveBeenCalledOnce());
  expect(saveVocabulary.mock.lastCall?.[1].products).toEqual([]);
  expect(saveVocabulary.mock.lastCall?.[2]).toBe(true);
});

it("says below the list why a word cannot be used", async () => {
  const { user } = open(
    {},
    {
      saveVocabulary: () => {
        throw appError(
          { code: "invalidInput", field: "levels" },
          { message: "At least one priority level has to stay." },
        );
      },
      vocabulary: () => ({ ...vocabulary, levels: vocabulary.levels.slice(1, 2) }),
    },
  );
  await user.click(await screen.findByRole("button", { name: "Remove High" }));
  expect(await screen.findByText("At least one priority level has to stay.")).toBeTruthy();
});

it("saves how statuses are kept in step, and undoes it", async () => {
  let { rule, intervalSeconds } = statusSync;
  const saveStatusSync = vi.fn((_profile: number, next: typeof rule, seconds: number) => {
    rule = next;
    intervalSeconds = seconds;
    void events.invalidated.emit({ profile: 1, tags: ["statusSync"] });
    return null;
  });
  const { user } = open({}, { saveStatusSync, statusSync: () => ({ ...statusSync, rule, intervalSeconds }) });
  await user.click(await screen.findByRole("radio", { name: "Halo wins" }));
  await user.selectOptions(screen.getByRole("combobox", { name: "Ask Halo" }), "Every 5 minutes");
  await user.click(screen.getByRole("button", { name: "Save status sync" }));
  await waitFor(() => expect(saveStatusSync).toHaveBeenCalledExactlyOnceWith(1, "haloWins", 300));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(saveStatusSync).toHaveBeenLastCalledWith(1, "ask", 60));
});
