import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "../../../test/axe";
import { seatSetup } from "../../../test/fixtures";
import { renderApp } from "../../../test/renderApp";
import { emptyRules, rulesForm } from "../fakeTickets";
import { REFUSED, rulesProgram } from "../rulesProgram";
import { fieldDefault } from "./draft";

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
