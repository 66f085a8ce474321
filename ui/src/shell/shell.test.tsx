import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { events, type TaskDto, type TaskStateDto } from "../ipc/client";
import { createQueryClient } from "../ipc/queries";
import { axeFindings } from "../test/axe";
import { appInfo, demo, palisade, program } from "../test/fixtures";
import { appError, mockCommands } from "../test/ipc";
import { renderApp } from "../test/renderApp";
import { openingPlace } from "./openingPlace";

const reading = (state: TaskStateDto): TaskDto => ({ id: 1, kind: "readHalo", profile: 1, state });
const running: TaskStateDto = {
  state: "running",
  label: "Reading customers from Halo, 300 so far",
  done: 300,
  total: 412,
  requests: 4,
  waitingSecs: null,
};

it("shows where one is, the connection in words, and what waits", async () => {
  const { container } = renderApp("/profiles/1/settings", program);
  const rail = await screen.findByRole("navigation", { name: "Main" });
  expect(within(rail).getByRole("link", { name: "Settings" }).getAttribute("aria-current")).toBe("page");
  expect(await within(rail).findByText("46")).toBeTruthy();
  expect(screen.getByRole("link", { name: /Connected.*read 4 min ago/ })).toBeTruthy();
  await screen.findByText("https://fernhill.halopsa.com/api");
  expect(await axeFindings(container)).toEqual([]);
});

it("goes to another profile, or to its wizard when that is not finished", async () => {
  const { user } = renderApp("/profiles/1/settings", { ...program, listProfiles: () => [palisade, demo] });
  await user.click(await screen.findByRole("button", { name: /Palisade to/ }));
  await user.click(await screen.findByRole("menuitem", { name: /Dropsuite/ }));
  expect(await screen.findByRole("navigation", { name: "Steps" })).toBeTruthy();
});

it("opens the profiles by a key, told apart by name and host", async () => {
  const twin = { ...palisade, id: 3, name: "Palisade 2", haloHost: "westbrook.halopsa.com" };
  const { user } = renderApp("/profiles/1/home", {
    ...program,
    listProfiles: () => [palisade, demo, twin],
  });
  await screen.findByRole("button", { name: /Palisade to fernhill/ });
  await user.keyboard("{Alt>}p{/Alt}");
  const items = await screen.findAllByRole("menuitem");
  expect(items.map((item) => item.textContent)).toEqual([
    "Palisadefernhill.halopsa.com",
    "DropsuiteDemo",
    "Palisade 2westbrook.halopsa.com",
    "All integrations",
  ]);
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}{Enter}");
  expect(await screen.findByRole("button", { name: /Palisade 2 to westbrook/ })).toBeTruthy();
});

it("marks the demo", async () => {
  renderApp("/profiles/1/settings", { ...program, listProfiles: () => [{ ...palisade, isDemo: true }] });
  expect(await screen.findByText("Demo: invented data")).toBeTruthy();
});

it("shows a running job with its requests, cancels it, and lets the end stand for a moment", async () => {
  const cancelTask = vi.fn(() => null);
  const { user } = renderApp("/profiles/1/settings", { ...program, cancelTask });
  await screen.findByText("read 4 min ago");
  await events.taskChanged.emit({ task: reading(running) });
  const strip = await screen.findByRole("region", { name: "Running job" });
  expect(within(strip).getByText("Reading customers from Halo, 300 so far")).toBeTruthy();
  expect(within(strip).getByText("4 requests used")).toBeTruthy();
  expect(screen.getByText("reading now")).toBeTruthy();
  await user.click(within(strip).getByRole("button", { name: "Cancel" }));
  expect(cancelTask).toHaveBeenCalledWith(1);

  await events.taskChanged.emit({
    task: reading({
      state: "done",
      label: "415 customers read",
      allWell: true,
      onlyChanges: false,
      note: null,
    }),
  });
  expect((await screen.findAllByText("415 customers read")).length).toBeGreaterThan(0);
});

it("says that only changes were read, and reads everything when asked to", async () => {
  const readHaloWhole = vi.fn(() => 2);
  const { user, container } = renderApp("/profiles/1/settings", { ...program, readHaloWhole });
  await screen.findByText("read 4 min ago");
  await events.taskChanged.emit({ task: reading(running) });
  await screen.findByRole("region", { name: "Running job" });
  await events.taskChanged.emit({
    task: reading({
      state: "done",
      label: "3 of 415 customers changed",
      allWell: true,
      onlyChanges: true,
      note: null,
    }),
  });
  const strip = await screen.findByRole("region", { name: "Running job" });
  expect(await within(strip).findByText("3 of 415 customers changed")).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  within(strip).getByRole("button", { name: "Read everything again" }).focus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(readHaloWhole).toHaveBeenCalledWith(1));
});

it("says why Halo was not reached, on what one works, and tries again", async () => {
  const retryConnection = vi.fn(() => 2);
  const { user } = renderApp("/profiles/1/settings", {
    ...program,
    retryConnection,
    runningTasks: () => [reading({ state: "failed", error: appError({ code: "connectionRefused" }) })],
  });
  const banner = (await screen.findByText("Nothing listens at this address.")).closest("section");
  expect(banner?.textContent).toContain("You are working on what was read");
  expect(banner?.textContent).toContain("Local edits are kept; nothing is sent.");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(retryConnection).toHaveBeenCalledWith(1);
});

it("leads from a proxy that wants a login to the network's settings", async () => {
  const error = appError(
    { code: "proxyLoginNeeded" },
    { remedy: { action: "openNetwork", text: "Enter name and password." } },
  );
  const { user } = renderApp("/profiles/1/home", {
    ...program,
    runningTasks: () => [reading({ state: "failed", error })],
  });
  expect(await screen.findByText("The proxy wants a login.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Open network settings" }));
  const section = await screen.findByRole("heading", { name: "Network" });
  await waitFor(() => expect(document.activeElement).toBe(section));
});

it("unlocks the keychain and reads on", async () => {
  const error = appError(
    { code: "vaultLocked" },
    { remedy: { action: "unlockKeyring", text: "Unlock the keychain." } },
  );
  const unlockKeychain = vi.fn(() => null);
  const retryConnection = vi.fn(() => 2);
  const { user } = renderApp("/profiles/1/settings", {
    ...program,
    unlockKeychain,
    retryConnection,
    runningTasks: () => [reading({ state: "failed", error })],
  });
  expect(await screen.findByText("The keychain is locked.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Unlock the keychain…" }));
  await waitFor(() => expect(retryConnection).toHaveBeenCalledWith(1));
  expect(unlockKeychain).toHaveBeenCalledOnce();
});

it("says why a read could not even begin", async () => {
  const retryConnection = vi.fn(() => {
    throw appError(
      { code: "secretMissing" },
      {
        message: "The client secret is no longer in the keychain.",
        remedy: { action: "enterSecret", text: "Enter the secret again." },
      },
    );
  });
  const { user } = renderApp("/profiles/1/settings", {
    ...program,
    retryConnection,
    runningTasks: () => [reading({ state: "failed", error: appError({ code: "offline" }) })],
  });
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText(/no longer in the keychain/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Enter the secret again" }));
  expect(await screen.findByRole("heading", { name: "Enter credentials" })).toBeTruthy();
});

it("is a whole page of its own when the database cannot be opened", async () => {
  const { container } = renderApp("/", {
    appInfo: () => {
      throw appError({ code: "storeTooNew", found: 9, supported: 3 }, { retryable: false });
    },
  });
  expect((await screen.findByRole("alert")).textContent).toContain("made by a newer Halyard");
  expect(await axeFindings(container)).toEqual([]);
});

it("keeps to what it knows of an address", async () => {
  renderApp("/connect?profile=1&step=9", program);
  expect(await screen.findByRole("heading", { name: "Check access" })).toBeTruthy();
});

it("says when an address leads nowhere", async () => {
  renderApp("/profiles/none/home", program);
  expect(await screen.findByRole("heading", { name: "There is nothing at this address" })).toBeTruthy();
});

it("applies the theme of the settings", async () => {
  renderApp("/", { ...program, appInfo: () => ({ ...appInfo, appearance: "dark" }) });
  await waitFor(() => expect(document.documentElement.dataset["theme"]).toBe("dark"));
  expect(localStorage.getItem("halyard.theme")).toBe("dark");
});

const last = { ...appInfo, lastProfile: 1 };
const notice = {
  title: "Halyard went back to a backup",
  text: "The database as it was is a backup.",
  path: null,
};

it.each([
  ["the profile open last", "", last, "/profiles/1/home"],
  [
    "the screen open last",
    "",
    { ...last, lastScreen: "/profiles/1/tickets?tab=list" },
    "/profiles/1/tickets?tab=list",
  ],
  [
    "the profile open last, not another's screen",
    "",
    { ...last, lastScreen: "/profiles/11/tickets" },
    "/profiles/1/home",
  ],
  ["Start without one", "", appInfo, null],
  ["Start when there is something to be said about it", "", { ...last, notice }, null],
  ["the address when it names a place", "#/settings", last, null],
  ["Start when its wizard is not finished", "#/", { ...appInfo, lastProfile: 2 }, null],
])("opens at %s", async (_, hash, info, place) => {
  mockCommands({ ...program, appInfo: () => info, listProfiles: () => [palisade, demo] });
  expect(await openingPlace(createQueryClient(), hash)).toBe(place);
});
