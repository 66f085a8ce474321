import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { axeFindings } from "../../test/axe";
import { palisade, program } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderApp } from "../../test/renderApp";
import { fakeCandidate, fakeCustomer, fakeOrganization, fakeOrganizations } from "./fakeOrganizations";

const wrenLtd = fakeCustomer("Wren Dental Ltd", { domains: ["wren.example"] });

function some() {
  return fakeOrganizations(
    [
      fakeOrganization(1, "Wren Dental", "suggested", {
        candidates: [fakeCandidate(wrenLtd)],
        seats: [{ product: "Email security", seats: 18 }],
      }),
      fakeOrganization(2, "Quillfeather", "unmapped"),
    ],
    [wrenLtd],
  );
}

function open(mocks: CommandMocks, search: string) {
  return renderApp(`/profiles/1/organizations${search}`, { ...program, ...mocks });
}

describe("connecting", () => {
  it("needs customer and licence, shows the green mark, and unlinks", async () => {
    const fake = some();
    const { user, container } = open(fake.mocks, "?org=1&dialog=connect");
    const dialog = await screen.findByRole("dialog", { name: "Connect Wren Dental" });
    // The best candidate is there already, and its licences are read by themselves.
    const licence = await within(dialog).findByRole("combobox", { name: "Licence for Email security" });
    const connect = within(dialog).getByRole("button", { name: /^Connect/ });
    expect(connect.getAttribute("aria-disabled")).toBe("true");
    expect(await axeFindings(container)).toEqual([]);

    await user.selectOptions(licence, "Email security, 18 seats in Halo");
    expect(connect.getAttribute("aria-disabled")).not.toBe("true");
    await user.click(connect);
    expect(await within(dialog).findByText("Wren Dental is connected to Wren Dental Ltd.")).toBeDefined();
    expect(fake.organizations()[0]?.licences).toEqual([{ product: "email", licence: 31 }]);

    await user.click(within(dialog).getByRole("button", { name: "Unlink" }));
    await waitFor(() => expect(fake.organizations()[0]?.pair).toBeNull());
  });

  it("leads to Prepare Halo where the connection is not for seats, and asks Halo nothing", async () => {
    const fake = some();
    const readLicences = vi.fn();
    const { user, container } = open(
      {
        ...fake.mocks,
        pairConnection: () => ({
          customer: wrenLtd,
          isPair: false,
          wantsSeats: false,
          products: [],
          read: null,
        }),
        readLicences,
      },
      "?org=1&dialog=connect",
    );
    const dialog = await screen.findByRole("dialog", { name: "Connect Wren Dental" });
    await within(dialog).findByText("Licences are not part of this connection.");
    expect(within(dialog).queryByRole("combobox", { name: /^Licence for/ })).toBeNull();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Tick Seats…" }));
    expect(await screen.findByRole("heading", { name: "Prepare Halo" })).toBeDefined();
    expect(readLicences).not.toHaveBeenCalled();
  });

  it("shows the mark in the details, with the licence", async () => {
    const fake = some();
    const { user } = open(fake.mocks, "?filter=all&org=1&dialog=connect");
    const dialog = await screen.findByRole("dialog");
    await user.selectOptions(
      await within(dialog).findByRole("combobox", { name: "Licence for Email security" }),
      "Email security, 18 seats in Halo",
    );
    await user.click(within(dialog).getByRole("button", { name: /^Connect/ }));
    await user.click(await within(dialog).findByRole("button", { name: "Done" }));
    const marks = await screen.findByRole("list", { name: "Connection" });
    expect(within(marks).getByText("Connected")).toBeDefined();
    expect(within(marks).getByText("Licence")).toBeDefined();
  });

  it("says that held tickets are sent once it is mapped", async () => {
    const held = fakeOrganization(1, "Wren Dental", "suggested", {
      candidates: [fakeCandidate(wrenLtd)],
      heldTickets: 1,
    });
    open(fakeOrganizations([held], [wrenLtd]).mocks, "?org=1&dialog=connect");
    const dialog = await screen.findByRole("dialog", { name: "Connect Wren Dental" });
    expect(await within(dialog).findByText("1 held ticket is sent to Halo then")).toBeDefined();
  });

  it("maps without a licence where none is wanted now", async () => {
    const fake = some();
    const { user } = open(fake.mocks, "?org=1&dialog=connect");
    const dialog = await screen.findByRole("dialog");
    await user.click(await within(dialog).findByRole("button", { name: "Map without a licence" }));
    await waitFor(() => expect(fake.organizations()[0]?.state).toBe("mapped"));
    expect(fake.organizations()[0]?.licences).toEqual([]);
  });

  it("says that Halo has no licences, and connects without", async () => {
    const fake = some();
    const base = fake.mocks.pairConnection;
    const { user } = open(
      {
        ...fake.mocks,
        pairConnection: async (profile, id, customer) => {
          if (!base) throw appError({ code: "internal" });
          const view = await base(profile, id, customer);
          return { ...view, read: { noModule: true, readAt: "2026-11-21T10:00:00Z", licences: [] } };
        },
      },
      "?org=1&dialog=connect",
    );
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText("This Halo has no software licences.")).toBeDefined();
    await user.click(within(dialog).getByRole("button", { name: "Connect" }));
    await waitFor(() => expect(fake.organizations()[0]?.state).toBe("mapped"));
  });

  it("reads nothing while Halo cannot be reached, and says why", async () => {
    const fake = some();
    const blocked = { read: "Halo cannot be reached.", tickets: null, check: null };
    const { calls } = open(
      {
        ...fake.mocks,
        listProfiles: () => [{ ...palisade, health: { ...palisade.health, blocked } }],
      },
      "?org=1&dialog=connect",
    );
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText("Its licences are not known.")).toBeDefined();
    expect(calls.some(({ command }) => command === "read_licences")).toBe(false);
  });

  it("says a failed read and tries again", async () => {
    const fake = some();
    let failed = false;
    const { user } = open(
      {
        ...fake.mocks,
        readLicences: (profile, customer) => {
          if (!failed) {
            failed = true;
            throw appError({ code: "timedOut" });
          }
          return fake.mocks.readLicences?.(profile, customer) ?? null;
        },
      },
      "?org=1&dialog=connect",
    );
    const dialog = await screen.findByRole("dialog");
    await user.click(await within(dialog).findByRole("button", { name: /Try again/ }));
    expect(await within(dialog).findByRole("combobox", { name: /Licence for/ })).toBeDefined();
  });
});

describe("an organisation that was just added", () => {
  it("is offered customer and licence at once", async () => {
    const { user } = open(some().mocks, "?dialog=add");
    const form = await screen.findByRole("dialog", { name: "Add a Palisade organisation" });
    await user.type(within(form).getByLabelText("Name"), "Hollyoak Vets");
    await user.click(within(form).getByRole("button", { name: "Add organisation" }));
    const offer = await screen.findByRole("dialog", { name: "Connect Hollyoak Vets" });
    await user.click(within(offer).getByRole("button", { name: "Later" }));
    expect(await screen.findByRole("complementary", { name: "Hollyoak Vets" })).toBeDefined();
  });
});

describe("a customer made in Halo", () => {
  it("is planned, confirmed, written, read back and mapped", async () => {
    const fake = some();
    const { user, container, calls } = open(fake.mocks, "?filter=all&org=2&dialog=create");
    const dialog = await screen.findByRole("dialog", { name: "Create a customer in Halo" });
    expect(await within(dialog).findByText("What is sent to Halo, once")).toBeDefined();
    expect(calls.some(({ command }) => command === "create_customer")).toBe(false);
    expect(await axeFindings(container)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Create in Halo" }));
    const report = await screen.findByRole("dialog", { name: "Quillfeather is in Halo" });
    expect(within(report).getByText("Same")).toBeDefined();
    expect(fake.organizations()[1]?.pair?.customer.name).toBe("Quillfeather");
    expect(calls.filter(({ command }) => command === "create_customer")).toHaveLength(1);
    await user.click(within(report).getByRole("button", { name: "Choose its licence…" }));
    expect(await screen.findByRole("dialog", { name: "Connect Quillfeather" })).toBeDefined();
  });

  it("names the held tickets that are sent then, and goes on only with those shown", async () => {
    const fake = some();
    fake.change(2, { heldTickets: 2 });
    const { user, calls } = open(fake.mocks, "?filter=all&org=2&dialog=create");
    const dialog = await screen.findByRole("dialog", { name: "Create a customer in Halo" });
    expect(await within(dialog).findByText("2 held tickets are sent to it then")).toBeDefined();
    expect(within(dialog).getByText("This is written to Halo, and 2 held tickets are sent")).toBeDefined();
    // One more comes to wait, and the program says so: what is on screen follows.
    fake.change(2, { heldTickets: 3 });
    await user.click(within(dialog).getByRole("button", { name: "Create in Halo" }));
    expect(
      await within(dialog).findByText("More held tickets wait for the organisation by now."),
    ).toBeDefined();
    expect(await within(dialog).findByText("3 held tickets are sent to it then")).toBeDefined();
    expect(fake.organizations()[1]?.pair).toBeNull();
    // Without a press too.
    fake.change(2, { heldTickets: 1 });
    await emit("invalidated", { profile: 1, tags: ["tickets"] });
    expect(await within(dialog).findByText("1 held ticket is sent to it then")).toBeDefined();
    await user.click(within(dialog).getByRole("button", { name: "Create in Halo" }));
    expect(await screen.findByRole("dialog", { name: "Quillfeather is in Halo" })).toBeDefined();
    const sent = calls.filter(({ command }) => command === "create_customer").map(({ args }) => args.at(-1));
    expect(sent).toEqual([2, 1]);
  });

  it("shows who it could be already, and takes that one instead", async () => {
    const { user, calls } = open(some().mocks, "?org=2&dialog=create&customer=Wren%20Dental");
    const dialog = await screen.findByRole("dialog", { name: "Create a customer in Halo" });
    await user.click(await within(dialog).findByRole("button", { name: "Take Wren Dental Ltd" }));
    const connect = await screen.findByRole("dialog", { name: "Connect Quillfeather" });
    expect(await within(connect).findByDisplayValue("Wren Dental Ltd")).toBeDefined();
    expect(calls.some(({ command }) => command === "create_customer")).toBe(false);
  });

  it("asks for what this Halo demands, and names a right that is missing", async () => {
    const fake = some();
    const base = fake.mocks.planCustomer;
    const { user } = open(
      {
        ...fake.mocks,
        planCustomer: async (profile, id, form) => {
          if (!base) throw appError({ code: "internal" });
          return { ...(await base(profile, id, form)), demands: ["contactName"] };
        },
        createCustomer: () => {
          throw appError(
            { code: "forbidden", scope: "Client" },
            {
              message: "The agent may not create customers in Halo.",
              remedy: { action: "none", text: "Set the role’s Customers Access Level to Read and Modify." },
            },
          );
        },
      },
      "?org=2&dialog=create",
    );
    const dialog = await screen.findByRole("dialog", { name: "Create a customer in Halo" });
    const contact = await within(dialog).findByLabelText("First contact");
    const create = within(dialog).getByRole("button", { name: /^Create in Halo/ });
    expect(create.getAttribute("aria-disabled")).toBe("true");
    await user.type(contact, "Ann Quill");
    await user.click(create);
    expect(await within(dialog).findByText(/Customers Access Level/)).toBeDefined();
  });

  it("stays in Halo after undo, with a way there", async () => {
    const fake = some();
    fake.change(2, { leftInHalo: { id: 90, name: "Quillfeather" } });
    const { user, calls } = open({ ...fake.mocks, openInBrowser: () => null }, "?filter=all&org=2");
    expect(await screen.findByText(/created in Halo from here, and stays there/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Open in Halo" }));
    expect(calls.find(({ command }) => command === "open_in_browser")?.args[1]).toEqual({
      page: "customer",
      customerId: 90,
    });
  });
});
