import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "../../../test/axe";
import { program } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderApp } from "../../../test/renderApp";
import { fakeCandidate, fakeCustomer, fakeOrganization, fakeOrganizations } from "../fakeOrganizations";

const brightA = fakeCustomer("Brightsmile Ortho Ltd");
const brightB = fakeCustomer("Bright Smiles Dental");
const ashdownLlp = fakeCustomer("Ashdown and Pryce LLP", { domains: ["ashdown.example"] });
const ivybridge = fakeCustomer("Ivybridge Church");
const pembury = fakeCustomer("Pembury Dental", { takenBy: "Pembury Dental Practice" });
const fairlight = fakeCustomer("Fairlight Physio", { inactive: true });
const customers = [brightA, brightB, ashdownLlp, ivybridge, pembury, fairlight];

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
        candidates: [fakeCandidate(ashdownLlp)],
      }),
      fakeOrganization(3, "Ivybridge Community Church", "unmapped"),
      fakeOrganization(4, "Pembury Dental Practice", "mapped", { pair: fakeCandidate(pembury) }),
      fakeOrganization(5, "Fairlight Physiotherapy", "problem", { pair: fakeCandidate(fairlight) }),
    ],
    customers,
  );
}

function open(mocks: CommandMocks, search = "?view=board") {
  return renderApp(`/profiles/1/organizations${search}`, { ...program, ...mocks });
}

const left = () => screen.findByRole("listbox", { name: "Palisade organisations" });
const right = () => screen.findByRole("listbox", { name: "Halo customers" });
const organization = async (name: RegExp) => within(await left()).findByRole("option", { name });
const customer = async (name: RegExp) => within(await right()).findByRole("option", { name });
/** The option that the keys of a list are at. */
const current = async (list: Promise<HTMLElement>) =>
  document.getElementById((await list).getAttribute("aria-activedescendant") ?? "")?.textContent;

describe("the board", () => {
  it("is a view of the same page, with everybody on it", async () => {
    const { user } = open(someOrganizations().mocks, "");
    await user.click(await screen.findByRole("button", { name: "Board" }));
    expect(within(await left()).getAllByRole("option")).toHaveLength(5);
    expect(within(await right()).getAllByRole("option")).toHaveLength(6);
    expect(screen.getByRole("button", { name: /^All/ }).getAttribute("aria-pressed")).toBe("true");
    await user.click(screen.getByRole("button", { name: "Grid" }));
    expect(await screen.findByRole("grid", { name: "Organisations" })).toBeDefined();
  });

  it("has nothing that axe finds wrong", async () => {
    const { container } = open(someOrganizations().mocks);
    await customer(/Pembury/);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("says every relation, because its lines are only to be seen", async () => {
    const { container } = open(someOrganizations().mocks);
    await organization(/Ashdown & Pryce Solicitors.*suggested with Ashdown and Pryce LLP, Strong/);
    await organization(
      /Bright Smile.*to choose from Brightsmile Ortho Ltd, Possible; Bright Smiles Dental, Weak/,
    );
    await organization(
      /Problem.*Fairlight Physiotherapy.*mapped to Fairlight Physio, a problem: Inactive in Halo/,
    );
    await customer(/Ashdown and Pryce LLP.*suggested for Ashdown & Pryce Solicitors/);
    await customer(/Fairlight Physio \(inactive\)/);
    for (const drawing of container.querySelectorAll("svg"))
      expect(drawing.getAttribute("aria-hidden")).toBe("true");
    expect(screen.getByText("1 of 5 organisations shown are mapped")).toBeDefined();
  });

  it("draws each kind of line in its own way", async () => {
    const { container } = open(someOrganizations().mocks);
    await customer(/Pembury/);
    const layer = (name: string) => container.querySelector(`path[data-layer="${name}"]`)?.getAttribute("d");
    await waitFor(() => expect(layer("weak")?.match(/C/g)).toHaveLength(2));
    expect(layer("strong")?.match(/C/g)).toHaveLength(1);
    expect(layer("mapped")?.match(/C/g)).toHaveLength(1);
    expect(layer("broken")?.match(/C/g)).toHaveLength(2);
    expect(screen.getByText("Inactive in Halo", { selector: "[aria-hidden]" })).toBeDefined();
  });

  it("asks for windows, not for everything", async () => {
    const { calls } = open(someOrganizations().mocks);
    await organization(/Ashdown/);
    const asked = calls.filter(({ command }) => command.startsWith("board"));
    const query = { filter: "all", text: "", order: "inStep" };
    expect(asked.map(({ command, args }) => [command, ...args.slice(1)])).toEqual([
      ["board", query],
      ["board_organizations", query, 0, 100],
      ["board_customers", query, 0, 100],
    ]);
  });
});

describe("by keys", () => {
  it("picks with Space, joins with Enter, and undoes", async () => {
    const fake = someOrganizations();
    const { user, container } = open(fake.mocks);
    await organization(/Ivybridge/);
    (await left()).focus();
    await user.keyboard("{ArrowDown}{ArrowDown} ");
    expect((await organization(/Ivybridge/)).getAttribute("aria-selected")).toBe("true");
    await user.tab();
    expect(document.activeElement).toBe(await right());
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowDown}");
    expect(await current(right())).toMatch(/Ivybridge Church/);
    await user.keyboard("{Enter}");
    await organization(/Mapped.*Ivybridge Community Church.*mapped to Ivybridge Church/);
    expect(document.activeElement).toBe(await left());
    expect(await axeFindings(container)).toEqual([]);
    await user.keyboard("{Control>}z{/Control}");
    await organization(/Unmapped.*Ivybridge/);
    expect(fake.organizations()[2]?.pair).toBeNull();
  });

  it("goes along a line and back with the arrows", async () => {
    const { user } = open(someOrganizations().mocks);
    await organization(/Ashdown/);
    (await left()).focus();
    await user.keyboard("{ArrowDown}{ArrowRight}");
    expect(document.activeElement).toBe(await right());
    expect(await current(right())).toMatch(/Ashdown and Pryce LLP/);
    await user.keyboard("{ArrowUp}{ArrowLeft}");
    expect(await current(left())).toMatch(/Bright Smile Orthodontics/);
  });

  it("maps a suggestion with Enter twice or M, stays for the next one, and parts with Delete", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await organization(/Ashdown/);
    (await left()).focus();
    await user.keyboard("{ArrowDown}{Enter}");
    const bar = await screen.findByRole("toolbar", {
      name: "Ashdown & Pryce Solicitors and Ashdown and Pryce LLP",
    });
    expect(within(bar).getByText("Strong")).toBeDefined();
    await user.keyboard("{Enter}");
    await organization(/Mapped.*Ashdown/);
    await waitFor(async () => expect(await current(left())).toMatch(/Ivybridge/));

    await user.keyboard("{End}{ArrowUp}{ArrowUp}");
    await waitFor(async () => expect(await current(left())).toMatch(/Ashdown|Pembury/));
    await user.keyboard("{Delete}");
    await waitFor(() => expect(fake.organizations().filter(({ pair }) => pair).length).toBe(2));
  });

  it("lets go with Escape, and does not guess among candidates", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await organization(/Bright/);
    (await left()).focus();
    await user.keyboard("m");
    expect(document.activeElement).toBe(await right());
    expect(await current(right())).toMatch(/Brightsmile Ortho/);
    expect((await organization(/Bright/)).getAttribute("aria-selected")).toBe("true");
    await user.keyboard("{Escape}");
    expect((await organization(/Bright/)).getAttribute("aria-selected")).toBe("false");
    expect(fake.organizations()[0]?.state).toBe("choose");
  });

  it("asks for the reason before it excludes", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await organization(/Bright/);
    (await left()).focus();
    await user.keyboard("x");
    const dialog = await screen.findByRole("dialog", { name: /Exclude Bright Smile/ });
    await user.type(within(dialog).getByLabelText("Reason"), "Left");
    await user.click(within(dialog).getByRole("button", { name: "Exclude" }));
    await organization(/Excluded.*Bright Smile/);
  });
});

describe("the details beside it", () => {
  const pane = (name: string) => screen.findByRole("complementary", { name });

  it("open with D, go along with the keys, and give the focus back with Escape", async () => {
    const { user, container } = open(someOrganizations().mocks);
    await organization(/Bright/);
    const show = screen.getByRole("button", { name: "Show the details" });
    (await left()).focus();
    await waitFor(() => expect(show.getAttribute("aria-disabled")).toBeNull());
    await user.keyboard("d");
    await pane("Bright Smile Orthodontics");
    expect(screen.queryByRole("button", { name: "Show the details" })).toBeNull();
    expect(await axeFindings(container)).toEqual([]);
    await user.keyboard("{ArrowDown}");
    const ashdown = await pane("Ashdown & Pryce Solicitors");
    await user.click(await within(ashdown).findByRole("button", { name: "Next" }));
    await pane("Ivybridge Community Church");
    expect(await current(left())).toMatch(/Ivybridge/);

    within(await pane("Ivybridge Community Church"))
      .getByRole("button", { name: "Hold" })
      .focus();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("complementary", { name: /Ivybridge/ })).toBeNull());
    expect(document.activeElement).toBe(await left());
  });

  it("open by a double click, and decide as in the grid", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await user.dblClick(await organization(/Ashdown/));
    const details = await pane("Ashdown & Pryce Solicitors");
    await user.click(await within(details).findByRole("button", { name: "Map" }));
    await waitFor(() => expect(fake.organizations()[1]?.state).toBe("mapped"));
    await pane("Ivybridge Community Church");
  });

  it("go on when their organisation is deleted there", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks, "?view=board&org=3");
    await waitFor(async () => expect(await current(left())).toMatch(/Ivybridge/));
    await user.click(
      await within(await pane("Ivybridge Community Church")).findByRole("button", { name: "Delete" }),
    );
    await waitFor(() => expect(fake.organizations()).toHaveLength(4));
    await pane("Pembury Dental Practice");
    expect(await current(left())).toMatch(/Pembury/);
  });

  it("let go of what is picked with the first Escape, and close with the second", async () => {
    const { user } = open(someOrganizations().mocks, "?view=board&org=2");
    await pane("Ashdown & Pryce Solicitors");
    await waitFor(async () => expect(await current(left())).toMatch(/Ashdown/));
    (await left()).focus();
    await user.keyboard(" ");
    expect((await organization(/Ashdown/)).getAttribute("aria-selected")).toBe("true");
    await user.keyboard("{Escape}");
    expect((await organization(/Ashdown/)).getAttribute("aria-selected")).toBe("false");
    expect(screen.queryByRole("complementary", { name: /Ashdown/ })).not.toBeNull();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("complementary", { name: /Ashdown/ })).toBeNull());
  });
});

describe("by pointer", () => {
  it("joins what is picked on both sides", async () => {
    const { user } = open(someOrganizations().mocks);
    await user.click(await organization(/Ivybridge/));
    await user.click(await customer(/Ivybridge/));
    const bar = await screen.findByRole("toolbar", { name: /Ivybridge/ });
    await user.click(within(bar).getByRole("button", { name: "Map" }));
    await organization(/Mapped.*Ivybridge/);
    expect(screen.queryByRole("toolbar", { name: /Ivybridge/ })).toBeNull();
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await organization(/Unmapped.*Ivybridge/);
  });

  it("parts a pair that is picked, and refuses a candidate", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await user.click(await organization(/Pembury/));
    await user.click(await customer(/Pembury/));
    await user.click(within(await screen.findByRole("toolbar")).getByRole("button", { name: "Part" }));
    await organization(/Unmapped.*Pembury/);
    await user.click(await organization(/Bright/));
    await user.click(await customer(/Bright Smiles/));
    await user.click(
      within(await screen.findByRole("toolbar")).getByRole("button", { name: "Not this one" }),
    );
    await waitFor(() =>
      expect(fake.organizations()[0]?.candidates.map(({ customer: { id } }) => id)).toEqual([brightA.id]),
    );
  });

  it("joins by dragging, says so before, and lets go elsewhere without a trace", async () => {
    const fake = someOrganizations();
    open(fake.mocks);
    const from = await customer(/Ivybridge/);
    const to = await organization(/Ivybridge/);
    fireEvent.pointerDown(from, { button: 0, clientX: 900, clientY: 300 });
    fireEvent.pointerMove(to, { clientX: 300, clientY: 310 });
    expect(await screen.findByText("Let go to join")).toBeDefined();
    fireEvent.pointerUp(document.body, { clientX: 500, clientY: 500 });
    expect(screen.queryByText("Let go to join")).toBeNull();
    expect(fake.organizations()[2]?.pair).toBeNull();

    fireEvent.pointerDown(from, { button: 0, clientX: 900, clientY: 300 });
    fireEvent.pointerMove(to, { clientX: 300, clientY: 310 });
    fireEvent.pointerUp(to, { clientX: 300, clientY: 310 });
    await organization(/Mapped.*Ivybridge/);
  });

  it("asks before it joins a customer that is taken", async () => {
    const { user } = open(someOrganizations().mocks);
    await user.click(await organization(/Ivybridge/));
    await user.click(await customer(/Pembury/));
    await user.click(within(await screen.findByRole("toolbar")).getByRole("button", { name: "Map" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Map all the same" }));
    await organization(/Mapped.*Ivybridge/);
  });

  it("folds groups, also by the menu for the keys", async () => {
    const { user } = open(someOrganizations().mocks);
    await organization(/Ashdown/);
    await user.click(screen.getByRole("button", { name: "Groups" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Suggested/ }));
    await waitFor(() => expect(screen.queryByRole("option", { name: /^Suggested\s*Ashdown/ })).toBeNull());
    const [head] = screen.getAllByRole("button", { name: /^Suggested 1$/, expanded: false });
    await user.click(head as HTMLElement);
    await organization(/Ashdown/);
  });
});

it("says that the day to look again has come", async () => {
  const fake = fakeOrganizations(
    [fakeOrganization(1, "Wren Dental", "held", { reviewOn: "2026-01-01", toReview: true })],
    customers,
  );
  open(fake.mocks);
  await organization(/^Look again\s*Wren Dental/);
});

describe("its states", () => {
  it("filters both sides, and says which filter left nobody", async () => {
    const { user, container } = open(someOrganizations().mocks);
    await organization(/Ashdown/);
    await user.type(screen.getByPlaceholderText("Filter both sides"), "nobody at all");
    expect(await screen.findByRole("heading", { name: "Nothing matches “nobody at all”" })).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Clear the filter" }));
    await organization(/Ashdown/);
  });

  it("says that it cannot be read, with a way to try again", async () => {
    let broken = true;
    const fake = someOrganizations();
    const { user, container } = open({
      ...fake.mocks,
      board: (...args) => {
        if (broken) throw appError({ code: "storage", kind: "busy" } as never);
        return fake.mocks.board?.(...args) as never;
      },
    });
    const again = await screen.findByRole("button", { name: /again/i });
    expect(await axeFindings(container)).toEqual([]);
    broken = false;
    await user.click(again);
    await organization(/Ashdown/);
  });

  it("says that a decision was too late, and shows what there is now", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await user.click(await organization(/Ivybridge/));
    await user.click(await customer(/Ivybridge/));
    fake.change(3, { version: 9 });
    await user.click(within(await screen.findByRole("toolbar")).getByRole("button", { name: "Map" }));
    expect(await screen.findByText(/was changed meanwhile/)).toBeDefined();
  });

  it("says that no customers were read", async () => {
    const fake = fakeOrganizations([fakeOrganization(1, "Wren Dental", "unmapped")], []);
    open({ ...fake.mocks, home: () => ({ ...program.home?.(1), customers: 0 }) as never });
    await organization(/Wren/);
    expect(screen.getByText("No customers have been read from Halo yet.")).toBeDefined();
  });
});
