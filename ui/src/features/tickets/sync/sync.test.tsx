import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { StatusConflictDto, StatusSyncDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { statusSync } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderWith } from "../../../test/render";
import { DecideButton } from "./DecideButton";
import { StatusSection } from "./StatusSection";
import { SyncLine } from "./SyncLine";

function line(part: Partial<StatusSyncDto>, mocks: CommandMocks = {}) {
  const onSettings = vi.fn();
  const rendered = renderWith(<SyncLine profileId={1} onSettings={onSettings} />, {
    statusSync: () => ({ ...statusSync, ...part }),
    pollNow: () => null,
    ...mocks,
  });
  return { ...rendered, onSettings };
}

describe("the sync line", () => {
  it("says when Halo was asked and will be, by which rule, and asks at a press", async () => {
    const { user, calls, onSettings, container } = line({});
    expect(
      await screen.findByText(/^3 tickets followed\. Halo asked 4 min ago, next at \d\d:\d\d\.$/),
    ).toBeTruthy();
    expect(screen.getByText("When both sides were changed, you are asked.")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    await user.tab();
    await user.keyboard("{Enter}");
    expect(onSettings).toHaveBeenCalledOnce();
    await user.tab();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(calls.filter(({ command }) => command === "poll_now")).toHaveLength(1));
  });

  it("names why it pauses, and asks nothing then", async () => {
    const paused = "The connection is revoked. Connect again first";
    const { user, calls } = line({ paused, nextAt: null });
    expect(await screen.findByText(`Paused. ${paused}.`)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Ask Halo now" }));
    expect(calls.some(({ command }) => command === "poll_now")).toBe(false);
  });

  it("says what failed and that nothing is lost, and lists statuses without a partner", async () => {
    const failure = { at: new Date().toISOString(), what: "Halo does not answer." };
    const { user, container } = line({
      failure,
      lonelyHere: ["Parked"],
      lonelyThere: ["With CAB", "On Hold"],
    });
    expect(await screen.findByText(/Halo does not answer\. Nothing is lost/)).toBeTruthy();
    await user.click(screen.getByText("3 statuses have no partner"));
    expect(screen.getByText("Not sent to Halo: Parked.")).toBeTruthy();
    expect(screen.getByText("Not taken from Halo: With CAB, On Hold.")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("shows a poll that could not be made", async () => {
    const { user } = line(
      {},
      {
        pollNow: () => {
          throw appError({ code: "offline" }, { message: "Nothing answers at the address." });
        },
      },
    );
    await user.click(await screen.findByRole("button", { name: "Ask Halo now" }));
    expect(await screen.findByText("Halo could not be asked")).toBeTruthy();
  });
});

const conflict: StatusConflictDto = {
  state: "conflict",
  meaning: "The status was changed here and in Halo since both last agreed.",
  rule: "ask",
  here: { name: "Resolved", at: "2026-11-21T12:00:00Z", becomes: "Closed" },
  there: { name: "With User", at: "2026-11-21T12:04:00Z", becomes: "Open" },
  agreed: ["Open", "New"],
  hereKey: "resolved",
  thereId: 4,
  settled: null,
  hasMoved: false,
};

function section(part: Partial<StatusConflictDto>, mocks: CommandMocks = {}) {
  const ticket = { profileId: 1, ticketId: 7 };
  const shown = (
    <>
      <StatusSection {...ticket} />
      <DecideButton {...ticket} />
    </>
  );
  return renderWith(shown, {
    statusConflict: () => ({ ...conflict, ...part }),
    keepStatus: () => null,
    ...mocks,
  });
}

describe("both statuses of a ticket", () => {
  it("lets the administrator decide, side by side, by keyboard, on what was shown", async () => {
    const keepStatus = vi.fn(() => null);
    const { user, baseElement } = section({}, { keepStatus });
    await user.click(await screen.findByRole("button", { name: "Decide…" }));
    const dialog = await screen.findByRole("dialog", { name: "Decide which status stays" });
    expect(dialog.textContent).toContain("Both last agreed on Open here and New in Halo.");
    expect(within(dialog).getByRole("region", { name: "Here" }).textContent).toContain(
      "Kept: Halo gets Closed.",
    );
    expect(within(dialog).getByRole("region", { name: "In Halo" }).textContent).toContain(
      "Kept: Here it becomes Open.",
    );
    expect(await axeFindings(baseElement)).toEqual([]);
    within(dialog).getByRole("button", { name: "Keep Halo’s With User" }).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(keepStatus).toHaveBeenCalledExactlyOnceWith(1, 7, "halo", "resolved", 4));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("does not offer what leads nowhere, and says why", async () => {
    const keepStatus = vi.fn(() => null);
    const { user } = section(
      { state: "noPartnerHere", there: { name: "With CAB", at: null, becomes: null } },
      { keepStatus },
    );
    expect(await screen.findByText("No partner here")).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: "Decide…" }));
    await user.click(await screen.findByRole("button", { name: "Keep Halo’s With CAB" }));
    expect(keepStatus).not.toHaveBeenCalled();
  });

  it("lets a status that Halo refuses go, and Halo's stay", async () => {
    const keepStatus = vi.fn(() => null);
    const { user } = section({ state: "refused" }, { keepStatus });
    await user.click(await screen.findByRole("button", { name: "Decide…" }));
    await user.click(await screen.findByRole("button", { name: "Keep Halo’s With User" }));
    await waitFor(() => expect(keepStatus).toHaveBeenCalledExactlyOnceWith(1, 7, "halo", "resolved", 4));
  });

  it("keeps the dialog open when one of the two changed meanwhile", async () => {
    const { user } = section(
      {},
      {
        keepStatus: () => {
          throw appError(
            { code: "needsConfirmation" },
            { message: "One of the two statuses has changed meanwhile." },
          );
        },
      },
    );
    await user.click(await screen.findByRole("button", { name: "Decide…" }));
    await user.click(await screen.findByRole("button", { name: "Keep Resolved from here" }));
    expect(await screen.findByText("Nothing was decided")).toBeTruthy();
  });

  it("says how the last conflict was decided, and by which rule", async () => {
    const settled = {
      by: "haloWins",
      winner: "halo",
      here: "Resolved",
      there: "With User",
      at: new Date().toISOString(),
    } as const;
    section({ state: "inStep", rule: "haloWins", settled, hasMoved: true });
    const words =
      "Resolved here and With User in Halo met just now; Halo’s With User stayed, by the rule: Halo’s status stays.";
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.getByText(/belongs to another customer now/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Decide…" })).toBeNull();
  });
});
