import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { TaskDto, TestRunDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import type { CommandMocks } from "../../../test/ipc";
import { renderApp } from "../../../test/renderApp";
import { fakeRun, fakeStep } from "../fakeTickets";
import { rulesProgram } from "../rulesProgram";

describe("the test ticket", () => {
  function testProgram(runs: () => TestRunDto[], part: CommandMocks = {}): CommandMocks {
    return {
      ...rulesProgram().mocks,
      testRuns: runs,
      testTicketPlan: (_profile, { customer }) => ({
        customer: { id: 12, name: "Fernhill IT" },
        fields: [
          {
            field: "client_id",
            label: "Customer",
            value: customer === null || customer === 12 ? "Fernhill IT" : `no ${customer}`,
          },
        ],
        own: null,
        later: ["A private note.", "It is closed."],
        blocked: [],
        requests: 6,
      }),
      searchCustomers: () => ({ customers: [], total: 0 }),
      startTestTicket: () => 9,
      openInBrowser: () => null,
      cancelTask: () => null,
      ...part,
    };
  }
  const task = (state: TaskDto["state"]): TaskDto => ({ id: 9, kind: "testTicket", profile: 1, state });
  const running = task({
    state: "running",
    label: "Test ticket, step 2 of 4",
    done: 1,
    total: 4,
    requests: 2,
    waitingSecs: null,
  });
  const address = "/profiles/1/tickets?tab=test";

  it("shows the exact fields first, then the run while it is at work, then the comparison", async () => {
    let runs: TestRunDto[] = [];
    const changed = () => emit("invalidated", { profile: 1, tags: ["testTicket"] });
    const { user, calls, container } = renderApp(
      address,
      testProgram(() => runs),
    );

    expect(await screen.findByRole("row", { name: "Customer client_id Fernhill IT" })).toBeDefined();
    expect(screen.getByRole<HTMLInputElement>("combobox", { name: "Customer" }).value).toBe("Fernhill IT");
    expect(screen.getByText("A private note.")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("checkbox", { name: "This is our own company" }));
    await user.click(screen.getByRole("radio", { name: "I change it in Halo while Halyard watches" }));
    await user.click(screen.getByRole("button", { name: "Create the test ticket" }));
    await waitFor(() =>
      expect(calls.find(({ command }) => command === "start_test_ticket")?.args[1]).toEqual({
        customer: 12,
        level: "low",
        cleanUp: "close",
        statuses: "watched",
        mail: false,
        isOwn: true,
      }),
    );

    runs = [
      fakeRun(1, {
        passed: false,
        finishedAt: null,
        compared: [],
        steps: [
          fakeStep("create", "Created", "done", { tookMs: 900 }),
          fakeStep("compare", "Read back", "running"),
          fakeStep("note", "Add a note", "waiting"),
          fakeStep("cleanUp", "Clean up", "waiting"),
        ],
      }),
    ];
    await emit("task-changed", { task: running });
    await changed();
    const steps = await screen.findByRole("list", { name: "Steps of the test ticket" });
    const words = () =>
      within(steps)
        .getAllByRole("listitem")
        .map(({ textContent }) => textContent);
    expect(words()[0]).toContain("Done 0.9 s");
    expect(words()[1]).toContain("Running");
    expect(words()[2]).toContain("Waiting");

    const sheet = screen.getByRole("region", { name: "Run sheet" });
    await user.click(within(sheet).getByRole("button", { name: "Stop and clean up" }));
    await waitFor(() => expect(calls.find(({ command }) => command === "cancel_task")?.args).toEqual([9]));
    await user.click(screen.getByRole("button", { name: "Open ticket 48001 in Halo" }));
    expect(calls.find(({ command }) => command === "open_in_browser")?.args[1]).toEqual({
      page: "ticket",
      ticketId: 48_001,
    });

    runs = [fakeRun(1)];
    await emit("task-changed", {
      task: task({
        state: "done",
        label: "The test ticket passed",
        allWell: true,
        onlyChanges: false,
        note: null,
      }),
    });
    await changed();
    expect(await screen.findByText("2 of 2 fields are as sent")).toBeDefined();
    expect(screen.getByRole("row", { name: "Priority Standard, low Standard, low Same" })).toBeDefined();
    expect(within(screen.getByRole("region", { name: "Run sheet" })).getAllByText("Passed")).toHaveLength(2);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("shows for a failed step what mends it and what Halo said, and closes what was left over", async () => {
    let run = fakeRun(3, {
      passed: false,
      leftOver: true,
      steps: [
        fakeStep("create", "Created", "done"),
        fakeStep("compare", "Read back", "warning"),
        fakeStep("note", "Add a note", "failed", {
          mend: "Allow the outcome for this ticket type.",
          exchange: { request: "POST /api/Actions", status: 400, text: "Please select an outcome." },
        }),
        fakeStep("cleanUp", "Clean up", "skipped"),
      ],
      compared: [{ label: "Category", sent: "Security > Phishing", held: "", same: false }],
    });
    const { user } = renderApp(
      address,
      testProgram(() => [run, fakeRun(2)], {
        cleanUpTestRun: () => {
          run = { ...run, leftOver: false };
          void emit("invalidated", { profile: 1, tags: ["testTicket"] });
          return run;
        },
      }),
    );
    expect(await screen.findByText("Allow the outcome for this ticket type.")).toBeDefined();
    expect(screen.getByText(/POST \/api\/Actions → 400/).textContent).toContain("Please select an outcome.");
    expect(screen.getByRole("row", { name: "Category Security > Phishing empty Different" })).toBeDefined();
    expect(screen.getByText(/^Ticket 48003 of the run of .* still stands in Halo\.$/)).toBeDefined();

    await user.click(screen.getByRole("button", { name: "Close it now" }));
    await waitFor(() => expect(screen.queryByText(/still stands in Halo\.$/)).toBeNull());

    const runs = screen.getByRole("list", { name: "Runs so far" });
    await user.click(within(runs).getByRole("button", { name: /^Passed/ }));
    expect(await screen.findByText("2 of 2 fields are as sent")).toBeDefined();
  });

  it("takes the word that a left-over is gone in Halo, and takes it back", async () => {
    let run = fakeRun(3, { passed: false, leftOver: true });
    const said: boolean[] = [];
    const { user, container } = renderApp(
      address,
      testProgram(() => [run], {
        dismissLeftOver: (_profile, _run, isGone) => {
          said.push(isGone);
          run = { ...run, leftOver: !isGone, dismissedAt: isGone ? "2026-11-22T09:00:00Z" : null };
          void emit("invalidated", { profile: 1, tags: ["testTicket"] });
          return run;
        },
      }),
    );
    await user.click(await screen.findByRole("button", { name: "It is gone in Halo" }));
    await waitFor(() => expect(screen.queryByText(/still stands in Halo\.$/)).toBeNull());
    expect(screen.getByText(/You said on .* that its ticket is gone in Halo/)).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByText(/still stands in Halo\.$/)).toBeDefined();
    expect(said).toEqual([true, false]);
  });

  it("says what to change in Halo while it watches, and can be told to wait no longer", async () => {
    const watching = fakeRun(4, {
      passed: false,
      finishedAt: null,
      steps: [
        fakeStep("create", "Created", "done"),
        fakeStep("statusBack", "Bring a status back", "running", {
          meaning: "Change the status of ticket 48004 in Halo now.",
        }),
        fakeStep("cleanUp", "Clean up", "waiting"),
      ],
    });
    const { user, calls, container } = renderApp(
      address,
      testProgram(() => [watching], { runningTasks: () => [running], stopWatching: () => null }),
    );
    expect(await screen.findByText("Change the status of ticket 48004 in Halo now.")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(await screen.findByRole("button", { name: "Wait no longer" }));
    expect(calls.some(({ command }) => command === "stop_watching")).toBe(true);
  });

  it("does not start what cannot be sent, and says why", async () => {
    const { user, calls } = renderApp(
      address,
      testProgram(() => [], {
        testTicketPlan: () => ({
          customer: { id: 12, name: "Fernhill IT" },
          fields: [],
          own: 12,
          later: [],
          blocked: ["Category is mandatory and has no default."],
          requests: 0,
        }),
      }),
    );
    const banner = await screen.findByRole("region", { name: "It cannot be sent yet." });
    expect(within(banner).getByText("Category is mandatory and has no default.")).toBeDefined();
    const start = screen.getByRole("button", { name: "Create the test ticket" });
    expect(start.getAttribute("aria-disabled")).toBe("true");
    await user.click(start);
    expect(calls.some(({ command }) => command === "start_test_ticket")).toBe(false);
  });
});
