import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { type CheckDto, events, type NamedRightDto, type WizardDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { checks, failedCheck, program, wizard } from "../../../test/fixtures";
import type { CommandMocks } from "../../../test/ipc";
import { renderWith } from "../../../test/render";
import { ConnectPage } from "../ConnectPage";

const rolePath = [
  "Configuration",
  "Teams & Agents",
  "Roles",
  "the role",
  "Permissions",
  "Tickets Permissions",
];

const right = (key: string, setting: string): NamedRightDto => ({
  key,
  place: "role",
  setting,
  value: "Yes",
  path: rolePath,
});

const untold: CheckDto = {
  ...failedCheck,
  key: "editTickets",
  name: "May change tickets",
  state: "cannotTell",
  meaning: "That Halo takes a change shows only when one is made.",
  remedy: "The test ticket proves most of it.",
  naming: "unproven",
  rights: [
    right("role.edit_others", "Can Edit Tickets Which Are Not Assigned To Them"),
    right("role.edit_closed", "Can edit closed Tickets"),
  ],
  exchange: null,
};

const refused: CheckDto = {
  ...failedCheck,
  key: "token",
  name: "Token",
  meaning: "Halo does not accept the client id and secret.",
  remedy: "Halo gives this same answer to several causes.",
  naming: "oneOf",
  rights: [
    { ...right("application.secret", "Client Secret"), place: "application" },
    { ...right("application.active", "Active"), place: "application" },
  ],
};

function open(shown: readonly CheckDto[], mocks: CommandMocks = {}, more: Partial<WizardDto> = {}) {
  const onGo = vi.fn();
  const rendered = renderWith(
    <ConnectPage search={{ profile: 1, step: 5 }} onSearch={vi.fn()} onGo={onGo} />,
    { ...program, wizard: () => ({ ...wizard, ...more, checks: [...shown] }), ...mocks },
  );
  return { ...rendered, onGo };
}

const lineOf = async (name: string) => {
  const line = (await screen.findByText(name)).closest("li");
  return line ?? expect.fail(`${name} is a line`);
};

it("shows what cannot be told as a state of its own, never as passed", async () => {
  const { container } = open([...checks, untold]);
  expect(await screen.findByText("6 passed, 1 cannot be told yet")).toBeTruthy();
  const line = within(await lineOf("May change tickets"));
  expect(line.getByText("Cannot tell")).toBeTruthy();
  expect(line.queryByText("Passed")).toBeNull();
  expect(line.getByText("The test ticket proves most of it.")).toBeTruthy();
  expect(line.getByText("2 rights not proven yet")).toBeTruthy();
  expect(line.getByText(/Can edit closed Tickets/)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

it("lets what cannot be told not stand in the way of Connected", async () => {
  const finishWizard = vi.fn(() => expect.fail("its answer is not looked at here"));
  const { user } = open([...checks, untold], { finishWizard });
  await user.click(await screen.findByRole("button", { name: "Finish" }));
  await waitFor(() => expect(finishWizard).toHaveBeenCalledOnce());
});

it("names the missing right with its place, and opens that page of Halo", async () => {
  const openInBrowser = vi.fn(() => null);
  const { user } = open([...checks, failedCheck], { openInBrowser });
  const line = within(await lineOf("Licences"));
  const rights = line.getByRole("list", { name: "Set this in Halo, then check again" });
  expect(rights.textContent).toContain("Software Licensing Access Level: Read and Modify");
  expect(rights.textContent).toContain("Palisade API role");
  await user.click(line.getByRole("button", { name: "Open roles in Halo" }));
  expect(openInBrowser).toHaveBeenCalledWith(1, { page: "haloTeams" });
});

it("lists the causes in their order where Halo's answer is the same for all", async () => {
  const { container } = open([refused]);
  const causes = await screen.findByRole("list", { name: "One of these is the cause" });
  expect(causes.tagName).toBe("OL");
  const named = within(causes).getAllByRole("listitem");
  expect(named.map((cause) => cause.textContent?.split(":")[0])).toEqual(["Client Secret", "Active"]);
  expect(await axeFindings(container)).toEqual([]);
});

it("shows as not run what changed features made stale, and runs it alone", async () => {
  const startChecks = vi.fn(() => 4);
  const stale: CheckDto = {
    ...untold,
    state: "notRun",
    meaning: "",
    remedy: null,
    rights: [],
    tookMs: null,
    checkedAt: null,
  };
  const { user } = open([...checks, stale], { startChecks });
  const line = within(await lineOf("May change tickets"));
  expect(line.getByText("Not run")).toBeTruthy();
  expect(screen.getByText("1 not run")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Save and finish later" })).toBeTruthy();
  // The others have outcomes: nothing starts by itself.
  expect(startChecks).not.toHaveBeenCalled();
  await user.click(line.getByRole("button", { name: "Check: May change tickets" }));
  expect(startChecks).toHaveBeenCalledExactlyOnceWith(1, "editTickets");
});

it("runs any check alone by key, also one that passed", async () => {
  const startChecks = vi.fn(() => 4);
  const { user } = open(checks, { startChecks });
  const again = await screen.findByRole("button", { name: "Check again: Customers" });
  again.focus();
  await user.keyboard("{Enter}");
  expect(startChecks).toHaveBeenCalledExactlyOnceWith(1, "customers");
});

it("keeps the keyboard's place when the line of a failed check closes to run", async () => {
  let shown = failedCheck;
  const { user } = open([], {
    wizard: () => ({ ...wizard, checks: [...checks, shown] }),
    startChecks: () => {
      shown = { ...failedCheck, state: "running", rights: [], exchange: null, checkedAt: null, tookMs: null };
      return 4;
    },
  });
  const line = within(await lineOf("Licences"));
  await user.click(line.getByRole("button", { name: "Check again" }));
  await act(() => events.invalidated.emit({ profile: 1, tags: ["wizard"] }));
  expect(await line.findByText("Running")).toBeTruthy();
  expect(document.activeElement?.getAttribute("aria-label")).toContain("Licences");
});

it("gives each outcome its time, and an older one also when it was", async () => {
  const older = checks.map((check, index) =>
    index === 2 ? { ...check, checkedAt: "2024-03-09T10:00:00Z" } : check,
  );
  open(older);
  const line = await lineOf("Customers");
  expect(line.querySelector("time")?.textContent).toBe("9 Mar 2024 0.4 s");
  expect((await lineOf("Statuses")).querySelector("time")?.textContent).toBe("0.4 s");
});

it("says whom Halyard acts as", async () => {
  const acting: CheckDto = {
    ...untold,
    key: "actingAs",
    name: "Who we act as",
    state: "passed",
    meaning: "Palisade API agent, API-only",
    remedy: null,
    rights: [],
  };
  open([...checks, acting]);
  const aside = within(await screen.findByRole("complementary"));
  expect(aside.getByRole("heading", { name: "Acting as" })).toBeTruthy();
  expect(aside.getByText(/Palisade API agent, API-only/)).toBeTruthy();
});
