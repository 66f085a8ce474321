import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { axeFindings } from "../../test/axe";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderWith } from "../../test/render";
import { ActivityPage } from "./ActivityPage";
import { fakeActivity, fakeDetails, fakeLine } from "./fakeActivity";
import { type ActivitySearch, parseActivitySearch } from "./search";

const edit = fakeLine(3, { what: "Wren Dental mapped to Wren Dental Ltd" });
const run = fakeLine(2, {
  actor: "halyard",
  area: "run",
  what: "Read Halo",
  note: "415 customers read",
  result: "incomplete",
  requests: 12,
});
const rule = fakeLine(1, { area: "settings", what: "Ticket rules saved" });
const lines = fakeActivity([edit, run, rule]);

function open(search: ActivitySearch = {}, mocks: CommandMocks = {}) {
  const onSearch = vi.fn();
  const onPlan = vi.fn();
  const rendered = renderWith(
    <ActivityPage profileId={1} search={search} onSearch={onSearch} onPlan={onPlan} />,
    {
      activity: () => lines,
      activityDetails: () => fakeDetails(edit),
      ...mocks,
    },
  );
  return { ...rendered, onSearch, onPlan };
}

const made = (calls: ReturnType<typeof open>["calls"], command: string) =>
  calls.filter((call) => call.command === command).map(({ args }) => args);

describe("a line that is no edit", () => {
  const details = (part: Parameters<typeof fakeDetails>[1]) => ({
    activityDetails: () => fakeDetails(rule, { changes: [], touched: 0, undo: null, ...part }),
  });

  it("is taken back where it holds both sides of a choice", async () => {
    const undoAct = vi.fn(() => null);
    const { user } = open({ line: 1 }, { ...details({ act: { undoneAt: null, obstacle: null } }), undoAct });
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(undoAct).toHaveBeenCalledExactlyOnceWith(1, 1, false));
  });

  it("says why it cannot be taken back, or when it was", async () => {
    const obstacle = "It was changed again since. What it is now stays.";
    const first = open({ line: 1 }, details({ act: { undoneAt: null, obstacle } }));
    expect(await screen.findByText(`Cannot be undone: ${obstacle}`)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    first.unmount();
    open({ line: 1 }, details({ act: { undoneAt: "2026-11-22T10:00:00Z", obstacle: null } }));
    expect(await screen.findByText(/^Undone 22 Nov/)).toBeTruthy();
  });

  it("leads to the plan of seats that it tells of", async () => {
    const row = { ...rule, what: "Plan of seats 4 confirmed", plan: 4 };
    const { user, onPlan } = open({ line: 1 }, details({ row }));
    await user.click(await screen.findByRole("button", { name: "Open the plan" }));
    expect(onPlan).toHaveBeenCalledExactlyOnceWith(4);
  });

  it("says under which account it was done", async () => {
    const row = { ...rule, who: "NORTHWIND\\ann" };
    open({ line: 1 }, { activity: () => fakeActivity([row]), ...details({ row }) });
    await waitFor(() => expect(screen.getAllByText("You (NORTHWIND\\ann)")).toHaveLength(2));
  });
});

describe("Activity", () => {
  it("lists who did what, with result and requests, and opens a line by keyboard", async () => {
    const { user, onSearch, container } = open();
    const grid = await screen.findByRole("grid", { name: "Activity" });
    const row = (await within(grid).findByText("Read Halo")).closest('[role="row"]') as HTMLElement;
    expect(row.textContent).toContain("Halyard");
    expect(row.textContent).toContain("415 customers read");
    expect(row.textContent).toContain("Incomplete");
    expect(row.textContent).toContain("12");
    expect(await axeFindings(container)).toEqual([]);
    const first = within(grid)
      .getByText("Wren Dental mapped to Wren Dental Ltd")
      .closest('[role="row"]') as HTMLElement;
    first.focus();
    await user.keyboard("{Enter}");
    expect(onSearch).toHaveBeenLastCalledWith({ line: 3 }, { replace: false });
  });

  it("filters by kind and text in the database", async () => {
    const { user, onSearch, calls } = open({ area: "run", q: "Halo" });
    await screen.findByRole("grid", { name: "Activity" });
    expect(made(calls, "activity")[0]).toEqual([1, { area: "run", text: "Halo", offset: 0, limit: 100 }]);
    await user.click(screen.getByRole("button", { name: /^Edits/ }));
    expect(onSearch).toHaveBeenLastCalledWith({ area: "edit", q: "Halo" }, { replace: true });
    await user.type(screen.getByRole("searchbox", { name: "Search activity" }), "s");
    expect(onSearch).toHaveBeenLastCalledWith({ area: "run", q: "Halos" }, { replace: true });
  });

  it("shows what an edit changed and takes it back", async () => {
    const undoWith = vi.fn(() => 1);
    const { user, container } = open({ line: 3 }, { undoWith });
    const pane = await screen.findByRole("complementary", {
      name: "Wren Dental mapped to Wren Dental Ltd",
    });
    expect(within(pane).getByText("1 organisation was changed")).toBeDefined();
    expect(pane.textContent).toMatch(/Customer:\s+Wren Dental Ltd/);
    expect(await axeFindings(container)).toEqual([]);
    await user.click(within(pane).getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(undoWith).toHaveBeenCalledWith(1, 43, [], false));
    expect(await screen.findByText("Undone: 1 edit")).toBeDefined();
  });

  it("tells organisations of one name apart, and offers no undo of what another Halo closed", async () => {
    const details = fakeDetails(edit);
    const {
      changes: [change],
      undo,
    } = details;
    if (change === undefined || undo === null) throw new Error("an edit of one organisation");
    const warned = vi.spyOn(console, "error");
    const { container } = open(
      { line: 3 },
      {
        activityDetails: () => ({
          ...details,
          changes: [change, { ...change, organization: 2 }],
          touched: 2,
          undo: { ...undo, isClosed: true },
        }),
      },
    );
    expect(await screen.findByText("Done with another Halo, so it cannot be undone")).toBeDefined();
    expect(screen.getAllByRole("heading", { name: "Wren Dental" })).toHaveLength(2);
    expect(warned).not.toHaveBeenCalled();
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("shows what goes along before it takes several back, and says when that changed", async () => {
    const along = [{ id: 50, what: "Wren Dental held", at: "2026-11-21T15:00:00Z" }];
    const details = fakeDetails(edit);
    const undo = details.undo && { ...details.undo, along };
    const undoWith = vi.fn(() => {
      throw appError({ code: "invalidInput", field: "edit" }, { message: "Something was done since." });
    });
    const mocks: CommandMocks = { undoWith, activityDetails: () => ({ ...details, undo }) };
    const { user } = open({ line: 3 }, mocks);
    await user.click(await screen.findByRole("button", { name: "Undo with 1 later edit…" }));
    const dialog = await screen.findByRole("dialog", { name: "Undo 2 edits" });
    expect(within(dialog).getAllByRole("listitem")[0]?.textContent).toContain("Wren Dental held");
    expect(await axeFindings(dialog)).toEqual([]);
    expect(undoWith).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole("button", { name: "Undo all 2" }));
    expect(undoWith).toHaveBeenCalledWith(1, 43, [50], false);
    expect(await within(dialog).findByText(/Something was done since/)).toBeDefined();
  });

  it("says whether the journal is as it was written", async () => {
    let brokenAt: string | null = null;
    const { user } = open({}, { checkJournal: () => ({ lines: 312, head: "ab12cd34ef5678", brokenAt }) });
    await user.click(await screen.findByRole("button", { name: "Check the seals" }));
    expect(await screen.findByText("Unchanged.")).toBeDefined();
    expect(screen.getByText("ab12cd34ef56")).toBeDefined();
    brokenAt = "2026-11-20T09:00:00Z";
    await user.click(screen.getByRole("button", { name: "Check the seals" }));
    expect(await screen.findByText("The journal was changed.")).toBeDefined();
  });

  it("writes what is shown to a file, and asks before it replaces one", async () => {
    let isThere = true;
    const exportActivity = vi.fn(() => {
      if (isThere) throw appError({ code: "needsConfirmation" }, { message: "a.csv is there already." });
      return { path: "/tmp/a.csv", lines: 3 };
    });
    const { user } = open({ area: "edit" }, { exportActivity });
    await screen.findByRole("grid", { name: "Activity" });
    await user.click(screen.getByRole("button", { name: "Export…" }));
    const dialog = await screen.findByRole("dialog", { name: "Export 3 lines" });
    expect(await axeFindings(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Export" }));
    expect(within(dialog).getByText("Choose a place or type a path.")).toBeDefined();
    await user.type(within(dialog).getByRole("textbox", { name: "File" }), "/tmp/a.csv");
    await user.click(within(dialog).getByRole("button", { name: "Export" }));
    expect(await within(dialog).findByText("a.csv is there already.")).toBeDefined();
    isThere = false;
    await user.click(within(dialog).getByRole("button", { name: "Replace it" }));
    expect(exportActivity).toHaveBeenLastCalledWith(
      1,
      { area: "edit", text: "", offset: 0, limit: 0 },
      "csv",
      "/tmp/a.csv",
      true,
    );
    expect(await screen.findByRole("dialog", { name: "3 lines written" })).toBeDefined();
  });

  it("says where nothing is, and leads back to everything", async () => {
    const { user, onSearch } = open({ q: "zebra" }, { activity: () => fakeActivity([]) });
    expect(await screen.findByRole("heading", { name: "Nothing matches “zebra”" })).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Show all activity" }));
    expect(onSearch).toHaveBeenLastCalledWith({}, { replace: true });
  });

  it("says what failed and tries again", async () => {
    let failing = true;
    const { user } = open(
      {},
      {
        activity: () => {
          if (failing) throw appError({ code: "storeBusy" });
          return lines;
        },
      },
    );
    const again = await screen.findByRole("button", { name: "Try again" });
    failing = false;
    await user.click(again);
    expect(await screen.findByRole("grid", { name: "Activity" })).toBeDefined();
  });

  it("takes what it knows from an address", () => {
    expect(parseActivitySearch({ area: "run", q: 12, line: 4 })).toEqual({ area: "run", q: "12", line: 4 });
    expect(parseActivitySearch({ area: "x", q: "", line: -1 })).toEqual({});
  });
});
