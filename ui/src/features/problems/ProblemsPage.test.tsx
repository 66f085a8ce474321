import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { ProblemsDto } from "../../ipc/client";
import { dayIn } from "../../lib/days";
import { axeFindings } from "../../test/axe";
import { palisade, unwell } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderWith } from "../../test/render";
import { fakeGroup, fakeProblem, fakeProblems } from "./fakeProblems";
import { ProblemsPage } from "./ProblemsPage";

const inactive = fakeProblem(1, {
  cause: "customerInactive",
  subject: "Fairlight Physiotherapy",
  before: "Fairlight Physio",
  after: null,
  note: "Switched off in Halo. 2 tickets are held",
});
const status = fakeProblem(2, {
  cause: "statusGone",
  organization: null,
  subject: "Palisade Resolved, to Halo",
  before: "Done, awaiting sign-off",
  after: null,
  note: "Number 31 in Halo",
});
const several = fakeProblems({
  groups: [
    fakeGroup([inactive], { blocksWork: true, canAccept: false }),
    fakeGroup([status], { blocksWork: true, canAccept: false }),
    fakeGroup([fakeProblem(3, { subject: "Lakeside Architects" }), fakeProblem(4)]),
  ],
  solvedLately: 11,
});

const withoutSeats = {
  wantsSeats: false,
  read: null,
  foundEmpty: null,
  invoices: null,
  products: [],
  kinds: [],
  unmapped: 0,
  hasPairs: true,
  writingSince: null,
};

function open(answer: ProblemsDto | (() => ProblemsDto), mocks: CommandMocks = {}) {
  const onGo = vi.fn();
  const rendered = renderWith(<ProblemsPage profileId={1} onGo={onGo} />, {
    problems: typeof answer === "function" ? answer : () => answer,
    listProfiles: () => [palisade],
    seatSetup: () => withoutSeats,
    readHalo: () => 1,
    ...mocks,
  });
  return { ...rendered, onGo };
}

const made = (calls: ReturnType<typeof open>["calls"], command: string) =>
  calls.filter((call) => call.command === command).map(({ args }) => args);

describe("Problems", () => {
  it("groups by cause, says what each does, and has one act for each", async () => {
    const { user, onGo, container } = open(several);
    const group = await screen.findByRole("region", { name: "A customer became inactive in Halo" });
    expect(within(group).getByText("Blocks work")).toBeDefined();
    expect(group.textContent).toContain("Fairlight Physio. Switched off in Halo. 2 tickets are held");
    expect(screen.getByText("4, by 3 causes. Last check 4 min ago")).toBeDefined();
    expect(screen.getByText(/Solved in the last 30 days: 11/)).toBeDefined();
    const renamed = screen.getByRole("region", { name: "2 customers were renamed in Halo" });
    expect(within(renamed).getByText("Look once")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);

    await user.click(within(group).getByRole("button", { name: "Choose another customer" }));
    expect(onGo).toHaveBeenLastCalledWith({ page: "organizations", filter: "all", org: 1 });
    await user.click(screen.getByRole("button", { name: "Choose a status" }));
    expect(onGo).toHaveBeenLastCalledWith({ page: "tickets", tab: "rules" });
    await user.click(screen.getByRole("button", { name: "Show Lakeside Architects" }));
    expect(onGo).toHaveBeenLastCalledWith({ page: "organizations", filter: "all", org: 3 });
    await user.click(screen.getByRole("button", { name: "Show them in Activity" }));
    expect(onGo).toHaveBeenLastCalledWith({ page: "activity", area: "problem" });
  });

  it("accepts all new names in one press, by keyboard", async () => {
    let answer = several;
    const acceptProblems = vi.fn(() => {
      answer = fakeProblems({ groups: several.groups.slice(0, 2) });
      void emit("invalidated", { profile: 1, tags: ["problems"] });
      return 2;
    });
    const { user } = open(() => answer, { acceptProblems });
    const act = await screen.findByRole("button", { name: "Accept all 2" });
    act.focus();
    await user.keyboard("{Enter}");
    // With what was shown of each: what came meanwhile is not accepted unseen.
    const [third, fourth] = several.groups[2]?.rows ?? [];
    expect(acceptProblems).toHaveBeenCalledWith(1, [
      { id: 3, after: third?.after },
      { id: 4, after: fourth?.after },
    ]);
    await waitFor(() => expect(screen.queryByText("2 customers were renamed in Halo")).toBeNull());
    expect(await screen.findByText("Accepted as it is now: 2")).toBeDefined();
  });

  it("ignores until a day to come and counts again", async () => {
    const ignoreProblems = vi.fn(() => null);
    const { user } = open(several, { ignoreProblems });
    await user.click(await screen.findByRole("button", { name: "Ignore Fairlight Physiotherapy until…" }));
    const dialog = await screen.findByRole("dialog", { name: "Ignore Fairlight Physiotherapy" });
    expect(await axeFindings(dialog)).toEqual([]);
    const day = within(dialog).getByRole("textbox", { name: "Until" });
    await user.clear(day);
    await user.type(day, "2020-01-01");
    await user.click(within(dialog).getByRole("button", { name: "Ignore" }));
    expect(within(dialog).getByText("Choose a day that is still to come.")).toBeDefined();
    expect(ignoreProblems).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole("button", { name: "In 3 months" }));
    await user.click(within(dialog).getByRole("button", { name: "Ignore" }));
    const until = dayIn(3, new Date());
    await waitFor(() => expect(ignoreProblems).toHaveBeenCalledWith(1, [1], until));
    await waitFor(() => expect(screen.queryByRole("textbox", { name: "Until" })).toBeNull());
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(ignoreProblems).toHaveBeenLastCalledWith(1, [1], null);
  });

  it("shows what is ignored apart, and counts it again", async () => {
    const ignoreProblems = vi.fn(() => null);
    const ignored = [{ ...inactive, ignoredUntil: "2027-01-01" }];
    const { user, container } = open(fakeProblems({ ignored }), { ignoreProblems });
    expect(await screen.findByRole("heading", { name: "Nothing else is wrong" })).toBeDefined();
    await user.click(screen.getByText("Ignored for now: 1"));
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Count again: Fairlight Physiotherapy" }));
    expect(ignoreProblems).toHaveBeenCalledWith(1, [1], null);
  });

  it("checks again by reading Halo, and says why that cannot be now", async () => {
    const { user, calls, unmount } = open(fakeProblems());
    expect(
      await screen.findByRole("heading", { name: "Everything that is mapped still holds" }),
    ).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Check again" }));
    await waitFor(() => expect(made(calls, "read_halo")).toEqual([[1]]));
    unmount();
    const health = unwell("offline", { act: "tryAgain" }, "Nothing answers.");
    open(fakeProblems(), { listProfiles: () => [{ ...palisade, health }] });
    const button = await screen.findByRole("button", { name: "Check again" });
    await waitFor(() => expect(button.getAttribute("aria-disabled")).toBe("true"));
  });

  it("checks licences too where seats are wanted, and leads from a gone one to where it is chosen", async () => {
    const gone = { cause: "licenceGone", note: "The licence “Mail” is gone" } as const;
    const both = [fakeProblem(5, gone), fakeProblem(6, gone)];
    const { user, calls, onGo } = open(
      fakeProblems({ groups: [fakeGroup(both, { blocksWork: true, canAccept: false })] }),
      { seatSetup: () => ({ ...withoutSeats, wantsSeats: true }), readAllLicences: () => 2 },
    );
    await user.click(await screen.findByRole("button", { name: "Choose another licence" }));
    expect(onGo).toHaveBeenLastCalledWith({ page: "licences" });
    await waitFor(() => expect(made(calls, "seat_setup")).toHaveLength(1));
    await user.click(screen.getByRole("button", { name: "Check again" }));
    await waitFor(() => expect(made(calls, "read_all_licences")).toEqual([[1]]));
    expect(made(calls, "read_halo")).toEqual([[1]]);
  });

  it("says that nothing was compared before the first read", async () => {
    open(fakeProblems({ checkedAt: null }));
    expect(await screen.findByRole("heading", { name: "Nothing was compared yet" })).toBeDefined();
  });

  it("says what failed and tries again", async () => {
    let failing = true;
    const { user } = open(() => {
      if (failing) throw appError({ code: "storeBusy" });
      return several;
    });
    const again = await screen.findByRole("button", { name: "Try again" });
    failing = false;
    await user.click(again);
    expect(await screen.findByRole("region", { name: "A customer became inactive in Halo" })).toBeDefined();
  });
});
