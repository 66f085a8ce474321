import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { axeFindings } from "../../test/axe";
import { appInfo, palisade, program } from "../../test/fixtures";
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
  expect(screen.getByText(/In the keychain, saved 20 Oct 2026/)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Replace the secret…" }));
  expect(onGo).toHaveBeenCalledWith({ page: "connect", profile: 1, step: 4 });
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

it("revokes once, and then says what is left to do in Halo", async () => {
  const revokeConnection = vi.fn(() => ({
    secretRemoved: true,
    pairsKept: 338,
    leftInHalo: ["Delete the application Palisade.", "Deactivate the agent."],
  }));
  const { user, onSearch } = open({ dialog: "revoke" }, { revokeConnection });
  const dialog = await screen.findByRole("dialog", { name: "Revoke the connection of Palisade" });
  expect(dialog.textContent).toContain("Mappings and rules are kept");
  await user.click(screen.getByRole("button", { name: "Revoke connection" }));
  expect(await screen.findByText("338 pairs kept")).toBeTruthy();
  expect(screen.getByText("Deactivate the agent.")).toBeTruthy();
  expect(revokeConnection).toHaveBeenCalledExactlyOnceWith(1);
  await user.click(screen.getByRole("button", { name: "Close" }));
  expect(onSearch).toHaveBeenCalledWith({});
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

it("cannot revoke what is revoked", async () => {
  open({}, { listProfiles: () => [{ ...palisade, connection: "revoked" }] });
  const button = await screen.findByRole("button", { name: "Revoke connection…" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
});
