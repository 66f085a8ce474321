import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { events, type MenuDto, type TaskDto, type TaskStateDto } from "../../ipc/client";
import { axeFindings } from "../../test/axe";
import { appInfo, demo, palisade, program } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderApp } from "../../test/renderApp";
import { screenAddress } from "./useScreenMemory";

const parts = [
  { name: "Halyard", version: "0.1.0" },
  { name: "SQLite", version: "3.51.0" },
];

async function open(mocks: CommandMocks = {}, address = "/profiles/1/home") {
  const rendered = renderApp(address, { ...program, builtOf: () => parts, ...mocks });
  await screen.findByRole("heading", { name: "Home" });
  return rendered;
}

it("finds a command by its words and does it, all by keys", async () => {
  const { user } = await open();
  await user.keyboard("{Control>}k{/Control}");
  const field = await screen.findByRole("combobox", { name: "Search and commands" });
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.keyboard("sett go");
  const [first] = screen.getAllByRole("option");
  expect(first?.textContent).toContain("Go to Settings");
  expect(first?.getAttribute("aria-selected")).toBe("true");
  expect(field.getAttribute("aria-activedescendant")).toBe(first?.id);
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeTruthy();
  expect(screen.queryByRole("combobox", { name: "Search and commands" })).toBeNull();
});

it.each([
  ["seats counts", "Read licences from Halo"],
  ["report", "Verify"],
  ["sla", "Ticket rules"],
  ["sync tickets", "Ask Halo for changed statuses"],
])("finds by other words what is not on the rail: %s", async (words, title) => {
  const { user } = await open();
  await user.click(screen.getByRole("button", { name: "Search and commands" }));
  await user.keyboard(words);
  const [first] = screen.getAllByRole("option");
  expect(first?.textContent).toContain(title);
});

it("says why a command cannot be done, and does not do it", async () => {
  const readHalo = vi.fn(() => 1);
  const health = {
    ...palisade.health,
    blocked: { ...palisade.health.blocked, read: "The secret is missing" },
  };
  const { user } = await open({ readHalo, listProfiles: () => [{ ...palisade, health }] });
  await user.click(screen.getByRole("button", { name: "Search and commands" }));
  await user.keyboard("read customers");
  const line = await screen.findByRole("option", { name: /Read customers from Halo/ });
  expect(line.textContent).toContain("The secret is missing");
  expect(line.getAttribute("aria-disabled")).toBe("true");
  await user.keyboard("{Enter}{Escape}{F5}");
  expect(readHalo).not.toHaveBeenCalled();
});

it("shows the keys of a command where they do something", async () => {
  const { user } = await open();
  await user.keyboard("{Control>}k{/Control}");
  await screen.findByRole("combobox", { name: "Search and commands" });
  expect(screen.getByRole("option", { name: /^Go to Tickets/ }).textContent).toContain("Ctrl 3");
  expect(screen.getByRole("option", { name: /^Undo/ }).textContent).not.toContain("Z");
});

it("leads to organisations too, and says when nothing is found", async () => {
  const organizationPage = vi.fn((_: number, { text }: { text: string }) => ({
    offset: 0,
    rows: text === "bright" ? [{ id: 7, name: "Brightwater Dental" }] : [],
    total: text === "bright" ? 1 : 0,
  }));
  const mocks = { organizationPage } as unknown as CommandMocks;
  const { user, container } = await open(mocks);
  await user.keyboard("{Control>}k{/Control}bright");
  expect(await screen.findByRole("option", { name: /Brightwater Dental.*Organisation/ })).toBeTruthy();
  expect(await axeFindings(container.ownerDocument.body)).toEqual([]);
  await user.keyboard("zzz");
  expect(await screen.findByText(/Nothing is called “brightzzz”/)).toBeTruthy();
});

it("opens places by their number, and nothing over an open dialog", async () => {
  const { user } = await open();
  await user.keyboard("{F1}");
  const keys = await screen.findByRole("dialog", { name: "Keys" });
  expect(within(keys).getByText("Go to Tickets").closest("div")?.textContent).toContain("Ctrl 3");
  expect(within(keys).getByText("Not this one").closest("div")?.textContent).toContain("N");
  expect(within(keys).getByText("Select everything shown").closest("div")?.textContent).toContain("Ctrl A");
  expect(await axeFindings(keys)).toEqual([]);
  await user.keyboard("{Control>}[Digit3]{/Control}");
  expect(screen.getByRole("dialog", { name: "Keys" })).toBeTruthy();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await user.keyboard("{Control>},{/Control}");
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeTruthy();
});

it("shows the commands in the menu bar, and does what is chosen there", async () => {
  const bars: MenuDto[][] = [];
  const { user } = await open({
    listProfiles: () => [palisade, demo],
    setMenuBar: (menus) => {
      bars.push(menus);
      return null;
    },
  });
  const inBar = (id: string) =>
    bars
      .at(-1)
      ?.flatMap(({ groups }) => groups.flat())
      .find((item) => item.id === id);
  await waitFor(() => expect(inBar("profile.2")).toBeTruthy());
  expect(inBar("go.settings")?.accelerator).toBe("CmdOrCtrl+,");
  expect(inBar("edit.undo")?.accelerator).toBeNull();
  expect([inBar("profile.1")?.checked, inBar("profile.2")?.checked]).toEqual([true, false]);
  const before = bars.length;
  await events.commandChosen.emit({ id: "help.about" });
  expect(await screen.findByRole("dialog", { name: "About Halyard" })).toBeTruthy();
  // The press turned a mark, so the bar is told anew.
  await waitFor(() => expect(bars.length).toBeGreaterThan(before));
  await user.keyboard("{Escape}");
  await events.commandChosen.emit({ id: "go.settings" });
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeTruthy();
});

it("names versions, licence and logs in About", async () => {
  const showLogFolder = vi.fn(() => null);
  const { user } = await open({ showLogFolder });
  await user.keyboard("{Control>}k{/Control}about{Enter}");
  const about = await screen.findByRole("dialog", { name: "About Halyard" });
  expect(await within(about).findByText("3.51.0")).toBeTruthy();
  expect(within(about).getByText(appInfo.logDir)).toBeTruthy();
  expect(await axeFindings(about)).toEqual([]);
  await user.click(within(about).getByRole("button", { name: "Show the logs" }));
  expect(showLogFolder).toHaveBeenCalled();
});

it("shows why a command failed", async () => {
  const { user } = await open({
    readHalo: () => {
      throw appError({ code: "internal" }, { message: "The database is closed." });
    },
  });
  await user.keyboard("{F5}");
  const dialog = await screen.findByRole("dialog", { name: "Read customers from Halo" });
  expect(within(dialog).getByText(/The database is closed/)).toBeTruthy();
});

it("undoes from anywhere and says what", async () => {
  const undo = vi.fn(() => ({ id: 9, what: "12 organisations unmapped", organization: null }));
  const { user } = await open({
    undoable: () => ({ undo: { id: 8, what: "12 mapped", at: "2026-11-20T09:00:00Z" }, redo: null }),
    undo,
  } as unknown as CommandMocks);
  await user.keyboard("{Control>}k{/Control}undo{Enter}");
  expect(await screen.findByText("12 organisations unmapped")).toBeTruthy();
  expect(undo).toHaveBeenCalledWith(1, 8, false);
});

it("takes keys while a toast is shown, which asks nothing", async () => {
  const { user } = await open({ backUpNow: () => null } as unknown as CommandMocks);
  await user.keyboard("{Control>}k{/Control}back up now{Enter}");
  await screen.findByText("The backup was made and checked");
  await user.keyboard("{Control>},{/Control}");
  expect(await screen.findByRole("heading", { name: "Settings" })).toBeTruthy();
});

it("asks before an undo sends tickets, and does it on a yes only", async () => {
  const what =
    "Wren is mapped to Wren Ltd again. 1 ticket waits for it, and is sent there in Halo then: “Alarm”.";
  const undo = vi.fn((_profile: number, _edit: number, sends: boolean) => {
    if (!sends) throw appError({ code: "needsConfirmation" }, { message: what });
    return { id: null, what: "Undone: Wren unmapped", organization: 3 };
  });
  let newest = 8;
  const { user } = await open({
    undoable: () => ({ undo: { id: newest, what: "Wren unmapped", at: "2026-11-20T09:00:00Z" }, redo: null }),
    undo,
  } as unknown as CommandMocks);
  const ask = async () => {
    await user.keyboard("{Control>}k{/Control}undo{Enter}");
    return await screen.findByRole("dialog", { name: "Tickets would be sent to Halo" });
  };
  const question = await ask();
  expect(within(question).getByText(what)).toBeTruthy();
  expect(await axeFindings(question)).toEqual([]);
  await user.click(within(question).getByRole("button", { name: "Leave it as it is" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(undo).toHaveBeenCalledTimes(1);

  const again = await ask();
  // The program enters an edit of its own before the yes, which is to the one that was asked about.
  newest = 9;
  await user.click(within(again).getByRole("button", { name: "Undo and send" }));
  expect(await screen.findByText("Undone: Wren unmapped")).toBeTruthy();
  expect(undo).toHaveBeenLastCalledWith(1, 8, true);
});

const sending = (state: TaskStateDto): TaskDto => ({ id: 4, kind: "sendTickets", profile: 1, state });
const atWork: Extract<TaskStateDto, { state: "running" }> = {
  state: "running",
  label: "Sending tickets, 3 of 20",
  done: 3,
  total: 20,
  requests: 6,
  waitingSecs: null,
};

it("asks before it closes on work, and goes on when told to", async () => {
  const keepRunning = vi.fn(() => null);
  const finishAndClose = vi.fn(() => null);
  const { user } = await open({ keepRunning, finishAndClose });
  await events.taskChanged.emit({ task: sending(atWork) });
  await events.closeAsked.emit({ about: "writing", tasks: [4] });
  const question = await screen.findByRole("dialog", { name: "Halyard is writing to Halo" });
  expect(within(question).getByText("Sending tickets, 3 of 20")).toBeTruthy();
  expect(await axeFindings(question)).toEqual([]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(keepRunning).toHaveBeenCalledOnce());
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

  await events.closeAsked.emit({ about: "writing", tasks: [4] });
  await user.click(await screen.findByRole("button", { name: "Finish this item and close" }));
  expect(finishAndClose).toHaveBeenCalledOnce();
});

it("offers to close once what it asked about has ended", async () => {
  const { user } = await open({ finishAndClose: () => null });
  await events.taskChanged.emit({ task: sending(atWork) });
  await events.closeAsked.emit({ about: "writing", tasks: [4] });
  await screen.findByRole("dialog", { name: "Halyard is writing to Halo" });
  const done = {
    state: "done",
    label: "20 tickets sent",
    allWell: true,
    onlyChanges: false,
    note: null,
  } as const;
  await events.taskChanged.emit({ task: sending(done) });
  await user.click(await screen.findByRole("button", { name: "Close Halyard" }));
});

it("tells the desktop the end of long work behind other windows, and of nothing else", async () => {
  const notify = vi.fn((_title: string, _text: string) => null);
  const hasFocus = vi.spyOn(document, "hasFocus");
  const now = vi.spyOn(Date, "now");
  async function work(id: number, took: number, label: string) {
    await events.taskChanged.emit({ task: { ...sending({ ...atWork, label: `${label} begins` }), id } });
    await screen.findByText(`${label} begins`);
    now.mockReturnValue(Date.now() + took);
    const done = { state: "done", label, allWell: true, onlyChanges: false, note: null } as const;
    await events.taskChanged.emit({ task: { ...sending(done), id } });
    await screen.findAllByText(label);
  }
  try {
    await open({ notify });
    hasFocus.mockReturnValue(false);
    await work(4, 9_000, "Short work");
    hasFocus.mockReturnValue(true);
    await work(5, 11_000, "Work in front");
    hasFocus.mockReturnValue(false);
    await work(6, 11_000, "Long work");
    await waitFor(() => expect(notify).toHaveBeenCalled());
    expect(notify.mock.calls).toEqual([["Palisade", "Long work"]]);
  } finally {
    vi.restoreAllMocks();
  }
});

it("has the screen remembered without what was looked at on it", async () => {
  const rememberScreen = vi.fn(() => null);
  await open({ rememberScreen }, "/profiles/1/home?connected=true");
  expect(rememberScreen).toHaveBeenCalledWith("/profiles/1/home");
  expect(screenAddress("/profiles/3/organizations", { view: "board", q: "smith", dialog: "add" })).toBe(
    "/profiles/3/organizations?view=board",
  );
  expect(screenAddress("/profiles/3/revoked", {})).toBeNull();
  expect(screenAddress("/connect", { profile: 3 })).toBeNull();
});

it("reads what others made only when somebody asks, and each of their terms", async () => {
  const thirdParty = vi.fn(() => ({
    parts: [
      { name: "serde", version: "1.0.0", licence: "MIT", holders: ["Copyright (c) 2015 Ann"], texts: [0] },
      { name: "bare", version: "2.0.0", licence: "ISC", holders: [], texts: [] },
    ],
    texts: ["Permission is hereby granted."],
  }));
  const { user } = await open({ thirdParty });
  await user.keyboard("{Control>}k{/Control}about{Enter}");
  const about = await screen.findByRole("dialog", { name: "About Halyard" });
  expect(thirdParty).not.toHaveBeenCalled();
  await user.click(await within(about).findByText("Third-party licences"));
  expect(await within(about).findByText("Halyard contains 2 parts by others.")).toBeTruthy();
  await user.click(within(about).getByText("serde 1.0.0, MIT"));
  expect(await within(about).findByText(/2015 Ann[\s\S]*Permission is hereby granted/)).toBeTruthy();
  await user.click(within(about).getByText("bare 2.0.0, ISC"));
  expect(await within(about).findByText(/names the licence, ISC, and adds no text/)).toBeTruthy();
  expect(await axeFindings(about)).toEqual([]);
});
