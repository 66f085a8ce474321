import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "../../test/axe";
import { home, palisade } from "../../test/fixtures";
import { appError } from "../../test/ipc";
import { fakeOrganizations } from "./fakeOrganizations";
import { castlegateLtd, open, row, segment, someOrganizations, taken } from "./someOrganizations";

describe("the grid", () => {
  it("counts every segment, zero too, and shows what is to do", async () => {
    open(someOrganizations().mocks);
    await row(/Ashdown/);
    const counts = {
      "To do": 5,
      Suggested: 3,
      Choose: 1,
      Unmapped: 1,
      Mapped: 1,
      Held: 0,
      Problems: 0,
      All: 6,
    };
    for (const [label, count] of Object.entries(counts)) {
      expect(segment(new RegExp(`^${label}\\s*${count}$`))).toBeDefined();
    }
    expect(screen.getByRole("grid", { name: "Organisations" }).getAttribute("aria-rowcount")).toBe("6");
    expect(screen.queryByRole("row", { name: /Pembury/ })).toBeNull();
  });

  it("filters by segment and by words, and says which filter left nothing", async () => {
    const { user } = open(someOrganizations().mocks);
    await row(/Ashdown/);
    await user.click(segment(/^Mapped/));
    await row(/Pembury/);
    expect(screen.queryByRole("row", { name: /Ashdown/ })).toBeNull();

    await user.keyboard("/castle");
    expect(await screen.findByRole("heading", { name: "Nothing matches “castle”" })).toBeDefined();
    expect(screen.getByText(/None of those in Mapped has it.*1 organisation has it in all/)).toBeDefined();
    expect(segment(/^All\s*1$/)).toBeDefined();

    await user.click(screen.getByRole("button", { name: "Search in All" }));
    expect(await row(/Castlegate/)).toBeDefined();
  });

  it("asks the program for windows, not for everything", async () => {
    const { calls } = open(someOrganizations().mocks);
    await row(/Ashdown/);
    const asked = calls.filter(({ command }) => command === "organization_page").map(({ args }) => args[1]);
    expect(asked).toEqual([
      { filter: "todo", text: "", sort: "needFirst", descending: false, offset: 0, limit: 100 },
    ]);
  });

  it("has nothing that axe finds wrong, with the details open", async () => {
    const { container } = open(someOrganizations().mocks, "?org=2");
    await screen.findByRole("complementary", { name: "Ashdown & Pryce Solicitors" });
    expect(await axeFindings(container)).toEqual([]);
  });
});

describe("the filter", () => {
  it("follows every key, says what special words mean, and takes them out again", async () => {
    const { user, container, calls } = open(someOrganizations().mocks);
    await row(/Ashdown/);
    const field = screen.getByLabelText<HTMLInputElement>("Filter organisations");
    await user.type(field, "in");
    const texts = () =>
      calls
        .filter(({ command }) => command === "organization_page")
        .map(({ args }) => (args[1] as { text: string }).text);
    await waitFor(() => expect(texts()).toEqual(["", "i", "in"]));
    await user.type(field, "active");
    const terms = await screen.findByRole("list", { name: "The filter asks for" });
    expect(within(terms).getByText("Customer inactive in Halo")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(within(terms).getByRole("button", { name: "Take out: Customer inactive in Halo" }));
    expect(field.value).toBe("");
    await waitFor(() => expect(screen.queryByRole("list", { name: "The filter asks for" })).toBeNull());
  });

  it("offers its special words and the other orders in a menu", async () => {
    const { user, calls } = open(someOrganizations().mocks);
    await row(/Ashdown/);
    await user.click(screen.getByRole("button", { name: /^Sort and narrow/ }));
    await user.click(await screen.findByRole("menuitem", { name: /Organisation, A to Z/ }));
    await waitFor(() =>
      expect(calls.findLast(({ command }) => command === "organization_page")?.args[1]).toMatchObject({
        sort: "name",
        descending: false,
      }),
    );
    expect(
      screen.getByRole("columnheader", { name: "Palisade organisation" }).getAttribute("aria-sort"),
    ).toBe("ascending");
    await user.click(screen.getByRole("button", { name: "Palisade organisation" }));
    await waitFor(() =>
      expect(calls.findLast(({ command }) => command === "organization_page")?.args[1]).toMatchObject({
        sort: "name",
        descending: true,
      }),
    );
    await user.click(screen.getByRole("button", { name: /^Sort and narrow/ }));
    await user.click(await screen.findByRole("menuitem", { name: /^Domain…/ }));
    expect(screen.getByLabelText<HTMLInputElement>("Filter organisations").value).toBe("domain:");
  });
});

describe("a selection", () => {
  it("takes everything in the filter but single rows, says what each act would do, and is one step", async () => {
    const fake = someOrganizations();
    const { user, calls, container } = open(fake.mocks);
    (await row(/Ashdown/)).focus();
    await user.keyboard("{Control>}a{/Control}");
    expect(await screen.findByText("All 5 in this filter selected")).toBeDefined();
    await user.click(screen.getByRole("checkbox", { name: "Select Castlegate Opticians" }));
    expect(await screen.findByText("4 in this filter selected")).toBeDefined();
    expect(await screen.findByRole("button", { name: "Map 2 suggestions…" })).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);

    await user.click(await screen.findByRole("button", { name: "Hold 4…" }));
    const hold = await screen.findByRole("dialog", { name: "Hold 4 organisations" });
    await user.type(within(hold).getByLabelText("Note"), "After the merger");
    await user.click(within(hold).getByRole("button", { name: "Hold" }));
    await waitFor(() => expect(fake.organizations().filter(({ state }) => state === "held")).toHaveLength(4));
    expect(calls.find(({ command }) => command === "decide_many")?.args.slice(1)).toEqual([
      { selected: "all", filter: "todo", text: "", except: [3] },
      { act: "hold", reason: "After the merger", reviewOn: null },
      4,
    ]);
    expect(screen.queryByText(/selected/)).toBeNull();

    await user.keyboard("{Control>}z{/Control}");
    await waitFor(() => expect(fake.organizations().filter(({ state }) => state === "held")).toHaveLength(0));
    await user.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
    await waitFor(() => expect(fake.organizations().filter(({ state }) => state === "held")).toHaveLength(4));
  });

  it("maps only the suggestions of those selected, after showing them", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await row(/Ashdown/);
    await user.click(screen.getByRole("checkbox", { name: "Select Ashdown & Pryce Solicitors" }));
    await user.click(await screen.findByRole("button", { name: "Map 1 suggestion…" }));
    const dialog = await screen.findByRole("dialog", { name: "Accept 1 suggestion" });
    await user.click(within(dialog).getByRole("button", { name: "Map 1" }));
    await waitFor(() => expect(fake.organizations()[1]?.state).toBe("mapped"));
    expect(fake.organizations()[2]?.state).toBe("suggested");
  });

  it("changes nothing when the rows were changed meanwhile, and says so", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await row(/Ashdown/);
    await user.click(screen.getByRole("checkbox", { name: "Select Ivybridge Community Church" }));
    await user.click(await screen.findByRole("button", { name: "Hold 1…" }));
    const hold = await screen.findByRole("dialog", { name: "Hold 1 organisation" });
    fake.change(5, { state: "excluded" });
    await user.click(within(hold).getByRole("button", { name: "Hold" }));
    expect(await screen.findByText("Nothing was changed")).toBeDefined();
    expect(fake.organizations()[4]?.state).toBe("excluded");
  });

  it("is let go with another filter", async () => {
    const { user } = open(someOrganizations().mocks);
    await row(/Ashdown/);
    await user.click(screen.getByRole("checkbox", { name: "Select Castlegate Opticians" }));
    expect(await screen.findByText("1 selected")).toBeDefined();
    await user.click(segment(/^Suggested/));
    await waitFor(() => expect(screen.queryByText("1 selected")).toBeNull());
  });
});

describe("deciding by key", () => {
  it("maps with M, goes on to the next row, says the count, and undoes with Ctrl+Z", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    const first = await row(/Ashdown/);
    first.focus();
    await user.keyboard("m");

    await waitFor(() => expect(screen.queryByRole("row", { name: /Ashdown/ })).toBeNull());
    expect(document.activeElement?.textContent).toContain("Castlegate");
    expect(
      await screen.findByText("Ashdown & Pryce Solicitors mapped. 4 organisations to decide"),
    ).toBeDefined();
    expect(fake.organizations()[1]?.pair?.customer.name).toBe("Ashdown and Pryce LLP");

    await user.keyboard("{Control>}z{/Control}");
    expect(await row(/Ashdown/)).toBeDefined();
    expect(fake.organizations()[1]?.state).toBe("suggested");
  });

  it("offers the same undo in the toast", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    (await row(/Castlegate/)).focus();
    await user.keyboard("h");
    const undo = await screen.findByRole("button", { name: "Undo" });
    expect(fake.organizations()[2]?.state).toBe("held");
    await user.click(undo);
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("suggested"));
  });

  it("does not guess among several candidates: M opens the details", async () => {
    const { user, calls } = open(someOrganizations().mocks);
    (await row(/Bright Smile/)).focus();
    await user.keyboard("m");
    const pane = await screen.findByRole("complementary", { name: "Bright Smile Orthodontics" });
    expect(await within(pane).findByText("Other candidates")).toBeDefined();
    expect(calls.some(({ command }) => command === "decide")).toBe(false);
  });

  it("asks for the reason before it excludes", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    (await row(/Ivybridge/)).focus();
    await user.keyboard("x");
    const dialog = await screen.findByRole("dialog", { name: "Exclude Ivybridge Community Church" });
    await user.click(within(dialog).getByRole("button", { name: "Exclude" }));
    expect(within(dialog).getByText("Say in a few words why it is left out.")).toBeDefined();
    await user.type(within(dialog).getByLabelText("Reason"), "Test account{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog", { name: /^Exclude/ })).toBeNull());
    expect(fake.organizations()[4]).toMatchObject({ state: "excluded", stateReason: "Test account" });
  });

  it("does nothing with letters that are typed into a field", async () => {
    const { user, calls } = open(someOrganizations().mocks, "?org=2");
    await row(/Ashdown/);
    await user.type(screen.getByLabelText("Filter organisations"), "mhx");
    expect(calls.some(({ command }) => command === "decide")).toBe(false);
  });
});

describe("the details", () => {
  it("marks the fields that agree", async () => {
    open(someOrganizations().mocks, "?org=2");
    const table = await screen.findByRole("table", {
      name: "Ashdown & Pryce Solicitors and Ashdown and Pryce LLP",
    });
    expect(
      within(table).getByRole("row", { name: /Domain ashdown\. ?example same ashdown\. ?example/ }),
    ).toBeDefined();
    expect(within(table).queryByRole("row", { name: /Name .* same/ })).toBeNull();
    expect(screen.getByText("2 of 5")).toBeDefined();
  });

  it("asks before it maps to a customer that is taken", async () => {
    const fake = someOrganizations();
    const { user, calls } = open(fake.mocks, "?org=4");
    await user.click(await screen.findByRole("button", { name: "Map" }));
    const dialog = await screen.findByRole("dialog", { name: "Map Hawthorn Day Centre all the same" });
    expect(within(dialog).getByText("Hawthorn Care Ltd is already mapped to Hawthorn House.")).toBeDefined();
    await user.click(within(dialog).getByRole("button", { name: "Map all the same" }));
    await waitFor(() => expect(fake.organizations()[3]?.state).toBe("mapped"));
    const decisions = calls.filter(({ command }) => command === "decide").map(({ args }) => args[3]);
    expect(decisions).toEqual([
      { act: "map", customer: taken.id, consent: "ask" },
      { act: "map", customer: taken.id, consent: "takeOver" },
    ]);
  });

  it("offers to share a taken customer where that is allowed, or to take it over", async () => {
    for (const [press, consent] of [
      ["Map both", "share"],
      ["Take it over", "takeOver"],
    ] as const) {
      const fake = someOrganizations();
      const { user, calls, unmount } = open(
        {
          ...fake.mocks,
          decide: (profile, id, version, decision) => {
            if (decision.act === "map" && decision.consent === "ask")
              throw appError({ code: "customerTaken" }, { message: "It is mapped to Hawthorn House." });
            const { decide } = fake.mocks;
            if (!decide) throw appError({ code: "internal" });
            return decide(profile, id, version, decision);
          },
        },
        "?org=4",
      );
      await user.click(await screen.findByRole("button", { name: "Map" }));
      const dialog = await screen.findByRole("dialog", { name: "Map Hawthorn Day Centre all the same" });
      expect(await axeFindings(dialog)).toEqual([]);
      within(dialog).getByRole("button", { name: press }).focus();
      await user.keyboard("{Enter}");
      await waitFor(() => expect(fake.organizations()[3]?.state).toBe("mapped"));
      const last = calls.filter(({ command }) => command === "decide").at(-1)?.args[3];
      expect(last).toEqual({ act: "map", customer: taken.id, consent });
      unmount();
    }
  });

  it("reads a row again that was changed meanwhile, and says so", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks, "?org=2");
    const map = await screen.findByRole("button", { name: "Map" });
    fake.change(2, { version: 7, name: "Ashdown Pryce" });
    await user.click(map);
    expect(await screen.findByText("Ashdown & Pryce Solicitors was changed meanwhile.")).toBeDefined();
    expect(await screen.findByRole("complementary", { name: "Ashdown Pryce" })).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Map" }));
    await waitFor(() => expect(fake.organizations()[1]?.state).toBe("mapped"));
    expect(screen.queryByText(/was changed meanwhile/)).toBeNull();
  });

  it("compares a customer found by search before mapping to it", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks, "?org=5");
    const search = await screen.findByRole("combobox", { name: "Search all customers" });
    await user.type(search, "castle");
    await user.click(await screen.findByRole("option", { name: /^Castle ?gate Opticians Ltd/ }));
    expect(
      await screen.findByRole("table", { name: /Ivybridge Community Church and Castlegate/ }),
    ).toBeDefined();
    expect(fake.organizations()[4]?.state).toBe("unmapped");
    expect(screen.getByRole<HTMLInputElement>("combobox", { name: "Search all customers" }).value).toBe("");
    await user.click(screen.getByRole("button", { name: "Map" }));
    await waitFor(() => expect(fake.organizations()[4]?.pair?.customer.id).toBe(castlegateLtd.id));
  });

  it("says that they cannot be read, with a way to try again", async () => {
    let reads = 0;
    const fake = someOrganizations();
    const { user } = open(
      {
        ...fake.mocks,
        organizationDetail: async (profile, id) => {
          reads += 1;
          if (reads === 1) throw appError({ code: "storeBusy" });
          const detail = await fake.mocks.organizationDetail?.(profile, id);
          if (!detail) throw new Error("the fake has details");
          return detail;
        },
      },
      "?org=2",
    );
    await user.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("table", { name: /Ashdown/ })).toBeDefined();
  });
});

describe("the whole list", () => {
  it("offers the ways in while there is nothing", async () => {
    const fake = fakeOrganizations([], []);
    const { user, container } = open({ ...fake.mocks, listProfiles: () => [{ ...palisade, isDemo: true }] });
    expect(
      await screen.findByRole("heading", { name: "Bring in your Palisade organisations" }),
    ).toBeDefined();
    expect(screen.getByText("The demo’s list")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);

    await user.click(screen.getByRole("button", { name: "Add one…" }));
    const dialog = await screen.findByRole("dialog", { name: "Add a Palisade organisation" });
    await user.click(within(dialog).getByRole("button", { name: "Add organisation" }));
    const name = within(dialog).getByLabelText("Name");
    await waitFor(() => expect(name.getAttribute("aria-invalid")).toBe("true"));
    expect(within(dialog).getByText("Type a name.")).toBeDefined();
    await user.type(name, "Fernhill Bakery{Enter}");
    const offer = await screen.findByRole("dialog", { name: "Connect Fernhill Bakery" });
    await user.click(within(offer).getByRole("button", { name: "Later" }));
    expect(await screen.findByRole("complementary", { name: "Fernhill Bakery" })).toBeDefined();
  });

  it("offers to read customers that were never read", async () => {
    const { user, calls } = open({ ...someOrganizations().mocks, home: () => ({ ...home, customers: 0 }) });
    await user.click(await screen.findByRole("button", { name: "Read customers from Halo" }));
    await waitFor(() => expect(calls.some(({ command }) => command === "read_halo")).toBe(true));
  });

  it("reads everything again from the menu", async () => {
    const { user, calls } = open(someOrganizations().mocks);
    await row(/Ashdown/);
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Read everything again" }));
    await waitFor(() => expect(calls.some(({ command }) => command === "read_halo_whole")).toBe(true));
  });

  it("says how many customers a broken read left", async () => {
    open({
      ...someOrganizations().mocks,
      home: () => ({ ...home, customers: 300 }),
      listProfiles: () => [{ ...palisade, lastReadAt: null }],
    });
    expect(await screen.findByText("Only 300 customers could be read so far.")).toBeDefined();
  });

  it("accepts all clear suggestions in one step after showing them", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    await row(/Ashdown/);
    await user.click(screen.getByRole("button", { name: /Accept suggestions/ }));
    const dialog = await screen.findByRole("dialog", { name: "Accept 3 suggestions" });
    expect(within(dialog).getByText("Castlegate Opticians Ltd")).toBeDefined();
    expect(within(dialog).getByText(/^1 suggestion stays for you to decide/)).toBeDefined();
    await user.click(within(dialog).getByRole("button", { name: "Map 3" }));
    await waitFor(() =>
      expect(fake.organizations().filter(({ state }) => state === "mapped")).toHaveLength(4),
    );
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() =>
      expect(fake.organizations().filter(({ state }) => state === "mapped")).toHaveLength(1),
    );
  });
});
