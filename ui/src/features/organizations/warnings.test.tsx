import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { WarningDto } from "../../ipc/client";
import { axeFindings } from "../../test/axe";
import { program } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderApp } from "../../test/renderApp";
import { fakeCandidate, fakeCustomer, fakeOrganization, fakeOrganizations } from "./fakeOrganizations";

const clash: WarningDto = {
  kind: "domainClash",
  text: "wren.example is the domain of Wren Dental in Halo",
  setAside: false,
  mayBeSetAside: true,
};
const gone: WarningDto = {
  kind: "gone",
  text: "Halo no longer lists its customer",
  setAside: false,
  mayBeSetAside: false,
};

function someWarnings() {
  const ash = fakeCustomer("Ashdown & Pryce", { domains: ["ashdown.example"] });
  return fakeOrganizations(
    [
      fakeOrganization(1, "Wren Dental", "problem", {
        domains: ["wren.example"],
        pair: fakeCandidate(ash),
        warnings: [clash],
      }),
      fakeOrganization(2, "Castlegate", "problem", {
        pair: fakeCandidate(fakeCustomer("Castlegate Ltd", { present: false })),
        warnings: [gone],
      }),
      fakeOrganization(3, "Pembury", "suggested", { candidates: [fakeCandidate(ash)] }),
    ],
    [ash],
  );
}

function open(mocks: CommandMocks, search: string) {
  return renderApp(`/profiles/1/organizations${search}`, { ...program, ...mocks });
}

it("offers whom a customer that is gone may have been merged into, by one press", async () => {
  const group = fakeCustomer("Lark Group", { domains: ["castlegate.example"] });
  const fake = fakeOrganizations(
    [
      fakeOrganization(2, "Castlegate", "problem", {
        pair: fakeCandidate(fakeCustomer("Castlegate Ltd", { present: false })),
        warnings: [gone],
        candidates: [fakeCandidate(group)],
      }),
    ],
    [group],
  );
  const { user } = open(fake.mocks, "?filter=problems&org=2");
  expect(await screen.findByText("It may have been merged into")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Map to Lark Group instead" }));
  await waitFor(() => expect(fake.organizations()[0]?.pair?.customer.name).toBe("Lark Group"));
});

describe("a warning", () => {
  it("stands on the row with its word, and in the details with what it says", async () => {
    const { container } = open(someWarnings().mocks, "?filter=problems&org=1");
    const grid = await screen.findByRole("grid", { name: "Organisations" });
    const row = await within(grid).findByRole("row", { name: /Wren Dental/ });
    expect(within(row).getByText("Other domain")).toBeDefined();
    const warnings = await screen.findByRole("list", { name: "Warnings" });
    expect(within(warnings).getByText(/wren.example is the domain of Wren Dental/)).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("is set aside by keyboard, raised again, and both can be undone", async () => {
    const fake = someWarnings();
    const { user } = open(fake.mocks, "?filter=all&org=1");
    const aside = await screen.findByRole("button", { name: "This is right: Other domain" });
    aside.focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(fake.organizations()[0]?.state).toBe("mapped"));
    expect(await screen.findByText(/you said it is right/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Warn again: Other domain" }));
    await waitFor(() => expect(fake.organizations()[0]?.state).toBe("problem"));
    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(fake.organizations()[0]?.state).toBe("mapped"));
  });

  it("of a customer that is gone cannot be set aside", async () => {
    open(someWarnings().mocks, "?filter=problems&org=2");
    await screen.findByRole("list", { name: "Warnings" });
    expect(screen.queryByRole("button", { name: /This is right/ })).toBeNull();
  });

  it("is said before a pair is made, and asked about", async () => {
    const fake = someWarnings();
    const { user } = open(
      {
        ...fake.mocks,
        previewPair: () => [clash],
        decide: (profile, id, version, decision) => {
          if (decision.act === "map" && decision.consent === "ask")
            throw appError({ code: "needsConfirmation" }, { message: `${clash.text}.` });
          const { decide } = fake.mocks;
          if (!decide) throw appError({ code: "internal" });
          return decide(profile, id, version, decision);
        },
      },
      "?filter=all&org=3",
    );
    expect(await screen.findByText(/wren.example is the domain/)).toBeDefined();
    const pane = await screen.findByRole("complementary", { name: "Pembury" });
    await user.click(within(pane).getByRole("button", { name: /^Map\b/ }));
    const dialog = await screen.findByRole("dialog", { name: "Map Pembury all the same" });
    expect(within(dialog).getByText(/wren.example is the domain/)).toBeDefined();
    await user.click(within(dialog).getByRole("button", { name: "Map all the same" }));
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("mapped"));
  });

  it("keeps a clear suggestion out of the bulk and says so", async () => {
    const fake = someWarnings();
    const { container } = open(
      {
        ...fake.mocks,
        previewAccept: () => ({
          total: 1,
          groups: [
            {
              band: "strong",
              reasons: ["domain"],
              count: 1,
              examples: [{ organization: "Pembury", customer: "Pembury Ltd" }],
            },
          ],
          doubtful: 1,
          doubts: [{ organization: "Wren Dental", customer: "Ashdown", text: clash.text }],
          left: 1,
          mark: "m",
          heldTickets: 2,
        }),
      },
      "?filter=all&dialog=accept",
    );
    const dialog = await screen.findByRole("dialog", { name: "Accept 1 suggestion" });
    expect(await within(dialog).findByText("1 suggestion left out")).toBeDefined();
    expect(within(dialog).getByText(/and Ashdown: wren.example/)).toBeDefined();
    expect(within(dialog).getByText("2 held tickets are sent to Halo then")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("says what is sent to Halo as it is now, not as it was when it was read", async () => {
    const fake = someWarnings();
    const { user } = open(
      {
        ...fake.mocks,
        decide: () => {
          throw appError({ code: "needsConfirmation" }, { message: `${clash.text}.` });
        },
      },
      "?filter=all&org=3",
    );
    const pane = await screen.findByRole("complementary", { name: "Pembury" });
    await user.click(within(pane).getByRole("button", { name: /^Map\b/ }));
    const dialog = await screen.findByRole("dialog", { name: "Map Pembury all the same" });
    expect(await within(dialog).findByText("Nothing is written to Halo")).toBeDefined();
    // Another window enters a ticket for it.
    fake.change(3, { heldTickets: 1 });
    await emit("invalidated", { profile: 1, tags: ["tickets"] });
    expect(await within(dialog).findByText("1 held ticket is sent to Halo then")).toBeDefined();
  });

  it("says so for all suggestions at once too", async () => {
    const fake = someWarnings();
    let heldTickets = 0;
    open(
      {
        ...fake.mocks,
        previewAccept: () => ({
          total: 1,
          groups: [],
          doubtful: 0,
          doubts: [],
          left: 0,
          mark: "m",
          heldTickets,
        }),
      },
      "?filter=all&dialog=accept",
    );
    const dialog = await screen.findByRole("dialog", { name: "Accept 1 suggestion" });
    expect(await within(dialog).findByText("Nothing is written to Halo")).toBeDefined();
    heldTickets = 2;
    await emit("invalidated", { profile: 1, tags: ["tickets"] });
    expect(await within(dialog).findByText("2 held tickets are sent to Halo then")).toBeDefined();
  });

  it("is the cause on the board’s line", async () => {
    open(someWarnings().mocks, "?view=board");
    expect(await screen.findByText(/mapped to Ashdown & Pryce, a problem: Other domain/)).toBeDefined();
  });
});

describe("counting people", () => {
  it("is started from the menu, and its failure can be tried again", async () => {
    const fake = someWarnings();
    const { user, calls } = open(
      {
        ...fake.mocks,
        countUsers: () => {
          throw appError({ code: "forbidden", scope: "Users" }, { message: "Halo refused it." });
        },
      },
      "?filter=all",
    );
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: /Count people in Halo/ }));
    expect(await screen.findByText("The people in Halo were not all counted")).toBeDefined();
    expect(calls.filter(({ command }) => command === "count_users")).toHaveLength(1);
  });
});
