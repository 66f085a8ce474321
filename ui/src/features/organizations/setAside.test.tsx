import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "../../test/axe";
import { program } from "../../test/fixtures";
import type { CommandMocks } from "../../test/ipc";
import { renderApp } from "../../test/renderApp";
import { fakeCandidate, fakeCustomer, fakeOrganization, fakeOrganizations } from "./fakeOrganizations";

function open(mocks: CommandMocks, search = "") {
  return renderApp(`/profiles/1/organizations${search}`, { ...program, ...mocks });
}

function someOrganizations() {
  return fakeOrganizations([fakeOrganization(5, "Ivybridge Community Church", "unmapped")], []);
}

const row = async (name: RegExp) =>
  within(await screen.findByRole("grid", { name: "Organisations" })).findByRole("row", { name });

describe("what is set aside", () => {
  it("is excluded with a reason and a day, which can be said anew", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks, "?org=5");
    await user.click(await screen.findByRole("button", { name: "Exclude…" }));
    const dialog = await screen.findByRole("dialog", { name: "Exclude Ivybridge Community Church" });
    await user.type(within(dialog).getByLabelText("Reason"), "Left");
    await user.type(within(dialog).getByLabelText("Look again on"), "2020-01-01");
    await user.click(within(dialog).getByRole("button", { name: "Exclude" }));
    expect(within(dialog).getByText("That day has passed. Choose one to come.")).toBeDefined();
    await user.clear(within(dialog).getByLabelText("Look again on"));
    await user.click(within(dialog).getByRole("button", { name: "In a year" }));
    expect(await axeFindings(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Exclude" }));
    await waitFor(() => expect(fake.organizations()[0]?.state).toBe("excluded"));
    const kept = fake.organizations()[0]?.reviewOn;
    expect(kept).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it("is excluded in one act while it is mapped: who leaves is not parted first", async () => {
    const leaving = fakeOrganization(6, "Pembury Dental Practice", "mapped", {
      pair: fakeCandidate(fakeCustomer("Pembury Dental")),
    });
    const fake = fakeOrganizations([leaving], []);
    const { user } = open(fake.mocks, "?filter=all&org=6");
    await user.click(await screen.findByRole("button", { name: "Exclude…" }));
    const dialog = await screen.findByRole("dialog", { name: "Exclude Pembury Dental Practice" });
    expect(dialog.textContent).toContain("It is parted from its customer.");
    await user.type(within(dialog).getByLabelText("Reason"), "Left{Enter}");
    await waitFor(() => expect(fake.organizations()[0]).toMatchObject({ state: "excluded", pair: null }));
  });

  it("says that its day has come, on the row and in the details", async () => {
    const fake = fakeOrganizations(
      [
        fakeOrganization(1, "Wren Dental", "held", {
          stateReason: "Asked the client",
          reviewOn: "2026-01-01",
          toReview: true,
        }),
      ],
      [],
    );
    const { user } = open(fake.mocks, "?filter=held&org=1");
    expect(within(await row(/Wren/)).getByText("Look again")).toBeDefined();
    expect(await screen.findByText("Asked the client")).toBeDefined();
    expect(screen.getByText(/It was to be looked at again on 1 Jan 2026/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Note and day…" }));
    const dialog = await screen.findByRole("dialog", { name: "Hold Wren Dental" });
    expect(within(dialog).getByLabelText<HTMLInputElement>("Note").value).toBe("Asked the client");
    const day = within(dialog).getByLabelText<HTMLInputElement>("Look again on");
    await user.clear(day);
    await user.type(day, "9999-01-01{Enter}");
    await waitFor(() => expect(fake.organizations()[0]?.reviewOn).toBe("9999-01-01"));
  });

  it("keeps a history that is read when it is opened", async () => {
    const fake = someOrganizations();
    const { user, calls, container } = open(fake.mocks, "?org=5");
    await user.click(await screen.findByRole("button", { name: "Hold" }));
    await waitFor(() => expect(fake.organizations()[0]?.state).toBe("held"));
    await user.click(screen.getByRole("button", { name: /^Held/ }));
    await user.click(await row(/Ivybridge/));
    const pane = await screen.findByRole("complementary", { name: "Ivybridge Community Church" });
    expect(calls.some(({ command }) => command === "organization_history")).toBe(false);
    await user.click(within(pane).getByText("History"));
    expect(await within(pane).findByText("Ivybridge Community Church held")).toBeDefined();
    expect(within(pane).getByText("By hand")).toBeDefined();
    expect(within(pane).getByText(/Decision: none/)).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
  });
});
