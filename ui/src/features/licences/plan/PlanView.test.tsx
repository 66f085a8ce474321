import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { SeatLineDto, SeatPlanDto, SeatSetupDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { program } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderApp } from "../../../test/renderApp";

const setup: SeatSetupDto = {
  wantsSeats: true,
  read: { readAt: "2026-11-21T14:00:00Z", noModule: false },
  foundEmpty: null,
  invoices: null,
  products: [],
  kinds: [],
  unmapped: 0,
  hasPairs: true,
  writingSince: "2026-11-20T10:00:00Z",
};

const line = (id: number, part: Partial<SeatLineDto> = {}): SeatLineDto => ({
  id,
  organization: `Organisation ${id}`,
  customerName: `Customer ${id}`,
  product: "E-mail security",
  licence: "Inbox Defence",
  before: 22,
  after: 25,
  brake: null,
  ticked: true,
  state: "waiting",
  note: null,
  billedBy: [],
  ...part,
});

const lines = [
  line(1, { after: 0, brake: "toZero", ticked: false }),
  line(2),
  line(3, { before: null, after: 6 }),
];

const plan: SeatPlanDto = {
  id: 4,
  state: "draft",
  undoes: null,
  reason: null,
  madeAt: "2026-11-21T14:01:00Z",
  begunAt: null,
  endedAt: null,
  counts: {
    all: 3,
    ticked: 2,
    braked: 1,
    brakedTicked: 0,
    open: 2,
    done: 0,
    moved: 0,
    refused: 0,
    unknown: 0,
    new: 1,
    byHand: 0,
  },
  base: 400,
  movedSeats: 9,
  net: 9,
  movesMuch: false,
  requests: 6,
  needsReason: false,
  canBeTakenBack: false,
  undoneBy: null,
  keptIn: null,
  offset: 0,
  rows: lines,
};

function open(shown: Partial<SeatPlanDto> | null, mocks: CommandMocks = {}, place = "?view=plan") {
  return renderApp(`/profiles/1/licences${place}`, {
    ...program,
    seatSetup: () => setup,
    seats: () => ({
      rows: [],
      offset: 0,
      total: 0,
      counts: { all: 0, equal: 0, up: 0, down: 0, new: 0, noLicence: 0, odd: 0 },
      vendorTotal: 0,
      haloTotal: 0,
    }),
    seatPlan: () => (shown === null ? null : { ...plan, ...shown }),
    ...mocks,
  });
}

describe("a plan of seats", () => {
  it("shows each write with before and after, and what it costs", async () => {
    const { container } = open({});
    const grid = await screen.findByRole("grid", { name: "Lines of the plan" });
    expect(within(grid).getByText("22 → 0")).toBeTruthy();
    expect(within(grid).getByText("– → 6")).toBeTruthy();
    expect(within(grid).getByText("Braked")).toBeTruthy();
    expect(screen.getByText("2 of 3 lines ticked")).toBeTruthy();
    expect(screen.getByText("about 6 requests to Halo")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("ticks a line by press and by key, and all that are not braked at once", async () => {
    const tickSeatLines = vi.fn(() => null);
    const { user } = open({}, { tickSeatLines });
    await user.click(await screen.findByRole("checkbox", { name: "Write Organisation 1, Inbox Defence" }));
    await waitFor(() => expect(tickSeatLines).toHaveBeenLastCalledWith(1, 4, [1], true));
    const row = screen.getByText("22 → 25").closest<HTMLElement>("[role=row]");
    row?.focus();
    await user.keyboard(" ");
    await waitFor(() => expect(tickSeatLines).toHaveBeenLastCalledWith(1, 4, [2], false));
    await user.click(screen.getByRole("button", { name: "Tick all that are not braked" }));
    await waitFor(() => expect(tickSeatLines).toHaveBeenLastCalledWith(1, 4, null, true));
  });

  it("writes only after a last look, and with a reason where a brake wants one", async () => {
    const applySeatPlan = vi.fn(() => 9);
    const { user, baseElement } = open({ needsReason: true, movesMuch: true }, { applySeatPlan });
    await user.click(await screen.findByRole("button", { name: "Write 2 lines…" }));
    const dialog = await screen.findByRole("dialog", { name: "Write 2 lines to Halo" });
    expect(await axeFindings(baseElement)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Write to Halo" }));
    expect(await within(dialog).findByText("Say why, so that it is still clear next year.")).toBeTruthy();
    expect(applySeatPlan).not.toHaveBeenCalled();
    await user.type(within(dialog).getByLabelText("Why so much changes"), "They merged{Enter}");
    await waitFor(() => expect(applySeatPlan).toHaveBeenCalledExactlyOnceWith(1, 4, "They merged"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("says why it could not be begun, where it was asked", async () => {
    const { user } = open(
      {},
      {
        applySeatPlan: () => {
          throw appError({ code: "notConfigured" }, { message: "Seats are compared only." });
        },
      },
    );
    await user.click(await screen.findByRole("button", { name: "Write 2 lines…" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Write to Halo" }));
    expect(await within(dialog).findByText(/^Seats are compared only\./)).toBeTruthy();
  });

  it("goes on with a plan that was stopped, or gives up its rest", async () => {
    const applySeatPlan = vi.fn(() => 9);
    const giveSeatPlanUp = vi.fn(() => null);
    const counts = { ...plan.counts, all: 2, open: 1, done: 1 };
    const rows = [line(2, { state: "done" }), line(3, { state: "sent" })];
    const { user, container } = open(
      { state: "begun", counts, rows, reason: "They merged" },
      { applySeatPlan, giveSeatPlanUp },
    );
    expect(await screen.findByText(/the plan was stopped/)).toBeTruthy();
    expect(screen.getByText("Reason: They merged")).toBeTruthy();
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Go on" }));
    await waitFor(() => expect(applySeatPlan).toHaveBeenCalledExactlyOnceWith(1, 4, null));
    await user.click(screen.getByRole("button", { name: "Give up the rest" }));
    await waitFor(() => expect(giveSeatPlanUp).toHaveBeenCalledExactlyOnceWith(1, 4));
  });

  it("offers the opposite of what was written", async () => {
    const takeSeatsBack = vi.fn(() => 5);
    const counts = { ...plan.counts, all: 2, open: 0, done: 1, moved: 1 };
    const rows = [
      line(2, { state: "done" }),
      line(3, { state: "moved", note: "Halo’s count has changed since the plan was made. It is 7." }),
    ];
    const { user, container } = open(
      { state: "ended", counts, rows, canBeTakenBack: true },
      { takeSeatsBack },
    );
    expect(await screen.findByText("1 had changed and were skipped")).toBeTruthy();
    expect(screen.getByText(/It is 7\./)).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Take back…" }));
    await waitFor(() => expect(takeSeatsBack).toHaveBeenCalledExactlyOnceWith(1, 4, false));
  });

  it("asks before ticks that were set by hand go for a plan that takes back", async () => {
    const takeSeatsBack = vi.fn(() => 10);
    const counts = { ...plan.counts, all: 2, open: 0, done: 2 };
    const byHand = { ...plan.counts, byHand: 2 };
    const seatPlan = (_: number, id: number | null) =>
      id === 4
        ? { ...plan, state: "ended" as const, counts, canBeTakenBack: true }
        : { ...plan, id: 9, counts: byHand };
    const { user, baseElement } = open(null, { seatPlan, takeSeatsBack }, "?view=plan&plan=4");
    await user.click(await screen.findByRole("button", { name: "Take back…" }));
    const dialog = await screen.findByRole("dialog", { name: "Replace plan 9" });
    expect(within(dialog).getByText(/2 of its ticks were set by hand/)).toBeTruthy();
    expect(await axeFindings(baseElement)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Keep it" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(takeSeatsBack).not.toHaveBeenCalled();
    await user.click(screen.getByRole("button", { name: "Take back…" }));
    await user.click(await screen.findByRole("button", { name: "Replace it" }));
    await waitFor(() => expect(takeSeatsBack).toHaveBeenCalledExactlyOnceWith(1, 4, true));
  });

  it("is made anew at once while nobody has ticked anything, and after a question otherwise", async () => {
    const makeSeatPlan = vi.fn(() => 5);
    const first = open({}, { makeSeatPlan });
    await first.user.click(await screen.findByRole("button", { name: "Make it anew…" }));
    await waitFor(() => expect(makeSeatPlan).toHaveBeenCalledExactlyOnceWith(1, false));
    first.unmount();
    makeSeatPlan.mockClear();
    const { user } = open({ counts: { ...plan.counts, byHand: 1 } }, { makeSeatPlan });
    await user.click(await screen.findByRole("button", { name: "Make it anew…" }));
    const dialog = await screen.findByRole("dialog", { name: "Replace plan 4" });
    expect(makeSeatPlan).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole("button", { name: "Replace it" }));
    await waitFor(() => expect(makeSeatPlan).toHaveBeenCalledExactlyOnceWith(1, true));
  });

  it("says when nothing differs any more, and is gone", async () => {
    const { user } = open({}, { makeSeatPlan: () => null });
    await user.click(await screen.findByRole("button", { name: "Make it anew…" }));
    expect(await screen.findByText("Nothing differs any more, so there is no plan")).toBeTruthy();
    expect(await screen.findByRole("button", { name: "Read again" })).toBeTruthy();
  });

  it("says of a line whose answer never came that nobody knows", async () => {
    const counts = { ...plan.counts, all: 1, ticked: 1, open: 0, unknown: 1 };
    open({ state: "ended", counts, rows: [line(2, { state: "unknown" })] });
    expect(await screen.findByText("Sent, not known")).toBeTruthy();
    expect(screen.getByText("1 sent, and Halo’s answer never came")).toBeTruthy();
    expect(screen.queryByText("Left out")).toBeNull();
  });

  it.each([
    ["is made", "The licence is made", { state: "waiting", ticked: true }],
    ["is made", "The licence is made", { state: "done", ticked: true }],
    ["is not made: left out", "There is no licence yet", { state: "waiting", ticked: false }],
    ["is not made: left by an end", "There is no licence yet", { state: "left", ticked: true }],
    ["is not made: refused", "There is no licence yet", { state: "refused", ticked: true }],
    ["is not made: somebody made one", "There is no licence yet", { state: "moved", ticked: true }],
  ] as const)("says that a missing licence %s: %s", async (_, words, part) => {
    open({ state: "ended", rows: [line(3, { before: null, after: 6, ...part })] });
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it("says which invoice line would bill the new count", async () => {
    const words = "Recurring invoice 1042, line ‘Mailbox protection’, quantity follows the licence";
    const billedBy = [{ invoice: 1042, text: "Mailbox protection", words, billed: 25 }];
    open({ rows: [line(2, { billedBy })] });
    const cell = await screen.findByText("1042, Mailbox protection");
    expect(cell.closest("[title]")?.getAttribute("title")).toBe(`Billed by: ${words}: would bill 25`);
  });

  it("says where it is kept and what took it back, and is saved by its number", async () => {
    const showPlansFolder = vi.fn(() => null);
    const saveSeatPlan = vi.fn(() => null);
    const seatPlan = vi.fn((_: number, id: number | null) => ({
      ...plan,
      id: id ?? 9,
      state: "ended" as const,
      begunAt: "2026-11-21T14:02:00Z",
      keptIn: "/data/plans/connection-1/seats-plan-4.csv",
      undoneBy: id === 4 ? { plan: 7, isWhole: true } : null,
    }));
    const { user } = open(null, { seatPlan, showPlansFolder, saveSeatPlan }, "?view=plan&plan=4");
    expect(await screen.findByText("Kept as /data/plans/connection-1/seats-plan-4.csv")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show the folder" }));
    await waitFor(() => expect(showPlansFolder).toHaveBeenCalledExactlyOnceWith(1));
    await user.click(screen.getByRole("button", { name: "Save as a file…" }));
    await waitFor(() => expect(saveSeatPlan).toHaveBeenCalledExactlyOnceWith(1, 4));
    await user.click(screen.getByRole("button", { name: "Taken back by plan 7" }));
    await waitFor(() => expect(seatPlan).toHaveBeenLastCalledWith(1, 7, 0, 100));
  });

  it("is one of all that were confirmed, and each can be opened", async () => {
    const seatPlans = () => [
      {
        id: 7,
        state: "ended" as const,
        undoes: 4,
        undoneBy: null,
        reason: "It was wrong",
        begunAt: "2026-11-22T09:00:00Z",
        ticked: 2,
        done: 1,
        moved: 1,
        refused: 0,
        unknown: 0,
      },
      {
        id: 4,
        state: "ended" as const,
        undoes: null,
        undoneBy: { plan: 7, isWhole: false },
        reason: null,
        begunAt: "2026-11-21T14:02:00Z",
        ticked: 2,
        done: 2,
        moved: 0,
        refused: 0,
        unknown: 0,
      },
    ];
    const seatPlan = vi.fn((_: number, id: number | null) => ({
      ...plan,
      id: id ?? 7,
      state: "ended" as const,
    }));
    const { user, container } = open(null, { seatPlans, seatPlan }, "?view=plans");
    const grid = await screen.findByRole("grid", { name: "Plans" });
    expect(within(grid).getByText("Plan 7, takes plan 4 back")).toBeTruthy();
    expect(within(grid).getByText("1 had changed and were skipped; Reason: It was wrong")).toBeTruthy();
    expect(within(grid).getByText("Partly taken back by plan 7")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(within(grid).getByText("Plan 4"));
    await waitFor(() => expect(seatPlan).toHaveBeenLastCalledWith(1, 4, 0, 100));
  });

  it("is not called partly written where nothing was", async () => {
    const one = {
      id: 7,
      state: "ended" as const,
      undoes: null,
      undoneBy: null,
      reason: null,
      begunAt: "2026-11-22T09:00:00Z",
      ticked: 3,
      done: 0,
      moved: 3,
      refused: 0,
      unknown: 0,
    };
    const seatPlans = () => [one, { ...one, id: 6, moved: 2, unknown: 1 }];
    open(null, { seatPlans }, "?view=plans");
    const grid = await screen.findByRole("grid", { name: "Plans" });
    expect(within(grid).getByText("Nothing written")).toBeTruthy();
    expect(within(grid).getByText("Not known")).toBeTruthy();
    expect(within(grid).getByText(/1 sent without an answer/)).toBeTruthy();
  });

  it("says that none was confirmed yet", async () => {
    open(null, { seatPlans: () => [] }, "?view=plans");
    expect(await screen.findByText("No plan was confirmed yet")).toBeTruthy();
  });

  it("says when there is none", async () => {
    open(null);
    expect(await screen.findByText("There is no plan")).toBeTruthy();
  });
});

describe("writing seats", () => {
  it("is switched on only after it was said what that means, and off at once", async () => {
    let since: string | null = null;
    const setSeatWriting = vi.fn((_: number, on: boolean) => {
      since = on ? "2026-11-21T14:00:00Z" : null;
      return null;
    });
    const { user, baseElement } = open(
      null,
      { seatSetup: () => ({ ...setup, writingSince: since }), setSeatWriting },
      "",
    );
    await user.click(await screen.findByRole("button", { name: "Switch writing on…" }));
    const dialog = await screen.findByRole("dialog", { name: "Let Halyard write seats to Halo" });
    expect(await axeFindings(baseElement)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Switch writing on" }));
    await waitFor(() => expect(setSeatWriting).toHaveBeenCalledExactlyOnceWith(1, true));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("plans what differs, and says when nothing does", async () => {
    const { user } = open(null, { makeSeatPlan: () => null }, "");
    await user.click(await screen.findByRole("button", { name: "Plan the changes" }));
    expect(await screen.findByText("Nothing differs.")).toBeTruthy();
  });

  it("leads past a draft to earlier plans, and plans nothing over it", async () => {
    const { user } = open({}, { seatPlans: () => [] }, "");
    expect(await screen.findByRole("button", { name: "Open the plan" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Plan the changes" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Earlier plans" }));
    expect(await screen.findByText("No plan was confirmed yet")).toBeTruthy();
  });

  it("opens the plan that was made", async () => {
    let made: number | null = null;
    const makeSeatPlan = () => {
      made = 4;
      return made;
    };
    const { user } = open(null, { seatPlan: () => (made === null ? null : plan), makeSeatPlan }, "");
    await user.click(await screen.findByRole("button", { name: "Plan the changes" }));
    expect(await screen.findByRole("grid", { name: "Lines of the plan" })).toBeTruthy();
  });
});
