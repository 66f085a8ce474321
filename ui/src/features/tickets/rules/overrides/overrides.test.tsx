import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "../../../../test/axe";
import { appError, type CommandMocks } from "../../../../test/ipc";
import { renderApp } from "../../../../test/renderApp";
import { rulesForm } from "../../fakeTickets";
import { rulesProgram } from "../../rulesProgram";
import { differences, fitted, isEmpty, NOTHING_OWN, ownPriorityChoices, sharesPriorities } from "./own";

const counts = {
  todo: 0,
  suggested: 0,
  choose: 0,
  unmapped: 0,
  mapped: 2,
  held: 0,
  excluded: 0,
  problems: 0,
  toReview: 0,
  all: 2,
};

/** Two organisations, found by name. */
const organizationPage: NonNullable<CommandMocks["organizationPage"]> = (_profile, { text, offset }) => {
  const rows = ["Ashdown", "Wren Dental"]
    .map((name, index) => ({
      id: index + 1,
      version: 1,
      name,
      domain: null,
      state: "mapped" as const,
      customer: null,
      candidates: 0,
      band: null,
      reasons: [],
      warnings: [],
      toReview: false,
    }))
    .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
  return { offset, rows, total: rows.length, counts, terms: [] };
};

describe("own rules", () => {
  it("offer the priorities of the SLA in force only", () => {
    const names = (own: typeof NOTHING_OWN) => ownPriorityChoices(rulesForm, own).map(({ name }) => name);
    expect(names(NOTHING_OWN)).toEqual(["Standard, high", "Standard, low"]);
    expect(names({ ...NOTHING_OWN, slaId: 2 })).toEqual(["Gold, high", "Gold, low"]);
    expect(names({ ...NOTHING_OWN, ticketTypeId: 22 })).toEqual([]);
    expect(sharesPriorities(rulesForm, NOTHING_OWN)).toBe(true);
    expect(sharesPriorities(rulesForm, { ...NOTHING_OWN, slaId: 2 })).toBe(false);
  });

  it("lose priorities that the SLA in force does not have", () => {
    const high = { ...NOTHING_OWN, priorities: [{ key: "high", haloId: 1 }] };
    expect(fitted(rulesForm, high)).toEqual(high);
    expect(fitted(rulesForm, { ...high, slaId: 2 }).priorities).toEqual([]);
  });

  it("say what differs", () => {
    expect(isEmpty(NOTHING_OWN)).toBe(true);
    const own = {
      ...NOTHING_OWN,
      ticketTypeId: 22,
      slaId: 2,
      priorities: [{ key: "high", haloId: 11 }],
      team: "Security",
      agentId: 7,
      fieldDefaults: [{ key: "impact", value: "3" }],
    };
    expect(isEmpty(own)).toBe(false);
    expect(differences(rulesForm, own)).toEqual([
      "Type Change request",
      "SLA Gold SLA",
      "1 priority",
      "Team Security",
      "Agent Ada Byron",
      "Impact One user",
    ]);
    expect(differences(rulesForm, { ...NOTHING_OWN, agentId: 70 })).toEqual(["Agent 70, no longer in Halo"]);
  });
});

describe("the table of own rules", () => {
  const select = (name: string) => screen.findByRole<HTMLSelectElement>("combobox", { name });

  it("takes an organisation with what differs, checks it beside the form, and lists it", async () => {
    const fake = rulesProgram({ ...rulesForm, teams: [...rulesForm.teams, "Billing"] }, { organizationPage });
    const { user, container } = renderApp("/profiles/1/tickets", fake.mocks);
    await user.click(await screen.findByText("Add an organisation…"));
    const dialog = within(await screen.findByRole("dialog", { name: "Rules of one organisation" }));
    const save = dialog.getByRole("button", { name: "Save its rules" });
    expect(save.getAttribute("aria-disabled")).toBe("true");
    await user.type(dialog.getByRole("combobox", { name: "Organisation" }), "wren");
    await user.click(await screen.findByRole("option", { name: /Wren Dental/ }));
    const team = dialog.getByRole("combobox", { name: "Team" });
    await user.selectOptions(team, "Billing");
    expect(await dialog.findByText("Halo no longer lists the team “Billing”.")).toBeDefined();
    expect(dialog.getByText("Choose another team, or none.")).toBeDefined();
    expect(await axeFindings(document.body)).toEqual([]);
    await user.click(save);

    const table = within(await screen.findByRole("table", { name: "Organisations with rules of their own" }));
    expect(await table.findByRole("row", { name: /^Organisation 2 Team Billing Refused/ })).toBeDefined();
    const checks = within(screen.getByRole("complementary", { name: "Pre-flight" }));
    expect(await checks.findByText("Choose another team, or none.")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("edits from the pre-flight, and removes with undo", async () => {
    const row = { organization: 5, name: "Ashdown", own: { ...NOTHING_OWN, team: "Billing" }, version: 3 };
    const fake = rulesProgram({ ...rulesForm, overrides: [row] }, { organizationPage });
    const { user, calls } = renderApp("/profiles/1/tickets", fake.mocks);
    const checks = within(await screen.findByRole("complementary", { name: "Pre-flight" }));
    await user.click(await checks.findByText("Open the rules of Ashdown"));
    const dialog = within(await screen.findByRole("dialog", { name: "Rules of Ashdown" }));
    await user.selectOptions(dialog.getByRole("combobox", { name: "Team" }), "Security");
    await user.click(dialog.getByRole("button", { name: "Save its rules" }));
    await waitFor(() => expect(fake.overrides()[0]?.own.team).toBe("Security"));
    expect(calls.find(({ command }) => command === "save_rules_override")?.args[3]).toBe(3);

    await user.click(await screen.findByRole("button", { name: /^Remove / }));
    await waitFor(() => expect(fake.overrides()).toEqual([]));
    expect(
      await screen.findByText("Every organisation’s tickets are made by the rules above."),
    ).toBeDefined();
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(fake.overrides()[0]?.own.team).toBe("Security"));
  });

  it("asks where held tickets would go to Halo, and keeps the choices where the answer is no", async () => {
    const row = { organization: 5, name: "Ashdown", own: { ...NOTHING_OWN, team: "Billing" }, version: 3 };
    const asked: boolean[] = [];
    const fake = rulesProgram({ ...rulesForm, overrides: [row] }, { organizationPage });
    const save = fake.mocks.saveRulesOverride;
    const { user } = renderApp("/profiles/1/tickets", {
      ...fake.mocks,
      saveRulesOverride: (profile, organization, own, version, sends) => {
        asked.push(sends);
        if (!sends) throw appError({ code: "needsConfirmation" }, { message: "3 tickets would go." });
        return save?.(profile, organization, own, version, sends) ?? null;
      },
    });
    await user.click(await screen.findByRole("button", { name: "Edit Ashdown" }));
    const dialog = async () => within(await screen.findByRole("dialog", { name: "Rules of Ashdown" }));
    await user.selectOptions((await dialog()).getByRole("combobox", { name: "Team" }), "Security");
    const press = async () => user.click((await dialog()).getByRole("button", { name: "Save its rules" }));
    await press();
    await user.click(await screen.findByRole("button", { name: "Leave it as it is" }));
    expect((await dialog()).getByRole<HTMLSelectElement>("combobox", { name: "Team" }).value).toBe(
      "Security",
    );
    await press();
    await user.click(await screen.findByRole("button", { name: "Save and send" }));
    await waitFor(() => expect(fake.overrides()[0]?.own.team).toBe("Security"));
    expect(asked).toEqual([false, false, true]);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("waits for everybody's rules", async () => {
    renderApp("/profiles/1/tickets", rulesProgram({ ...rulesForm, saved: false }).mocks);
    await select("Ticket type");
    expect(screen.getByText("Save the rules for everybody first.")).toBeDefined();
    expect(screen.queryByRole("button", { name: "Add an organisation…" })).toBeNull();
  });
});
