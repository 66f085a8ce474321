import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { HaloDecisionDto, HaloQuestionDto, HealthDto, TaskDto } from "../ipc/client";
import { axeFindings } from "../test/axe";
import { palisade, program, unwell, well } from "../test/fixtures";
import { appError, type CommandMocks } from "../test/ipc";
import { renderApp } from "../test/renderApp";
import { connectionWords, readWords } from "./connectionWords";

function open(health: HealthDto, mocks: CommandMocks = {}, address = "/profiles/1/home") {
  return renderApp(address, {
    ...program,
    listProfiles: () => [{ ...palisade, health }],
    retryConnection: () => 7,
    startChecks: () => 8,
    ...mocks,
  });
}

/** The banner that begins with a sentence. */
async function banner(title: string) {
  const section = (await screen.findByText(title)).closest("section");
  if (!section) expect.fail("the sentence stands in a banner");
  return within(section);
}

const refused = unwell("signInRefused", { act: "replaceSecret" }, "Halo refused the access.");

it("says on every screen how the connection stands, on what one works, and what to do", async () => {
  const { container } = open(refused);
  expect(await screen.findByText("Sign-in refused")).toBeTruthy();
  const shown = await banner("Halo refused the sign-in.");
  expect(shown.getByText(/read 4 min ago.*Local edits are kept/)).toBeTruthy();
  expect(shown.getByRole("button", { name: "Replace the secret…" })).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

it("keeps what asks Halo closed with the reason, and the checks open", async () => {
  const { user, calls } = open(refused);
  const read = await screen.findByRole("button", { name: "Read Halo again" });
  expect(read.getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText("Because of signInRefused")).toBeTruthy();
  await user.click(read);
  expect(calls.some(({ command }) => command === "read_halo")).toBe(false);
  expect(screen.getByRole("button", { name: "Run all checks" }).getAttribute("aria-disabled")).toBeNull();
});

it("leads a refused sign-in to the secret, and tries again", async () => {
  const { user, calls } = open(refused);
  const shown = await banner("Halo refused the sign-in.");
  await user.click(shown.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(calls).toContainEqual({ command: "retry_connection", args: [1] }));
  await user.click(shown.getByRole("button", { name: "Replace the secret…" }));
  expect(await screen.findByRole("dialog", { name: "Replace the secret of Palisade" })).toBeTruthy();
});

it("names the right that was lost, and runs its check", async () => {
  const health: HealthDto = {
    ...unwell(
      "rightLost",
      { act: "checkAccess", check: "customers" },
      "Halo does not let the agent read customers.",
    ),
    lostRight: "customers",
  };
  const { user, calls } = open(health);
  expect(await screen.findByText("Right lost: customers")).toBeTruthy();
  const shown = await banner("A right is missing.");
  await user.click(shown.getByRole("button", { name: "Check access" }));
  await waitFor(() => expect(calls).toContainEqual({ command: "start_checks", args: [1, "customers"] }));
  expect(await screen.findByRole("heading", { name: "Check access" })).toBeTruthy();
});

it("counts down while Halo takes no more requests", async () => {
  const until = new Date(Date.now() + 100_000).toISOString();
  const { user, calls } = open({
    ...unwell("rateLimited", { act: "tryAgain" }, "Halo takes no more requests."),
    until,
  });
  const shown = await banner("Halo’s request limit is reached.");
  const again = shown.getByRole("button", { name: /Try again in 1:(40|39)/ });
  expect(again.getAttribute("aria-disabled")).toBe("true");
  await user.click(again);
  expect(calls.some(({ command }) => command === "retry_connection")).toBe(false);
  expect(shown.getByText(/takes more requests from \d\d:\d\d on/)).toBeTruthy();
});

it("says of a job that waits for Halo's limit that it goes on by itself", async () => {
  const until = new Date(Date.now() + 100_000).toISOString();
  const limited = { ...unwell("rateLimited", { act: "tryAgain" }, "Halo takes no more requests."), until };
  const waiting = { state: "running", label: "Reading customers", done: 2, total: 6, requests: 2 } as const;
  const { container } = open(limited, {
    runningTasks: () => [
      { id: 1, kind: "readLicences", profile: 1, state: { ...waiting, waitingSecs: 100 } },
      { id: 2, kind: "readHalo", profile: 2, state: { ...waiting, waitingSecs: null } },
    ],
  });
  const shown = await banner("Halo’s request limit is reached.");
  expect(
    await shown.findByText(/goes on by itself at \d\d:\d\d\. You are working on what was read/),
  ).toBeTruthy();
  expect(shown.queryByRole("button")).toBeNull();
  expect(await axeFindings(container)).toEqual([]);
});

it.each([
  ["proxy", { act: "openNetwork" }, "The proxy does not let Halyard through.", "Network settings"],
  ["hostGone", { act: "changeAddress" }, "Halo is no longer at its address.", "Change the address…"],
  ["offline", { act: "tryAgain" }, "Halo does not answer.", "Try again"],
  ["keychainLocked", { act: "tryAgain" }, "The keychain is locked.", "Try again"],
  ["secretMissing", { act: "replaceSecret" }, "The client secret is missing.", "Enter the secret…"],
  ["revoked", { act: "connect" }, "The connection was revoked.", "Connect again"],
] as const)("%s has its banner with its one act", async (state, next, title, button) => {
  const { container } = open(unwell(state, next, "What happened."));
  const shown = await banner(title);
  expect(shown.getByRole("button", { name: button })).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

const question: HaloQuestionDto = {
  oldHost: "fernhill.halopsa.com",
  newHost: "westbrook.halopsa.com",
  oldTenant: "fernhill",
  newTenant: "westbrook",
  isSurelyOther: true,
  pairs: 338,
  customers: 415,
  hasRules: true,
};

it("asks what another Halo is before anything is read from it", async () => {
  const decideHalo = vi.fn((_profile: number, _decision: HaloDecisionDto) => null);
  const { user, calls } = open(unwell("otherHalo", { act: "decideHalo" }, "It is another Halo."), {
    haloQuestion: () => question,
    decideHalo,
  });
  const shown = await banner("Is this the same Halo?");
  expect(shown.getByText(/pairs are on hold/)).toBeTruthy();
  await user.click(shown.getByRole("button", { name: "Decide…" }));
  const dialog = await screen.findByRole("dialog", { name: "Is westbrook.halopsa.com the same Halo?" });
  const inside = within(dialog);
  expect(inside.getByRole("button", { name: "Go on" }).getAttribute("aria-disabled")).toBe("true");
  expect(await axeFindings(dialog)).toEqual([]);
  expect(inside.getByText(/the rules are offered under Tickets, Rules/)).toBeTruthy();
  await user.click(inside.getByRole("radio", { name: "Another Halo" }));
  await user.click(inside.getByRole("button", { name: "Part 338 pairs, read the new Halo" }));
  await waitFor(() => expect(calls).toContainEqual({ command: "retry_connection", args: [1] }));
  expect(decideHalo).toHaveBeenCalledExactlyOnceWith(1, "otherHalo");
});

it("says that a read failed where the connection itself is well", async () => {
  const { user, calls } = open(well, {
    runningTasks: () => [
      {
        id: 1,
        kind: "readHalo",
        profile: 1,
        state: { state: "failed", error: appError({ code: "remoteChanged", endpoint: "Client" }) },
      },
    ],
  });
  const shown = await banner("Halo answered in a form Halyard does not know.");
  await user.click(shown.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(calls).toContainEqual({ command: "retry_connection", args: [1] }));
});

it("says that Halo is being read while all is well", () => {
  const reading: TaskDto = {
    id: 1,
    kind: "readHalo",
    profile: 1,
    state: { state: "running", label: "", done: 0, total: null, requests: 0, waitingSecs: null },
  };
  expect(connectionWords(palisade, reading).state).toBe("reading");
  expect(connectionWords({ ...palisade, health: refused }, reading).state).toBe("refused");
  expect(connectionWords(palisade, null).state).toBe("connected");
  expect(readWords(palisade, reading, new Date())).toBe("reading now");
  expect(readWords({ ...palisade, lastReadAt: null }, null, new Date())).toBe("never read");
});
