import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { axeFindings } from "../../../test/axe";
import { program } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderApp } from "../../../test/renderApp";
import { fakeCandidate, fakeCustomer, fakeOrganization, fakeOrganizations } from "../fakeOrganizations";
import { REST_MS } from "./useSettled";

const brightA = fakeCustomer("Brightsmile Ortho Ltd");
const brightB = fakeCustomer("Bright Smiles Dental");
const ashdownLlp = fakeCustomer("Ashdown and Pryce LLP", { domains: ["ashdown.example"] });
const taken = fakeCustomer("Hawthorn Care Ltd", { takenBy: "Hawthorn House" });
const customers = [brightA, brightB, ashdownLlp, taken];

function someOrganizations() {
  return fakeOrganizations(
    [
      fakeOrganization(1, "Bright Smile Orthodontics", "choose", {
        candidates: [
          fakeCandidate(brightA, { band: "possible" }),
          fakeCandidate(brightB, { band: "weak", evidence: [] }),
        ],
      }),
      fakeOrganization(2, "Ashdown & Pryce Solicitors", "suggested", {
        domains: ["ashdown.example"],
        candidates: [fakeCandidate(ashdownLlp)],
      }),
      fakeOrganization(3, "Hawthorn Day Centre", "suggested", { candidates: [fakeCandidate(taken)] }),
      fakeOrganization(4, "Ivybridge Community Church", "unmapped"),
      fakeOrganization(5, "Pembury Dental Practice", "mapped", {
        pair: fakeCandidate(fakeCustomer("Pembury")),
      }),
    ],
    customers,
  );
}

/** Somebody reads the record. */
const read = async (name: string) => {
  const heading = await screen.findByRole("heading", { level: 2, name });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  await waitFor(() => expect(screen.getByRole("region", { name: "At hand", busy: false })).toBeDefined());
};

function open(mocks: CommandMocks, search = "?view=triage") {
  return renderApp(`/profiles/1/organizations${search}`, { ...program, ...mocks });
}

describe("triage", () => {
  it("is a view of the page, one organisation at a time with its candidates, and says where it is", async () => {
    const { user, container, calls } = open(someOrganizations().mocks, "");
    await user.click(await screen.findByRole("button", { name: "Triage" }));
    await read("Bright Smile Orthodontics");
    expect(screen.getByText("1 of 4")).toBeDefined();
    const list = screen.getByRole("list", { name: "Candidates in Halo" });
    expect(within(list).getByRole("button", { name: /Brightsmile Ortho/, pressed: true })).toBeDefined();
    expect(within(list).getByRole("button", { name: /Bright Smiles Dental/, pressed: false })).toBeDefined();
    expect(
      screen.getByRole("table", { name: "Bright Smile Orthodontics and Brightsmile Ortho Ltd" }),
    ).toBeDefined();
    expect(
      screen.getByText(/^choose\. Compared with Brightsmile Ortho Ltd, possible, 1 other candidate/),
    ).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    const asked = calls.filter(({ command }) => command === "organization_page").at(-1)?.args[1];
    expect(asked).toMatchObject({ filter: "todo", offset: 0, limit: 10 });
  });

  it("decides by single keys, goes on by itself, counts, and ends", async () => {
    const fake = someOrganizations();
    const { user, container } = open(fake.mocks);
    await read("Bright Smile Orthodontics");
    await user.keyboard("2");
    await screen.findByRole("table", { name: /and Bright Smiles Dental/ });
    await user.keyboard("a");
    await read("Ashdown & Pryce Solicitors");
    expect(fake.organizations()[0]?.pair?.customer.id).toBe(brightB.id);
    expect(await screen.findByText("2 of 4")).toBeDefined();
    expect(screen.getByText("1 organisation decided in this sitting")).toBeDefined();

    await user.keyboard("h");
    await read("Hawthorn Day Centre");
    await user.keyboard("s");
    await read("Ivybridge Community Church");
    expect(await screen.findByText("4 of 4")).toBeDefined();
    await user.keyboard("e");
    const dialog = await screen.findByRole("dialog", { name: "Exclude Ivybridge Community Church" });
    await user.type(within(dialog).getByLabelText("Reason"), "Test account{Enter}");
    expect(await screen.findByRole("heading", { name: "That was the last one" })).toBeDefined();
    expect(
      screen.getByText(/3 organisations decided in this sitting\. 1 organisation is still in To do/),
    ).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    expect(fake.organizations().map(({ state }) => state)).toEqual([
      "mapped",
      "held",
      "suggested",
      "excluded",
      "mapped",
    ]);
    await user.keyboard("{Enter}");
    await read("Hawthorn Day Centre");
  });

  it("takes a second press of a key for what it is", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await read("Bright Smile Orthodontics");
    // However slow the computer is, the second press comes before the record has been there for a moment.
    const waiting: (() => void)[] = [];
    const later = globalThis.setTimeout;
    vi.stubGlobal("setTimeout", (act: () => void, ms?: number) =>
      ms === REST_MS ? waiting.push(act) : later(act, ms),
    );
    await user.keyboard("h");
    await screen.findByRole("heading", { name: "Ashdown & Pryce Solicitors" });
    await screen.findByRole("region", { name: "At hand", busy: true });
    await user.keyboard("h");
    expect(fake.organizations()[1]?.state).toBe("suggested");
    vi.unstubAllGlobals();
    act(() => {
      for (const go of waiting) go();
    });
    await read("Ashdown & Pryce Solicitors");
    await user.keyboard("h");
    await waitFor(() => expect(fake.organizations()[1]?.state).toBe("held"));
  });

  it("brings back what is undone", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await read("Bright Smile Orthodontics");
    await user.keyboard("h");
    await read("Ashdown & Pryce Solicitors");
    await user.keyboard("u");
    await waitFor(() => expect(fake.organizations()[0]?.state).toBe("choose"));
  });

  it("remembers what it is not, and stays", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await read("Bright Smile Orthodontics");
    await user.keyboard("n");
    await screen.findByRole("table", { name: /and Bright Smiles Dental/ });
    expect(fake.organizations()[0]?.candidates.map(({ customer }) => customer.id)).toEqual([brightB.id]);
    expect(screen.getByRole("heading", { level: 2, name: "Bright Smile Orthodontics" })).toBeDefined();
  });

  it("asks before it maps to a customer that is taken", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks, "?view=triage&org=3");
    await read("Hawthorn Day Centre");
    expect(screen.getByText(/It is mapped to Hawthorn House already/)).toBeDefined();
    await user.keyboard("a");
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Map all the same" }));
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("mapped"));
  });

  it("says what speaks against a pair before it is made", async () => {
    const fake = someOrganizations();
    const { container } = open({
      ...fake.mocks,
      previewPair: () => [
        { kind: "domainClash", text: "No domain in common", setAside: false, mayBeSetAside: true },
      ],
    });
    await read("Bright Smile Orthodontics");
    expect(await screen.findByText("No domain in common.")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("searches with the slash, and letters typed there decide nothing", async () => {
    const fake = someOrganizations();
    const { user, calls } = open(fake.mocks, "?view=triage&org=4");
    await read("Ivybridge Community Church");
    await user.keyboard("/");
    expect(document.activeElement).toBe(screen.getByRole("combobox", { name: "Search all customers" }));
    await user.keyboard("ashe");
    await user.clear(screen.getByRole("combobox", { name: "Search all customers" }));
    await user.keyboard("ashdown");
    await user.click(await screen.findByRole("option", { name: /Ashdown/ }));
    await screen.findByRole("table", { name: /and Ashdown and Pryce LLP/ });
    expect(calls.some(({ command }) => command === "decide")).toBe(false);
    await user.click(screen.getByRole("button", { name: "Map" }));
    await waitFor(() => expect(fake.organizations()[3]?.pair?.customer.id).toBe(ashdownLlp.id));
  });

  it("creates a customer in Halo by key, maps it and goes on", async () => {
    const fake = someOrganizations();
    const { user, calls, container } = open(fake.mocks, "?view=triage&filter=unmapped");
    await read("Ivybridge Community Church");
    await user.keyboard("c");
    const dialog = await screen.findByRole("dialog", { name: "Create a customer in Halo" });
    expect(await within(dialog).findByText("What is sent to Halo, once")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    expect(calls.some(({ command }) => command === "create_customer")).toBe(false);
    await user.click(within(dialog).getByRole("button", { name: "Create in Halo" }));
    const report = await screen.findByRole("dialog", { name: "Ivybridge Community Church is in Halo" });
    expect(fake.organizations()[3]?.pair?.customer.name).toBe("Ivybridge Community Church");
    await user.click(within(report).getByRole("button", { name: "Done" }));
    expect(await screen.findByText("1 organisation decided in this sitting")).toBeDefined();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("does not offer to create one where there is a pair", async () => {
    const { user } = open(someOrganizations().mocks, "?view=triage&filter=mapped");
    await read("Pembury Dental Practice");
    expect(screen.queryByRole("button", { name: /Create in Halo/ })).toBeNull();
    await user.keyboard("c");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("shows its keys with a question mark", async () => {
    const { user } = open(someOrganizations().mocks);
    await read("Bright Smile Orthodontics");
    await user.keyboard("?");
    const dialog = await screen.findByRole("dialog", { name: "Keys of triage" });
    expect(await axeFindings(dialog)).toEqual([]);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("goes through whatever the filter leaves, and says when that is nothing", async () => {
    const { user } = open(someOrganizations().mocks, "?view=triage&filter=mapped");
    await read("Pembury Dental Practice");
    expect(screen.getByText("1 of 1")).toBeDefined();
    await user.click(screen.getByRole("button", { name: /^Held/ }));
    expect(await screen.findByRole("heading", { name: "Nothing is held" })).toBeDefined();
  });

  it("says that it cannot be read, with a way to try again", async () => {
    let broken = true;
    const fake = someOrganizations();
    const { user } = open({
      ...fake.mocks,
      organizationPage: (...args) => {
        if (broken) throw appError({ code: "storeBusy" });
        return fake.mocks.organizationPage?.(...args) as never;
      },
    });
    const again = await screen.findByRole("button", { name: "Try again" });
    broken = false;
    await user.click(again);
    await read("Bright Smile Orthodontics");
  });
});
