import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { events, type TaskDto, type TestRunDto } from "../../ipc/client";
import { axeFindings } from "../../test/axe";
import { seatSetup } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderApp } from "../../test/renderApp";
import { emptyRules, fakeRun, fakeStep, rulesForm } from "./fakeTickets";
import { fieldDefault } from "./rules/draft";
import { REFUSED, rulesProgram } from "./rulesProgram";

const select = (name: string) => screen.findByRole<HTMLSelectElement>("combobox", { name });
const optionsOf = (element: HTMLSelectElement) => Array.from(element.options, ({ text }) => text);

/** The type Alert asks for a category of the second level and two fields of the administrator’s own. */
const DEMANDING = (() => {
  const second = {
    key: "category_2",
    label: "Category 2",
    choices: [{ value: "Laptop", name: "Laptop" }],
    takesText: false,
  };
  const region = {
    key: "customfield_102",
    label: "Region",
    choices: [
      { value: "1", name: "North" },
      { value: "2", name: "South" },
    ],
    takesText: false,
  };
  const contract = { key: "customfield_103", label: "Contract", choices: [], takesText: true };
  const demands = [second, region, contract];
  return {
    ...rulesForm,
    fields: [...rulesForm.fields, ...demands],
    ticketTypes: rulesForm.ticketTypes.map((type) => (type.id === 21 ? { ...type, demands } : type)),
  };
})();

describe("the rules", () => {
  it("has a default for each field that the type asks for, and leads there", async () => {
    const missing = (key: string, label: string) => ({
      severity: "blocks" as const,
      text: `“${label}” is mandatory for this type and has no default.`,
      mend: `Choose a default for ${label} under Extras.`,
      field: `field.${key}`,
    });
    const { mocks, rules } = rulesProgram(DEMANDING, {
      checkTicketRules: (_profile, draft) => ({
        findings: [missing("customfield_103", "Contract"), missing("seen_on", "Seen on")].filter(
          ({ field }) => fieldDefault(draft, field.slice("field.".length)) === null,
        ),
        own: [],
      }),
    });
    const { container, user } = renderApp("/profiles/1/tickets", mocks);
    const checks = await screen.findByRole("complementary", { name: "Pre-flight" });
    expect(await within(checks).findByText(/“Contract” is mandatory/)).toBeDefined();
    const contract = screen.getByRole("textbox", { name: "Contract" });
    expect(contract.getAttribute("aria-invalid")).toBe("true");
    // A field that no default can be given for leads nowhere.
    const ways = within(checks).getAllByRole("button", { name: "Go to the field" });
    expect(ways).toHaveLength(1);
    await user.click(ways[0] as HTMLElement);
    expect(document.activeElement).toBe(contract);
    expect(await axeFindings(container)).toEqual([]);
    await user.type(contract, "Gold");
    await user.selectOptions(await select("Category 2"), "Laptop");
    await user.selectOptions(await select("Region"), "South");
    await waitFor(() => expect(within(checks).queryByText(/“Contract”/)).toBeNull());
    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    await waitFor(() =>
      expect(rules().fieldDefaults).toEqual([
        { key: "customfield_103", value: "Gold" },
        { key: "category_2", value: "Laptop" },
        { key: "customfield_102", value: "2" },
      ]),
    );
  });

  it("offers only what Halo would take, and says why a type cannot be chosen", async () => {
    const { container } = renderApp("/profiles/1/tickets", rulesProgram().mocks);
    const type = await select("Ticket type");
    const project = Array.from(type.options).find(({ text }) => text.startsWith("Project"));
    expect(project?.disabled).toBe(true);
    expect(project?.text).toBe("Project: the agent may not create it");
    expect(optionsOf(await select("Priority for High"))).toEqual([
      "Not chosen",
      "Standard, high",
      "Standard, low",
    ]);
    expect(optionsOf(await select("Halo status for Open"))).toEqual([
      "Not chosen",
      "New",
      "In Progress",
      "Closed",
    ]);
    expect((await select("Palisade status for Closed")).selectedOptions[0]?.text).toBe("Resolved");
    expect(await axeFindings(container)).toEqual([]);
  });

  it("leads to no field that the form does not show", async () => {
    const finding = (field: string) => ({
      severity: "lookOnce" as const,
      text: `Halo no longer lists what is sent in ${field}.`,
      mend: "Choose another default, or none.",
      field,
    });
    // Only another type asks for the region.
    const { mocks } = rulesProgram(
      { ...DEMANDING, rules: { ...DEMANDING.rules, ticketTypeId: 22 } },
      {
        checkTicketRules: () => ({
          findings: [finding("field.customfield_102"), { ...finding("sla"), mend: "Choose another SLA." }],
          own: [],
        }),
      },
    );
    renderApp("/profiles/1/tickets", mocks);
    const checks = await screen.findByRole("complementary", { name: "Pre-flight" });
    expect(await within(checks).findByText(/customfield_102/)).toBeDefined();
    expect(within(checks).getAllByRole("button", { name: "Go to the field" })).toHaveLength(1);
  });

  it("replaces the priorities by a sentence for a type without SLA, and says what was emptied", async () => {
    const { user } = renderApp("/profiles/1/tickets", rulesProgram().mocks);
    await user.selectOptions(await select("Ticket type"), "Change request");
    expect(screen.getByText(/Change request has no SLA/)).toBeDefined();
    expect(screen.queryByRole("combobox", { name: "Priority for High" })).toBeNull();
    expect(screen.getByText("4 choices were emptied.")).toBeDefined();
    await user.selectOptions(await select("SLA"), "Gold SLA");
    expect(optionsOf(await select("Priority for High"))).toEqual(["Not chosen", "Gold, high", "Gold, low"]);
  });

  it("checks beside the form at each change", async () => {
    const { user } = renderApp("/profiles/1/tickets", rulesProgram().mocks);
    const checks = await screen.findByRole("complementary", { name: "Pre-flight" });
    expect(await within(checks).findByText(REFUSED.text)).toBeDefined();
    expect(within(checks).getByText(REFUSED.mend)).toBeDefined();
    expect(screen.getByRole("tab", { name: /Rules\s*1/ })).toBeDefined();
    const category = await select("Category");
    expect(category.getAttribute("aria-invalid")).toBe("true");
    await user.click(within(checks).getAllByRole("button", { name: "Go to the field" })[0] as HTMLElement);
    expect(document.activeElement).toBe(category);
    await user.selectOptions(await select("Category"), "Security > Phishing");
    await waitFor(() => expect(within(checks).queryByText(REFUSED.text)).toBeNull());
    expect(within(checks).getByText("Halo would take tickets made by these rules.")).toBeDefined();
  });

  it("saves only when asked, and once", async () => {
    const fake = rulesProgram();
    const { user, calls } = renderApp("/profiles/1/tickets", fake.mocks);
    const save = await screen.findByRole("button", { name: "Save ticket rules" });
    expect(save.getAttribute("aria-disabled")).toBe("true");
    await user.click(await screen.findByRole("switch", { name: "Mails to end users" }));
    expect(screen.getByText("Changes are not saved")).toBeDefined();
    expect(fake.rules().allowMail).toBe(false);
    await user.click(save);
    expect(await screen.findByText("Saved")).toBeDefined();
    await user.click(save);
    expect(fake.rules().allowMail).toBe(true);
    expect(calls.filter(({ command }) => command === "save_ticket_rules")).toHaveLength(1);
  });

  it("empties nothing but the rules when all ticket mapping is revoked", async () => {
    const fake = rulesProgram();
    const { user } = renderApp("/profiles/1/tickets", fake.mocks);
    await user.click(await screen.findByRole("button", { name: "Revoke all ticket mapping…" }));
    const dialog = await screen.findByRole("dialog", { name: "Revoke all ticket mapping" });
    expect(within(dialog).getByText(/Pairs, connection and tickets in Halo stay/)).toBeDefined();
    await user.click(within(dialog).getByRole("button", { name: "Revoke ticket mapping" }));
    await waitFor(async () => expect((await select("Ticket type")).value).toBe(""));
    expect(fake.rules()).toEqual(emptyRules);
    const revoked = screen.getByRole("region", { name: /^All ticket mapping was revoked/ });
    await user.click(within(revoked).getByRole("button", { name: "Bring the rules back" }));
    await waitFor(async () => expect((await select("Ticket type")).value).toBe("21"));
    expect(screen.queryByRole("region", { name: /^All ticket mapping was revoked/ })).toBeNull();
  });

  it("offers only the agents of the team, and lets one go that is not in it", async () => {
    const { user } = renderApp("/profiles/1/tickets", rulesProgram().mocks);
    expect(optionsOf(await select("Agent"))).toEqual(["None", "Ada Byron", "Sam Jones"]);
    await user.selectOptions(await select("Agent"), "Ada Byron");
    await user.selectOptions(await select("Team"), "1st Line Support");
    expect((await select("Agent")).value).toBe("");
    expect(optionsOf(await select("Agent"))).toEqual(["None", "Sam Jones"]);
    expect(screen.getByText("1 choice was emptied.")).toBeDefined();
  });

  it("asks for the fields that the ticket type asks for", async () => {
    const fake = rulesProgram();
    const { user } = renderApp("/profiles/1/tickets", fake.mocks);
    await select("Category");
    expect(screen.queryByRole("combobox", { name: "Impact" })).toBeNull();
    await user.selectOptions(await select("Ticket type"), "Change request");
    await user.selectOptions(await select("Impact"), "One user");
    await user.click(screen.getByRole("switch", { name: "Mails to end users" }));
    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    await waitFor(() => expect(fieldDefault(fake.rules(), "impact")).toBe("3"));
    expect(fake.rules().allowMail).toBe(true);
  });

  it("can be skipped, and asks to read Halo first when that never happened", async () => {
    const never = { ...rulesForm, readAt: null, saved: false, rules: emptyRules };
    const { user, calls } = renderApp("/profiles/1/tickets", {
      ...rulesProgram(never).mocks,
      readHalo: () => 3,
    });
    await user.click(await screen.findByRole("button", { name: "Read Halo’s configuration" }));
    expect(calls.some(({ command }) => command === "read_halo")).toBe(true);
    await user.click(screen.getByRole("button", { name: "Skip, finish later" }));
    expect(await screen.findByRole("heading", { level: 1, name: "Home" })).toBeDefined();
  });
});

describe("filling in by name", () => {
  const lowless = { ...rulesForm, rules: { ...rules(), priorities: [{ key: "high", haloId: 1 }] } };
  function rules() {
    return rulesForm.rules;
  }

  it("fills only what is empty, says how much and what is left, and is discarded", async () => {
    const fake = rulesProgram(lowless);
    const { user, container } = renderApp("/profiles/1/tickets", fake.mocks);
    const button = await screen.findByRole("button", { name: "Fill in by name" });
    expect(screen.getByText("3 priorities and statuses to choose")).toBeDefined();
    await user.click(button);
    expect(
      await screen.findByText(
        "2 choices were filled in by name. Left for you: Low. Left as they are: In Progress.",
      ),
    ).toBeDefined();
    expect((await select("Priority for Low")).selectedOptions[0]?.text).toBe("Standard, low");
    expect((await select("Palisade status for New")).selectedOptions[0]?.text).toBe("Open");
    // What was chosen stays.
    expect((await select("Priority for High")).selectedOptions[0]?.text).toBe("Standard, high");
    expect((await select("Palisade status for Closed")).selectedOptions[0]?.text).toBe("Resolved");
    expect(screen.getByText("Changes are not saved")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Discard changes" }));
    expect((await select("Priority for Low")).value).toBe("");
    expect(screen.getByText("3 priorities and statuses to choose")).toBeDefined();
    expect(fake.rules()).toEqual(lowless.rules);
  });

  it("begins with the ticket type that suits the vendor where none is chosen", async () => {
    const { user } = renderApp(
      "/profiles/1/tickets",
      rulesProgram({ ...rulesForm, rules: emptyRules }).mocks,
    );
    await user.click(await screen.findByRole("button", { name: "Fill in by name" }));
    await waitFor(async () => expect((await select("Ticket type")).value).toBe("21"));
    expect((await select("Priority for High")).selectedOptions[0]?.text).toBe("Standard, low");
    expect((await select("Request source")).selectedOptions[0]?.text).toBe("API");
  });
});

describe("rules that Halo left behind", () => {
  it("shows a status that is gone, so that it can be emptied", async () => {
    const lost = {
      ...rulesForm,
      rules: { ...rulesForm.rules, statusBack: [{ statusId: 77, key: "resolved" }] },
    };
    const fake = rulesProgram(lost);
    const { user } = renderApp("/profiles/1/tickets", fake.mocks);
    const gone = await select("Palisade status for Status 77, no longer offered");
    await user.selectOptions(gone, "Leave as it is");
    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    await waitFor(() => expect(fake.rules().statusBack).toEqual([{ statusId: 77, key: null }]));
  });

  it("does not call a priority that is gone not chosen", async () => {
    const lost = { ...rulesForm, rules: { ...rulesForm.rules, priorities: [{ key: "high", haloId: 99 }] } };
    renderApp("/profiles/1/tickets", rulesProgram(lost).mocks);
    expect((await select("Priority for High")).selectedOptions[0]?.text).toBe("No longer offered");
  });
});

describe("saving", () => {
  it("keeps what was changed while it was saving", async () => {
    let answer = () => {};
    const fake = rulesProgram();
    const save = fake.mocks.saveTicketRules;
    const { user } = renderApp("/profiles/1/tickets", {
      ...fake.mocks,
      saveTicketRules: async (...sent) => {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        return (await save?.(...sent)) ?? 0;
      },
    });
    await user.selectOptions(await select("Category"), "Security > Phishing");
    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    await user.selectOptions(await select("Team"), "Security");
    answer();
    await waitFor(() => expect(fieldDefault(fake.rules(), "category_1")).toBe("Security > Phishing"));
    expect(await screen.findByText("Changes are not saved")).toBeDefined();
    expect((await select("Team")).value).toBe("Security");
    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    await waitFor(() => answer());
    await waitFor(() => expect(fake.rules().team).toBe("Security"));
  });
});

describe("Sync seats", () => {
  it.each([
    [false, null, /^Off: the connection is not used for licences/],
    [true, null, /^Off: seats are compared/],
    [true, "2026-11-20T09:00:00Z", /^On since .*by plans that you confirm/],
  ])(
    "says how it stands and leads to where it is decided: %s, %s",
    async (wantsSeats, writingSince, words) => {
      const fake = rulesProgram(rulesForm, { seatSetup: () => ({ ...seatSetup, wantsSeats, writingSince }) });
      const { user } = renderApp("/profiles/1/tickets", fake.mocks);
      expect(await screen.findByText(words)).toBeDefined();
      await user.click(screen.getByRole("button", { name: "Open Licences" }));
      expect(await screen.findByRole("heading", { level: 1, name: "Licences" })).toBeDefined();
    },
  );
});

/** Saving lets held tickets go, which needs a yes. */
function sending() {
  const fake = rulesProgram();
  const save = fake.mocks.saveTicketRules;
  const asked: boolean[] = [];
  const mocks: CommandMocks = {
    ...fake.mocks,
    saveTicketRules: (profile, rules, version, sends) => {
      asked.push(sends);
      if (!sends) throw appError({ code: "needsConfirmation" }, { message: "30 tickets would go." });
      return save?.(profile, rules, version, sends) ?? 0;
    },
  };
  return { ...fake, mocks, asked };
}

describe("saving rules that let held tickets go", () => {
  const question = () => screen.findByRole("dialog", { name: "Tickets would be sent to Halo" });
  const press = async ({ user }: Pick<ReturnType<typeof renderApp>, "user">, name: string) =>
    user.click(within(await question()).getByRole("button", { name }));

  it("asks, keeps the draft where the answer is no, and saves with a yes", async () => {
    const fake = sending();
    const { user } = renderApp("/profiles/1/tickets", fake.mocks);
    await user.click(await screen.findByRole("switch", { name: "Mails to end users" }));
    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    expect(within(await question()).getByText("30 tickets would go.")).toBeDefined();
    await press({ user }, "Leave it as it is");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByText("Changes are not saved")).toBeDefined();
    expect([fake.asked, fake.rules().allowMail]).toEqual([[false], false]);
    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    await press({ user }, "Save and send");
    await waitFor(() => expect(fake.rules().allowMail).toBe(true));
    expect(fake.asked).toEqual([false, false, true]);
    expect(await screen.findByText("Ticket rules saved")).toBeDefined();
  });

  it("asks on leaving as well, and stays where the answer is no", async () => {
    const fake = sending();
    const { user } = renderApp("/profiles/1/tickets", fake.mocks);
    await user.click(await screen.findByRole("switch", { name: "Mails to end users" }));
    await user.click(screen.getByRole("link", { name: /^Home/ }));
    const leave = async () => {
      const dialog = await screen.findByRole("dialog", { name: "Save the ticket rules first?" });
      await user.click(within(dialog).getByRole("button", { name: "Save ticket rules" }));
    };
    await leave();
    await press({ user }, "Leave it as it is");
    await leave();
    await press({ user }, "Save and send");
    expect(await screen.findByRole("heading", { level: 1, name: "Home" })).toBeDefined();
    expect(fake.rules().allowMail).toBe(true);
  });

  it("asks when revoked rules are brought back", async () => {
    const revoked = { ...rulesForm, rules: emptyRules, saved: false, revokedAt: "2026-11-21T14:00:00Z" };
    const asked: boolean[] = [];
    const fake = rulesProgram(revoked, {
      bringBackTicketRules: (_profile, sends) => {
        asked.push(sends);
        if (!sends) throw appError({ code: "needsConfirmation" }, { message: "30 tickets would go." });
        return null;
      },
    });
    const { user } = renderApp("/profiles/1/tickets", fake.mocks);
    await user.click(await screen.findByRole("button", { name: "Bring the rules back" }));
    await press({ user }, "Bring back and send");
    await waitFor(() => expect(asked).toEqual([false, true]));
  });
});

describe("leaving with unsaved rules", () => {
  async function leave(fake = rulesProgram()) {
    const rendered = renderApp("/profiles/1/tickets", fake.mocks);
    await rendered.user.click(await screen.findByRole("switch", { name: "Mails to end users" }));
    await rendered.user.click(screen.getByRole("link", { name: /^Home/ }));
    const dialog = await screen.findByRole("dialog", { name: "Save the ticket rules first?" });
    return {
      ...rendered,
      fake,
      press: (name: string) => rendered.user.click(within(dialog).getByRole("button", { name })),
    };
  }
  const isHome = () => screen.findByRole("heading", { level: 1, name: "Home" });

  it("stays", async () => {
    const { press } = await leave();
    await press("Stay");
    await waitFor(() => expect(screen.queryByRole("dialog", { name: /^Save/ })).toBeNull());
    expect(screen.getByText("Changes are not saved")).toBeDefined();
  });

  it("discards", async () => {
    const { press, fake } = await leave();
    await press("Discard changes");
    expect(await isHome()).toBeDefined();
    expect(fake.rules().allowMail).toBe(false);
  });

  it("saves and leaves", async () => {
    const { press, fake } = await leave();
    await press("Save ticket rules");
    expect(await isHome()).toBeDefined();
    expect(fake.rules().allowMail).toBe(true);
  });

  it("stays with the reason when they cannot be saved", async () => {
    const failing = rulesProgram(rulesForm, {
      saveTicketRules: () => {
        throw appError({ code: "diskFull" });
      },
    });
    const { press } = await leave(failing);
    await press("Save ticket rules");
    expect(
      await within(screen.getByRole("dialog", { name: /^Save/ })).findByText("The disk is full"),
    ).toBeDefined();
  });

  it("asks before the window is closed, which goes on once that is decided", async () => {
    const closeWindow = vi.fn(() => null);
    const keepRunning = vi.fn(() => null);
    const setUnsaved = vi.fn((_isUnsaved: boolean) => null);
    const fake = rulesProgram(rulesForm, { closeWindow, keepRunning, setUnsaved });
    const { user } = renderApp("/profiles/1/tickets", fake.mocks);
    await user.click(await screen.findByRole("switch", { name: "Mails to end users" }));
    expect(setUnsaved).toHaveBeenLastCalledWith(true);
    const press = async (name: string) => {
      await events.closeAsked.emit({ about: "unsaved" });
      const dialog = await screen.findByRole("dialog", { name: "Save the ticket rules first?" });
      await user.click(within(dialog).getByRole("button", { name }));
    };
    await press("Stay");
    expect(keepRunning).toHaveBeenCalledOnce();
    expect(screen.getByText("Changes are not saved")).toBeDefined();
    expect(closeWindow).not.toHaveBeenCalled();

    await press("Save ticket rules");
    await waitFor(() => expect(closeWindow).toHaveBeenCalledOnce());
    expect(fake.rules().allowMail).toBe(true);
    await waitFor(() => expect(setUnsaved).toHaveBeenLastCalledWith(false));
  });

  it("does not ask when nothing was changed", async () => {
    const { user } = renderApp("/profiles/1/tickets", rulesProgram().mocks);
    await select("Ticket type");
    await user.click(screen.getByRole("link", { name: /^Home/ }));
    expect(await isHome()).toBeDefined();
  });
});

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
