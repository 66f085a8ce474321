import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { CarriedRulesDto, TicketRulesFormDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { renderApp } from "../../../test/renderApp";
import { emptyRules, rulesForm } from "../fakeTickets";
import { rulesProgram } from "../rulesProgram";
import { NOTHING_OWN } from "./overrides/own";

const gone = {
  choice: "Halo status for Resolved",
  chosen: "Done",
  why: "Halo has nothing of this name here.",
};

const carried: CarriedRulesDto = {
  cameFrom: "sandbox.halopsa.com",
  everybody: {
    rules: { ...rulesForm.rules, statusOut: [{ key: "open", haloId: 1 }], allowMail: true },
    found: 5,
    conflicts: [gone],
  },
  own: [
    {
      organization: 4,
      name: "Wren Dental",
      own: { ...NOTHING_OWN, team: "Security" },
      conflicts: [{ choice: "Agent", chosen: "Sam Jones", why: "Halo has 2 of this name here." }],
    },
  ],
};

/** After a move: nothing is saved, and what was is offered. */
const moved: TicketRulesFormDto = { ...rulesForm, rules: emptyRules, version: 0, saved: false, carried };

const offer = () => screen.findByRole("region", { name: /can be taken over/ });

describe("rules from another Halo", () => {
  it("fill the form unsaved, say what was not found, and are gone once they are saved", async () => {
    const program = rulesProgram(moved);
    const { container, user, calls } = renderApp("/profiles/1/tickets", program.mocks);
    const shown = within(await offer());
    expect(
      shown.getByText("Rules from sandbox.halopsa.com can be taken over: 5 found by name, 1 not found."),
    ).toBeTruthy();
    const missing = within(shown.getByRole("list", { name: "Not found" }));
    expect(
      missing.getByText(/Halo status for Resolved: “Done”\. Halo has nothing of this name/),
    ).toBeTruthy();
    expect(shown.getByText(/They let Halo mail end users/)).toBeTruthy();
    expect(shown.getByText(/Pairs come back by importing mappings/)).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);

    await user.click(shown.getByRole("button", { name: "Fill the form with them" }));
    expect(await screen.findByText("Changes are not saved")).toBeTruthy();
    const status = screen.getByRole<HTMLSelectElement>("combobox", { name: "Halo status for Open" });
    expect(status.selectedOptions[0]?.text).toBe("New");
    expect(calls.some(({ command }) => command === "save_ticket_rules")).toBe(false);
    expect(program.rules()).toEqual(emptyRules);

    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    await waitFor(() => expect(program.rules()).toEqual(carried.everybody?.rules));
    // Those of organisations follow, each looked at.
    const own = within(
      await screen.findByRole("region", { name: /^Own rules of 1 organisation from sandbox/ }),
    );
    expect(own.getByText(/Wren Dental, Agent: “Sam Jones”\. Halo has 2 of this name/)).toBeTruthy();
    await user.click(own.getByRole("button", { name: "Look at Wren Dental…" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Rules of Wren Dental" }));
    expect(program.overrides()).toEqual([]);
    await user.click(dialog.getByRole("button", { name: "Save its rules" }));
    await waitFor(() => expect(program.overrides()[0]?.own.team).toBe("Security"));
    await waitFor(() => expect(screen.queryByRole("region", { name: /can be taken over/ })).toBeNull());
  });

  it("are offered beside an empty form, although those of the Halo before were shown there", async () => {
    let form: TicketRulesFormDto = { ...rulesForm, version: 3, saved: true };
    const { mocks } = rulesProgram(form);
    renderApp("/profiles/1/tickets", { ...mocks, ticketRulesForm: () => form });
    const type = await screen.findByRole<HTMLSelectElement>("combobox", { name: "Ticket type" });
    expect(type.value).not.toBe("");

    form = moved;
    await emit("invalidated", { profile: 1, tags: ["ticketRules"] });
    await offer();
    expect(screen.getByText("Not set up yet")).toBeTruthy();
    expect(type.value).toBe("");
  });

  it("are let go only after a question", async () => {
    const { user, calls } = renderApp("/profiles/1/tickets", rulesProgram(moved).mocks);
    await user.click(within(await offer()).getByRole("button", { name: "Do without them…" }));
    const title = "Do without the rules from sandbox.halopsa.com?";
    const dialog = await screen.findByRole("dialog", { name: title });
    expect(await axeFindings(dialog)).toEqual([]);
    expect(calls.some(({ command }) => command === "dismiss_carried_rules")).toBe(false);
    await user.click(within(dialog).getByRole("button", { name: "Do without them" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: /can be taken over/ })).toBeNull());
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});
