import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { KeychainDto, ProfileDto } from "../../ipc/client";
import { axeFindings } from "../../test/axe";
import { appInfo, demo, palisade, program, unwell, well } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderWith } from "../../test/render";
import { StartPage } from "./StartPage";

function open(mocks: CommandMocks) {
  const onGo = vi.fn();
  return { ...renderWith(<StartPage onGo={onGo} />, { ...program, ...mocks }), onGo };
}

const revoked: ProfileDto = {
  ...palisade,
  id: 3,
  name: "West mail",
  connection: "revoked",
  health: { ...well, state: "revoked", next: { act: "connect" } },
};

it("at first use offers to connect, and a demo", async () => {
  const { user, onGo, container } = open({ listProfiles: () => [] });
  await user.click(await screen.findByRole("button", { name: "Connect" }));
  expect(onGo).toHaveBeenCalledWith({ page: "connect" });
  expect(screen.getByRole("button", { name: "Try it with a demo Halo" })).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

it("starts the demo and goes where it stands", async () => {
  let profiles = [palisade];
  const { user, onGo } = open({
    listProfiles: () => profiles,
    startDemo: () => {
      profiles = [palisade, demo];
      return demo.id;
    },
  });
  await user.click(await screen.findByRole("button", { name: "Try it with a demo Halo" }));
  await waitFor(() => expect(onGo).toHaveBeenCalledWith({ page: "connect", profile: demo.id }));
  // There is one demo; a second press would only lead to it.
  await waitFor(() => expect(screen.queryByRole("button", { name: "Try it with a demo Halo" })).toBeNull());
});

it("says why the demo did not start", async () => {
  const { user } = open({
    listProfiles: () => [],
    startDemo: () => {
      throw appError({ code: "internal" }, { message: "No loopback port is free." });
    },
  });
  await user.click(await screen.findByRole("button", { name: "Try it with a demo Halo" }));
  expect((await screen.findByRole("alert")).textContent).toContain("No loopback port is free.");
});

it("shows each connection with its badge and the way on", async () => {
  const { user, onGo, container } = open({
    listProfiles: () => [palisade, demo, revoked],
  });
  const rows = await screen.findAllByRole("listitem");
  expect(rows).toHaveLength(3);
  const [first, second, third] = rows.map((row) => within(row));
  expect(first?.getByText("Connected")).toBeTruthy();
  expect(second?.getByText("Demo")).toBeTruthy();
  expect(second?.getByText("Step 3 of 5 is saved")).toBeTruthy();
  expect(third?.getByText("Revoked")).toBeTruthy();
  expect(third?.getByText("West mail")).toBeTruthy();
  expect(third?.getByText("Palisade, fernhill.halopsa.com")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Manage" }));
  expect(onGo).toHaveBeenCalledWith({ page: "home", profile: 1 });
  await user.click(screen.getByRole("button", { name: "Continue" }));
  expect(onGo).toHaveBeenCalledWith({ page: "connect", profile: 2 });
  expect(await axeFindings(container)).toEqual([]);
});

it("needs attention when the connection cannot do its job, and says why", async () => {
  const health = unwell("offline", { act: "tryAgain" }, "No connection to fernhill.halopsa.com.");
  open({ listProfiles: () => [{ ...palisade, health }] });
  expect(await screen.findByText("Needs attention")).toBeTruthy();
  expect(screen.getByText("No connection to fernhill.halopsa.com.")).toBeTruthy();
});

it("opens a revoked connection to read, and connects it again; the demo with its own secret", async () => {
  const startDemo = vi.fn(() => 3);
  const { user, onGo } = open({ listProfiles: () => [{ ...revoked, isDemo: true }], startDemo });
  await user.click(await screen.findByRole("button", { name: "Options" }));
  await user.click(await screen.findByRole("menuitem", { name: "Open, to read only" }));
  expect(onGo).toHaveBeenCalledWith({ page: "home", profile: 3 });
  await user.click(screen.getByRole("button", { name: "Connect" }));
  await waitFor(() => expect(onGo).toHaveBeenCalledWith({ page: "connect", profile: 3 }));
  expect(startDemo).toHaveBeenCalledOnce();
});

it("leads to revoking through the options", async () => {
  const { user, onGo } = open({ listProfiles: () => [palisade] });
  await user.click(await screen.findByRole("button", { name: "Options" }));
  await user.click(await screen.findByRole("menuitem", { name: "Revoke connection…" }));
  expect(onGo).toHaveBeenCalledWith({ page: "settings", profile: 1, dialog: "revoke" });
});

it("tells what happened to the database until it was understood", async () => {
  const dismissNotice = vi.fn(() => null);
  const { user } = open({
    appInfo: () => ({
      ...appInfo,
      notice: {
        title: "The database was damaged and set aside",
        text: "Halyard started with an empty one.",
        path: "/data/halyard.damaged.db",
      },
    }),
    dismissNotice,
  });
  expect(await screen.findByText("/data/halyard.damaged.db")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Understood" }));
  expect(dismissNotice).toHaveBeenCalledOnce();
});

it("says when there is no keychain, and looks again", async () => {
  let keychain: KeychainDto = {
    state: "unavailable",
    reason: "No keychain is running on this computer.",
    next: "Start one, then try again.",
  };
  const { user, container } = open({ keychainState: () => keychain });
  const banner = await screen.findByRole("region", { name: "The keychain cannot be used" });
  expect(banner.textContent).toContain("No keychain is running on this computer.");
  expect(await axeFindings(container)).toEqual([]);
  keychain = { state: "available" };
  await user.click(within(banner).getByRole("button", { name: "Look again" }));
  await waitFor(() => expect(screen.queryByText("The keychain cannot be used")).toBeNull());
});

it("says that the keychain is locked, and has it unlocked", async () => {
  let keychain: KeychainDto = {
    state: "locked",
    asking: false,
    reason: "The keychain is locked.",
    next: "Unlock the keychain.",
  };
  const { user, container } = open({
    keychainState: () => keychain,
    unlockKeychain: () => {
      keychain = { state: "available" };
      return null;
    },
  });
  expect(await screen.findByRole("region", { name: "The keychain is locked" })).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Unlock the keychain…" }));
  await waitFor(() => expect(screen.queryByText("The keychain is locked")).toBeNull());
});

it("says that the keychain is asking", async () => {
  open({
    keychainState: () => ({
      state: "locked",
      asking: true,
      reason: "The keychain is asking for its password.",
      next: "Answer its question.",
    }),
  });
  expect(await screen.findByRole("region", { name: "The keychain is asking for its password" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Look again" })).toBeTruthy();
});

it("says when the connections cannot be read, and reads again", async () => {
  let broken = true;
  const { user } = open({
    listProfiles: () => {
      if (broken) throw appError({ code: "storeBusy" });
      return [palisade];
    },
  });
  await screen.findByRole("alert");
  broken = false;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Palisade")).toBeTruthy();
});
