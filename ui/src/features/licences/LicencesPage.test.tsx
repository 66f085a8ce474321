import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { SeatPageDto, SeatRowDto, SeatSetupDto } from "../../ipc/client";
import { axeFindings } from "../../test/axe";
import { program, seatSetup as setup } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderApp } from "../../test/renderApp";

const mapped: SeatSetupDto = {
  ...setup,
  products: [
    {
      key: "mail",
      name: "E-mail security",
      rule: { key: "name", value: "Inbox Defence", name: "Inbox Defence" },
      proposed: null,
    },
  ],
};

const row = (id: number, part: Partial<SeatRowDto>): SeatRowDto => ({
  key: `${id} mail 1`,
  organizations: [{ id, name: `Organisation ${id}` }],
  customer: id,
  customerName: `Customer ${id}`,
  product: "E-mail security",
  licence: "Inbox Defence",
  vendor: 10,
  halo: 10,
  state: "equal",
  note: null,
  billedBy: [],
  ...part,
});

const rows: readonly SeatRowDto[] = [
  row(1, { vendor: 25, halo: 22, state: "up" }),
  row(2, { vendor: null, state: "odd", note: "The vendor tells no number. It is not taken for a zero" }),
  row(3, {}),
];

const page = (fitting: readonly SeatRowDto[]): SeatPageDto => ({
  rows: [...fitting],
  offset: 0,
  total: fitting.length,
  counts: { all: 3, equal: 1, up: 1, down: 0, new: 0, noLicence: 0, odd: 1 },
  vendorTotal: 35,
  haloTotal: 32,
});

function open(mocks: CommandMocks = {}) {
  return renderApp("/profiles/1/licences", {
    ...program,
    seatSetup: () => mapped,
    seatPlan: () => null,
    seats: (_, { state }) => page(rows.filter((one) => state === null || one.state === state)),
    ...mocks,
  });
}

describe("the comparison of seats", () => {
  it("sums up, says what cannot be compared, and filters by keyboard", async () => {
    const { user, container } = open();
    expect(await screen.findByText(/35 seats in Palisade, 32 in Halo \(\+3\)/)).toBeTruthy();
    const grid = await screen.findByRole("grid", { name: "Seats" });
    expect(within(grid).getByText("+3")).toBeTruthy();
    expect(within(grid).getByText(/It is not taken for a zero/)).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    screen.getByRole("button", { name: /^Up/ }).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByText("Organisation 3")).toBeNull());
    expect(screen.getByText("Organisation 1")).toBeTruthy();
  });

  it("says which way out there is when nothing fits", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: /^Down/ }));
    expect(await screen.findByText("Nowhere does the vendor count fewer seats")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Show everything" }));
    expect(await screen.findByText("Organisation 3")).toBeTruthy();
  });

  it("maps a product to a licence by name or by number", async () => {
    const setProductLicence = vi.fn(() => null);
    const { user, baseElement } = open({ seatSetup: () => setup, setProductLicence });
    expect(await screen.findByText("1 product stands for no licence yet.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Map products…" }));
    const dialog = await screen.findByRole("dialog", { name: "Map products to Halo’s licences" });
    expect(await axeFindings(baseElement)).toEqual([]);
    await user.selectOptions(
      within(dialog).getByLabelText("Licence for E-mail security"),
      "Inbox Defence, number ES-MBX, at 38 customers",
    );
    const rule = { key: "sku", value: "ES-MBX", name: "Inbox Defence" };
    await waitFor(() => expect(setProductLicence).toHaveBeenCalledExactlyOnceWith(1, "mail", rule));
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});

describe("recurring invoices", () => {
  const words = "Recurring invoice 1042, line ‘Mailbox protection’, quantity follows the licence";
  const billed = row(1, {
    vendor: 25,
    halo: 22,
    state: "up",
    billedBy: [{ invoice: 1042, text: "Mailbox protection", words, billed: 25 }],
  });

  it("stand beside what they bill, in full in the tooltip", async () => {
    const { container } = open({ seats: () => page([billed]) });
    const cell = await screen.findByText(/1042, Mailbox protection$/);
    expect(cell.closest("[title]")?.getAttribute("title")).toBe(`Billed by: ${words}: would bill 25`);
    expect(screen.getByText(/^60 recurring invoices read\./)).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("are said quietly where they may not be read, with the way to it", async () => {
    const invoices = { state: "notGranted" as const, invoices: 0, readAt: null, note: null };
    open({ seatSetup: () => ({ ...mapped, invoices }) });
    expect(await screen.findByText(/does not have read:invoices/)).toBeTruthy();
    expect(screen.queryByRole("columnheader", { name: "Billed by invoice" })).toBeNull();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByRole("button", { name: "What it takes…" })).toBeTruthy();
  });

  it("say why they could not be read, and of when those are that are shown", async () => {
    const invoices = {
      state: "failed" as const,
      invoices: 60,
      readAt: "2026-11-20T14:00:00Z",
      note: "Halo is out of order.",
    };
    open({ seatSetup: () => ({ ...mapped, invoices }), seats: () => page([billed]) });
    const line = await screen.findByText(/^Recurring invoices could not be read this time\./);
    expect(line.textContent).toContain("Halo is out of order. Shown is what was read ");
    expect(await screen.findByText(/1042, Mailbox protection$/)).toBeTruthy();
  });

  it("come with the next read where they were never asked for, and an empty list is said", async () => {
    const first = open({ seatSetup: () => ({ ...mapped, invoices: null }) });
    expect(await screen.findByText(/^Recurring invoices come with the next read/)).toBeTruthy();
    first.unmount();
    const none = { state: "read" as const, invoices: 0, readAt: "2026-11-21T14:00:00Z", note: null };
    open({ seatSetup: () => ({ ...mapped, invoices: none }) });
    expect(await screen.findByText(/^Halo lists no recurring invoice/)).toBeTruthy();
  });
});

describe("a Halo that lists no licence any more", () => {
  const foundEmpty = { at: "2026-11-21T15:00:00Z", licences: 166, customers: 80, chosen: 2 };

  it("is believed only after it was said what follows", async () => {
    const confirmNoLicences = vi.fn(() => 166);
    const { user, baseElement } = open({ seatSetup: () => ({ ...mapped, foundEmpty }), confirmNoLicences });
    expect(await screen.findByText(/166 licences of 80 customers read before are still shown/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Halo has none any more…" }));
    const dialog = await screen.findByRole("dialog", { name: "Halo has no licences any more" });
    expect(within(dialog).getByText(/2 organisations have a licence of their own/)).toBeTruthy();
    expect(await axeFindings(baseElement)).toEqual([]);
    expect(confirmNoLicences).not.toHaveBeenCalled();
    await user.click(within(dialog).getByRole("button", { name: "Take them out here" }));
    await waitFor(() => expect(confirmNoLicences).toHaveBeenCalledExactlyOnceWith(1));
    // The toast that follows is a dialog to screen readers, too.
    await waitFor(() => expect(screen.queryByRole("dialog", { name: /no licences any more/ })).toBeNull());
  });

  it("says why not, where Halo lists some by now", async () => {
    const { user } = open({
      seatSetup: () => ({ ...mapped, foundEmpty }),
      confirmNoLicences: () => {
        throw appError(
          { code: "invalidInput", field: "licences" },
          { message: "Halo lists 3 licences by now." },
        );
      },
    });
    await user.click(await screen.findByRole("button", { name: "Halo has none any more…" }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Take them out here" }));
    expect(await within(dialog).findByText(/^Halo lists 3 licences by now\./)).toBeTruthy();
  });
});

describe("before anything can be compared", () => {
  it("offers to read the licences, and shows why that failed", async () => {
    const { user, container } = open({
      seatSetup: () => ({ ...setup, read: null }),
      readAllLicences: () => {
        throw appError({ code: "offline" }, { message: "Nothing answers at the address." });
      },
    });
    expect(await screen.findByText("Compare seats with Halo’s licences")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Read licences" }));
    expect(await screen.findByText(/^Nothing answers at the address\./)).toBeTruthy();
  });

  it("says that seats were not ticked, or that this Halo has no licences", async () => {
    const first = open({ seatSetup: () => ({ ...setup, wantsSeats: false }) });
    expect(await screen.findByText("Seats are not part of this connection")).toBeTruthy();
    first.unmount();
    open({ seatSetup: () => ({ ...setup, read: { readAt: "2026-11-21T14:00:00Z", noModule: true } }) });
    expect(await screen.findByText("This Halo has no software licences")).toBeTruthy();
  });
});
