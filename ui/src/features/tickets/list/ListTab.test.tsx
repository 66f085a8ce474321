import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { OrganizationPageDto, TicketPageDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { program } from "../../../test/fixtures";
import { appError, type Calls, type CommandMocks } from "../../../test/ipc";
import { renderApp } from "../../../test/renderApp";
import { rulesForm } from "../fakeTickets";
import { fakeDetails, fakePage, fakePlan, fakeTicket } from "./fakeList";

const HELD = fakeTicket(3, {
  haloTicket: null,
  there: null,
  customer: null,
  state: "held",
  reason: "The organisation has no customer in Halo yet.",
  lastSyncedAt: null,
});
const FAILED = fakeTicket(2, { state: "failed", reason: "Halo refused the request: Please select a Site" });
const ROWS = [HELD, FAILED, fakeTicket(1, { hasDifferences: true })];

const listed = (part: CommandMocks = {}): CommandMocks => ({
  ...program,
  ticketRulesForm: () => rulesForm,
  tickets: (_profile, query) => {
    const rows = ROWS.filter(
      ({ state, summary }) => (query.state === null || state === query.state) && summary.includes(query.text),
    );
    const found = ROWS.filter(({ summary }) => summary.includes(query.text));
    return { ...fakePage(rows), counts: fakePage(found).counts };
  },
  ticketDetails: (_profile, id) => fakeDetails(ROWS.find((row) => row.id === id) ?? HELD),
  ...part,
});

/** What a command was called with. */
const made = (calls: Calls, command: string) =>
  calls.filter((call) => call.command === command).map(({ args }) => args);

const LIST = "/profiles/1/tickets?tab=list";
const grid = () => screen.findByRole("grid", { name: "Tickets" });

describe("the list", () => {
  it("shows both statuses, and filters and counts where the rows are", async () => {
    const { container, user, calls } = renderApp(LIST, listed());
    expect(await within(await grid()).findByText("Alarm 1")).toBeDefined();
    expect(within(await grid()).getByText("Not there yet")).toBeDefined();
    expect(screen.getByRole("button", { name: /^Failed\s*1$/ })).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: /^Held\s*1$/ }));
    await waitFor(async () => expect(within(await grid()).queryByText("Alarm 1")).toBeNull());
    await user.click(screen.getByRole("button", { name: /^All\s*3$/ }));
    await user.type(screen.getByRole("searchbox", { name: "Filter tickets" }), "Alarm 2");
    await waitFor(() => expect(screen.getByRole("button", { name: /^All\s*1$/ })).toBeDefined());
    expect(made(calls, "tickets").at(-1)?.[1]).toMatchObject({ text: "Alarm 2", offset: 0 });
  });

  it("says when there are none yet, and when the filter leaves none", async () => {
    const { user } = renderApp(LIST, listed({ tickets: () => fakePage([]) }));
    expect(await screen.findByText("Create the first ticket")).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Open the rules" }));
    expect(await screen.findByRole("combobox", { name: "Ticket type" })).toBeDefined();
  });

  it("offers all tickets where the filter leaves none", async () => {
    const { user } = renderApp(`${LIST}&state=conflict`, listed());
    expect(await screen.findByText("No two statuses disagree")).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Show all tickets" }));
    expect(await within(await grid()).findByText("Alarm 1")).toBeDefined();
  });

  it("says why everything waits, and tries at once when asked", async () => {
    const waiting: TicketPageDto = fakePage([fakeTicket(1, { state: "waiting" })], {
      waiting: {
        count: 1,
        standing: { reason: "No connection to halo.example: refused.", nextInMs: 90_000 },
      },
    });
    const { user, calls } = renderApp(LIST, listed({ tickets: () => waiting, sendTicketsNow: () => 7 }));
    expect(await screen.findByText("1 ticket waits.")).toBeDefined();
    expect(screen.getByText(/The next try is in 1:30/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Try now" }));
    expect(made(calls, "send_tickets_now")).toHaveLength(1);
  });

  it("says that sending was stopped, of all tickets that wait and not of those that are shown", async () => {
    const waiting: TicketPageDto = fakePage([], {
      waiting: { count: 5, standing: { reason: "Sending was stopped.", nextInMs: null } },
    });
    renderApp(`${LIST}&q=nothing`, listed({ tickets: () => waiting }));
    expect(await screen.findByText("5 tickets wait.")).toBeDefined();
    expect(screen.getByText(/Sending was stopped\. Nothing is lost\./)).toBeDefined();
    expect(screen.queryByText(/The next try/)).toBeNull();
  });

  it("names the held tickets that could go before it sends them", async () => {
    const sent: boolean[] = [];
    const { user } = renderApp(
      LIST,
      listed({
        tickets: () => fakePage(ROWS, { waitForAWord: 2 }),
        sendHeldTickets: (_profile, ticket, sends) => {
          expect(ticket).toBeNull();
          sent.push(sends);
          if (!sends) throw appError({ code: "needsConfirmation" }, { message: "2 tickets. To Wren: “A”." });
          return null;
        },
      }),
    );
    expect(await screen.findByText("2 held tickets could go to Halo.")).toBeDefined();
    const press = () => user.click(screen.getByRole("button", { name: "Send them…" }));
    await press();
    await user.click(await screen.findByRole("button", { name: "Leave it as it is" }));
    expect(sent).toEqual([false]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await press();
    const dialog = within(await screen.findByRole("dialog", { name: "Tickets would be sent to Halo" }));
    expect(dialog.getByText("2 tickets. To Wren: “A”.")).toBeDefined();
    await user.click(dialog.getByRole("button", { name: "Send to Halo" }));
    await waitFor(() => expect(sent).toEqual([false, false, true]));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("can be read again after a failure", async () => {
    let fails = true;
    const { user } = renderApp(
      LIST,
      listed({
        tickets: () => {
          if (fails) throw appError({ code: "internal" });
          return fakePage(ROWS);
        },
      }),
    );
    const again = await screen.findByRole("button", { name: "Try again" });
    fails = false;
    await user.click(again);
    expect(await within(await grid()).findByText("Alarm 1")).toBeDefined();
  });
});

describe("the details", () => {
  it("are opened by key, and show what Halo replaced", async () => {
    const { container, user } = renderApp(LIST, listed());
    const row = await within(await grid()).findByRole("row", { name: /Alarm 1/ });
    row.focus();
    await user.keyboard("{Enter}");
    const pane = await screen.findByRole("complementary", { name: "Alarm 1" });
    expect(await within(pane).findByText("Halo holds something else in 1 of 2 fields")).toBeDefined();
    expect(within(pane).getByText("Entered")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(within(pane).getByRole("button", { name: "Previous" }));
    expect(await screen.findByRole("complementary", { name: "Alarm 2" })).toBeDefined();
  });

  it("say what failed in Halo's words, and try again", async () => {
    const failed = fakeDetails(FAILED, {
      writes: [
        {
          what: "Create the ticket",
          isRefused: true,
          isUnanswered: false,
          isUnfindable: false,
          failure: "Halo refused the request: Please select a Site",
          mend: "Mend what Halo names, then try again.",
          said: "Please select a Site",
          attempts: 1,
          triedAt: "2026-11-21T14:00:00Z",
        },
      ],
    });
    const { user, calls } = renderApp(
      `${LIST}&ticket=2`,
      listed({ ticketDetails: () => failed, retryTicket: () => null }),
    );
    expect(await screen.findByText("Please select a Site")).toBeDefined();
    expect(screen.getByText(/: Please select a Site\. Mend what Halo names/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(made(calls, "retry_ticket")).toHaveLength(1);
  });

  it("let a person say what became of one that Halo cannot be searched for", async () => {
    const lost = fakeDetails(FAILED, {
      writes: [
        {
          what: "Create the ticket",
          isRefused: true,
          isUnanswered: false,
          isUnfindable: true,
          failure: "The answer was lost.",
          mend: "Look for HYD-1 in Halo, then say here whether it is there.",
          said: null,
          attempts: 1,
          triedAt: "2026-11-21T14:00:00Z",
        },
      ],
    });
    const { user, calls, container } = renderApp(
      `${LIST}&ticket=2`,
      listed({ ticketDetails: () => lost, settleLostTicket: () => null }),
    );
    expect(await screen.findByText("It may be in Halo. Somebody has to look.")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    const link = screen.getByRole("button", { name: "It is this one" });
    await user.click(link);
    expect(made(calls, "settle_lost_ticket")).toHaveLength(0);
    await user.type(screen.getByRole("textbox", { name: "Its number in Halo" }), "48001");
    await user.click(link);
    await user.click(screen.getByRole("button", { name: "It is not in Halo: send it again" }));
    const said = made(calls, "settle_lost_ticket");
    expect(said).toHaveLength(2);
    expect(said).toEqual([
      [1, 2, 48_001],
      [1, 2, null],
    ]);
  });

  it("say why two statuses do not go together, and accuse nobody of having changed both", async () => {
    const reason = "Halo’s status leads to none here, so nothing is changed.";
    const lonely = fakeDetails(fakeTicket(1, { state: "conflict", reason }));
    renderApp(`${LIST}&ticket=1`, listed({ ticketDetails: () => lonely }));
    expect(await screen.findByText("The two statuses do not go together.")).toBeDefined();
    expect(screen.getByText(/leads to none here/)).toBeDefined();
    expect(screen.queryByText(/changed on both sides/)).toBeNull();
  });

  it("say what waits for a ticket that the agent may not see", async () => {
    const note = {
      what: "Add a note",
      isRefused: false,
      isUnanswered: false,
      isUnfindable: false,
      failure: null,
      mend: null,
      said: null,
      attempts: 0,
      triedAt: null,
    };
    const gone = fakeDetails(fakeTicket(1, { state: "gone", reason: "Halo no longer shows it." }), {
      writes: [note, { ...note, what: "Change the status" }],
    });
    renderApp(`${LIST}&ticket=1`, listed({ ticketDetails: () => gone }));
    expect(await screen.findByText(/2 writes wait until Halo shows it again/)).toBeDefined();
  });

  it("say why it is held, and let it be discarded", async () => {
    const held = fakeDetails(HELD, {
      hold: {
        reason: "The organisation has no customer in Halo yet.",
        mend: "Map the organisation to a customer, and the ticket is sent.",
        isAboutRules: false,
        canBeSent: false,
      },
      readBack: [],
      canDiscard: true,
    });
    const { user, calls } = renderApp(
      `${LIST}&ticket=3`,
      listed({ ticketDetails: () => held, discardTicket: () => null }),
    );
    expect(await screen.findByText("It is held, and was sent to nobody.")).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Discard" }));
    expect(made(calls, "discard_ticket")).toHaveLength(1);
    await waitFor(() => expect(screen.queryByText("It is held, and was sent to nobody.")).toBeNull());
  });

  it("are sent when somebody says so, once nothing holds them any more", async () => {
    const free = fakeDetails(HELD, {
      hold: {
        reason: "What held it is mended. Nobody has said yet that it may go to Halo.",
        mend: "It goes when you press Send it to Halo.",
        isAboutRules: false,
        canBeSent: true,
      },
      readBack: [],
    });
    const { user, calls } = renderApp(
      `${LIST}&ticket=3`,
      listed({ ticketDetails: () => free, sendHeldTickets: () => null }),
    );
    await user.click(await screen.findByRole("button", { name: "Send it to Halo" }));
    expect(made(calls, "send_held_tickets")).toEqual([[1, 3, true]]);
  });

  it("let what Halo refused be given up, after saying what that means", async () => {
    const refused = fakeDetails(fakeTicket(3, { state: "failed", haloTicket: null, there: null }), {
      canGiveUp: "ticket",
      writes: [
        {
          what: "Create the ticket",
          isRefused: true,
          isUnanswered: false,
          isUnfindable: false,
          failure: "Halo refused the request.",
          mend: null,
          said: "Please select a Site",
          attempts: 1,
          triedAt: "2026-11-21T14:02:00Z",
        },
      ],
    });
    const { user, calls } = renderApp(
      `${LIST}&ticket=3`,
      listed({ ticketDetails: () => refused, giveUpTicket: () => null }),
    );
    await user.click(await screen.findByRole("button", { name: "Give up…" }));
    const dialog = await screen.findByRole("dialog", { name: "Give up this ticket" });
    expect(within(dialog).getByText(/The next alert of its number becomes a new ticket/)).toBeDefined();
    expect(within(dialog).queryByText(/If it is in Halo all the same/)).toBeNull();
    expect(made(calls, "give_up_ticket")).toHaveLength(0);
    await user.click(within(dialog).getByRole("button", { name: "Give up the ticket" }));
    expect(made(calls, "give_up_ticket")).toEqual([[1, 3]]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("change the status after showing what Halo gets", async () => {
    const { user, calls } = renderApp(`${LIST}&ticket=1`, listed({ changeTicketStatus: () => null }));
    await user.click(await screen.findByRole("button", { name: "Change status…" }));
    const dialog = await screen.findByRole("dialog", { name: "Change the status" });
    await user.click(within(dialog).getByRole("radio", { name: /Ignored/ }));
    const act = within(dialog).getByRole("button", { name: "Close the ticket" });
    expect(act.getAttribute("aria-disabled")).toBe("true");
    await user.click(within(dialog).getByRole("radio", { name: /Resolved/ }));
    expect(within(dialog).getByText("Halo gets: Closed")).toBeDefined();
    await user.click(within(dialog).getByRole("button", { name: "Close the ticket" }));
    expect(made(calls, "change_ticket_status")).toEqual([[1, 1, "resolved"]]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

const ORGANIZATIONS: OrganizationPageDto = {
  offset: 0,
  total: 1,
  terms: [],
  counts: {
    todo: 0,
    suggested: 0,
    choose: 0,
    unmapped: 0,
    mapped: 1,
    held: 0,
    excluded: 0,
    problems: 0,
    toReview: 0,
    all: 1,
  },
  rows: [
    {
      id: 5,
      version: 1,
      name: "Wren Dental",
      domain: null,
      state: "mapped",
      customer: { id: 12, name: "Wren Dental Ltd" },
      candidates: 0,
      band: null,
      reasons: [],
      warnings: [],
      toReview: false,
    },
  ],
};

describe("a new ticket", () => {
  const organizations: CommandMocks = {
    organizationPage: () => ORGANIZATIONS,
  };

  it("shows every field before it is sent, and sends that", async () => {
    const { user, calls } = renderApp(
      `${LIST}&dialog=new`,
      listed({
        ...organizations,
        ticketPlan: () => fakePlan,
        createTicket: () => {
          void emit("invalidated", { profile: 1, tags: ["tickets"] });
          return { id: 1, became: "ticket" };
        },
      }),
    );
    const dialog = await screen.findByRole("dialog", { name: "New Palisade ticket" });
    expect(
      within(dialog).getByRole("button", { name: "Create the ticket" }).getAttribute("aria-disabled"),
    ).toBe("true");
    await user.type(within(dialog).getByRole("combobox", { name: "Organisation" }), "Wren");
    await user.click(await screen.findByRole("option", { name: /Wren Dental/ }));
    await user.type(within(dialog).getByRole("textbox", { name: "Summary" }), "Phishing reported");
    expect(await within(dialog).findByText("[HYD-ABCDEFGH2345] Phishing reported")).toBeDefined();
    expect(await axeFindings(dialog)).toEqual([]);
    const act = within(dialog).getByRole("button", { name: "Create the ticket" });
    await waitFor(() => expect(act.getAttribute("aria-disabled")).not.toBe("true"));
    await user.click(act);
    expect(made(calls, "create_ticket")).toMatchObject([
      [1, { organization: 5, summary: "Phishing reported", reference: "HYD-ABCDEFGH2345", noteOn: null }],
    ]);
    expect(await screen.findByRole("complementary", { name: "Alarm 1" })).toBeDefined();
  });

  it("says that it is held or becomes a note", async () => {
    const plan = {
      ...fakePlan,
      noteOn: { id: 1, haloTicket: 48_001, summary: "Alarm 1" },
      hold: {
        reason: "The organisation is held.",
        mend: "Release it.",
        isAboutRules: false,
        canBeSent: false,
      },
    };
    const { user, calls } = renderApp(
      `${LIST}&dialog=new`,
      listed({
        ...organizations,
        ticketPlan: () => plan,
        createTicket: () => ({ id: 1, became: "note" }),
      }),
    );
    const dialog = await screen.findByRole("dialog", { name: "New Palisade ticket" });
    await user.type(within(dialog).getByRole("combobox", { name: "Organisation" }), "Wren");
    await user.click(await screen.findByRole("option", { name: /Wren Dental/ }));
    await user.type(within(dialog).getByRole("textbox", { name: "Summary" }), "Again");
    expect(await within(dialog).findByText("It is held, and sent to nobody.")).toBeDefined();
    expect(within(dialog).getByText(/Ticket 48001, “Alarm 1”/)).toBeDefined();
    const act = within(dialog).getByRole("button", { name: "Add the note" });
    await waitFor(() => expect(act.getAttribute("aria-disabled")).not.toBe("true"));
    await user.click(act);
    expect(made(calls, "create_ticket")).toMatchObject([[1, { noteOn: 1 }]]);
  });
});
