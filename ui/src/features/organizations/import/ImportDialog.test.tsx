import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { CustomersPreviewDto, CustomersRowDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { program } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderApp } from "../../../test/renderApp";
import { fakeOrganization, fakeOrganizations, fakePreview } from "../fakeOrganizations";

function open(mocks: CommandMocks, dialog = "import") {
  return renderApp(`/profiles/1/organizations?dialog=${dialog}`, { ...program, ...mocks });
}

const imports = { id: 3, what: "Imported", organization: null };

const goneTwo = [
  { id: 7, name: "Castlegate Opticians", mappedTo: "Castlegate Ltd" },
  { id: 8, name: "Wren Dental", mappedTo: null },
];

describe("a workbook", () => {
  it("lets its sheet be chosen and says what stood above the heading", async () => {
    const workbook = fakePreview({
      name: "export.xlsx",
      reading: { kind: "workbook", sheet: "Active", sheets: ["Active", "Leavers"] },
      above: 2,
      remembered: true,
    });
    const { user, calls } = open(fakeOrganizations([], [], workbook).mocks);
    await user.click(await screen.findByRole("button", { name: "Choose file…" }));
    const dialog = await screen.findByRole("dialog", { name: "Import export.xlsx" });
    expect(
      within(dialog).getByText("148 rows on the sheet “Active”. Nothing is imported yet."),
    ).toBeDefined();
    expect(within(dialog).getByText("2 lines above it passed over")).toBeDefined();
    expect(within(dialog).getByText(/As you chose it when you last imported/)).toBeDefined();
    expect(within(dialog).queryByRole("combobox", { name: "Delimiter" })).toBeNull();
    expect(await axeFindings(dialog)).toEqual([]);
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "Sheet" }), "Leavers");
    await waitFor(() =>
      expect(calls.findLast(({ command }) => command === "preview_file")?.args[2]).toEqual({
        delimiter: null,
        encoding: null,
        sheet: "Leavers",
        hasHeader: null,
        columns: null,
      }),
    );
  });
});

describe("the demo’s list", () => {
  it("is read at once when it was pressed on the empty screen, and can be left for another file", async () => {
    const { user, calls } = open(fakeOrganizations([], []).mocks, "importDemo");
    const dialog = await screen.findByRole("dialog", { name: "Import organisations.csv" });
    expect(calls.find(({ command }) => command === "preview_file")?.args[1]).toBe("/tmp/demo.csv");
    await user.click(within(dialog).getByRole("button", { name: "Another file" }));
    expect(await screen.findByLabelText("File")).toBeDefined();
  });

  it("says why it cannot be had, and lets a file be chosen", async () => {
    const failing = { demoCsvFile: () => Promise.reject(appError({ code: "internal" })) };
    open({ ...fakeOrganizations([], []).mocks, ...failing }, "importDemo");
    expect(await screen.findByRole("button", { name: "Try again" })).toBeDefined();
    expect(screen.getByLabelText("File")).toBeDefined();
  });
});

describe("a text file", () => {
  it("lets its encoding be chosen where it was not told right, and keeps it when a column is chosen", async () => {
    const western = fakePreview({ reading: { kind: "text", delimiter: ";", encoding: "western" } });
    const { user, calls } = open(fakeOrganizations([], [], western).mocks);
    await user.click(await screen.findByRole("button", { name: "Choose file…" }));
    const dialog = await screen.findByRole("dialog", { name: "Import organisations.csv" });
    const options = () => calls.findLast(({ command }) => command === "preview_file")?.args[2];
    await user.selectOptions(
      within(dialog).getByRole("combobox", { name: "Encoding" }),
      "Windows-1250 (Central European)",
    );
    await waitFor(() => expect(options()).toMatchObject({ encoding: "centralEuropean", columns: null }));
    expect(await axeFindings(dialog)).toEqual([]);
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "Mailboxes holds" }), "Note");
    await waitFor(() => expect(options()).toMatchObject({ encoding: "western", delimiter: ";" }));
  });

  it.each([null, 12])(
    "says what was accepted after it, and takes just these back (refused: %s)",
    async (refused) => {
      const fake = fakeOrganizations(
        [fakeOrganization(1, "Wren", "unmapped")],
        [],
        fakePreview({ badRows: [] }),
      );
      const accepted = { id: 12, what: "8 organisations mapped automatically", organization: null };
      // Something else was accepted by itself meanwhile: that is not theirs to take back.
      const undoable = { undo: { id: 13, what: "Wren mapped automatically" }, redo: null };
      const undone: number[] = [];
      const { user } = open({
        ...fake.mocks,
        undoable: () => undoable,
        undo: (_profile: number, id: number) => {
          undone.push(id);
          if (refused === id) throw appError({ code: "conflict", currentVersion: 3 });
          return { ...accepted, id: null, what: "Undone" };
        },
        importFile: async (...args) => {
          if (!fake.mocks.importFile) throw new Error("no import");
          const imported = await fake.mocks.importFile(...args);
          return { ...imported, edit: { ...imported.edit, id: 11 }, accepted };
        },
      });
      await user.click(await screen.findByRole("button", { name: "Choose file…" }));
      await user.click(await screen.findByRole("button", { name: "Import 146 organisations" }));
      expect(await screen.findByText(/8 organisations mapped automatically\./)).toBeDefined();
      // Enter goes on; it does not take back what was just done.
      const goOn = screen.getByRole("button", { name: "Review suggestions" });
      await waitFor(() => expect(document.activeElement).toBe(goOn));
      await user.click(screen.getByRole("button", { name: "Undo the import" }));
      if (refused === null) {
        await waitFor(() => expect(undone).toEqual([12, 11]));
      } else {
        expect(await screen.findByText("It could not be undone")).toBeDefined();
        expect(undone).toEqual([12]);
      }
    },
  );
});

describe("organisations that are gone", () => {
  async function shown(part = {}) {
    const preview = fakePreview({ gone: goneTwo, badRows: [], ...part });
    const opened = open(fakeOrganizations([], [], preview).mocks);
    await opened.user.click(await screen.findByRole("button", { name: "Choose file…" }));
    const dialog = await screen.findByRole("dialog", { name: "Import organisations.csv" });
    const imported = () => opened.calls.findLast(({ command }) => command === "import_file")?.args[2];
    return { ...opened, dialog, imported };
  }

  it("are kept unless something else is chosen", async () => {
    const { user, dialog, imported } = await shown();
    expect(within(dialog).getByText(/2 organisations were in your last import/)).toBeDefined();
    expect(within(dialog).getByRole("row", { name: "Wren Dental not mapped" })).toBeDefined();
    expect(await axeFindings(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Import 146 organisations" }));
    await waitFor(() => expect(imported()).toMatchObject({ gone: null, shown: "as shown" }));
  });

  it("are deleted but for those that are unticked, by keyboard alone", async () => {
    const { user, dialog, imported } = await shown();
    within(dialog).getByRole("radio", { name: "Keep them" }).focus();
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(within(dialog).getByRole<HTMLInputElement>("radio", { name: "Delete here" }).checked).toBe(true);
    within(dialog).getByRole("checkbox", { name: "Delete Wren Dental" }).focus();
    await user.keyboard(" ");
    await user.click(within(dialog).getByRole("button", { name: "Import 146 organisations, delete 1" }));
    await waitFor(() => expect(imported()).toMatchObject({ gone: { act: "delete", organizations: [7] } }));
    expect(await screen.findByText("144 added, 2 updated, 0 unchanged, 1 deleted.")).toBeDefined();
  });

  it("can be excluded when nothing else is new", async () => {
    const { user, dialog } = await shown({ added: 0, updated: 0, unchanged: 146 });
    const nothing = within(dialog).getByRole("button", { name: "Import 0 organisations" });
    expect(nothing.getAttribute("aria-disabled")).toBe("true");
    await user.click(within(dialog).getByRole("radio", { name: "Exclude" }));
    await user.click(within(dialog).getByRole("button", { name: "Exclude 2 organisations" }));
    expect(await screen.findByRole("dialog", { name: "The list is imported" })).toBeDefined();
  });
});

describe("Halo’s customers as the source", () => {
  const row = (customer: number, part: Partial<CustomersRowDto> = {}): CustomersRowDto => ({
    customer,
    name: `Customer ${customer}`,
    organization: null,
    domains: [`c${customer}.example`],
    aside: [],
    reason: null,
    isExcepted: false,
    ...part,
  });
  const preview = (part: Partial<CustomersPreviewDto> = {}): CustomersPreviewDto => ({
    customers: 80,
    added: 60,
    extended: 1,
    moreDomains: 2,
    newRows: 60,
    extendedRows: 1,
    leftOutRows: 19,
    rows: [row(10, { aside: [{ domain: "gmail.com", reason: "free mail, or every tenant’s" }] }), row(11)],
    mark: "as shown",
    ...part,
  });

  async function shown(mocks: CommandMocks = {}) {
    const opened = open({
      ...fakeOrganizations([], []).mocks,
      previewCustomers: (_profile, { except }) =>
        preview({
          added: 60 - except.length,
          rows: [row(10, { isExcepted: except.includes(10) }), row(11)],
        }),
      importCustomers: () => ({ edit: imports, accepted: null }),
      ...mocks,
    });
    const dialog = await screen.findByRole("dialog", { name: "Import Palisade organisations" });
    await opened.user.click(within(dialog).getByRole("radio", { name: "Halo’s customers" }));
    return { ...opened, dialog };
  }

  it("shows what would be added and imports it without those that are unticked", async () => {
    const { user, dialog, calls } = await shown();
    expect(await within(dialog).findByRole("row", { name: /^Customer 10 c10.example/ })).toBeDefined();
    expect(await axeFindings(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("checkbox", { name: "Take Customer 10" }));
    await user.click(
      await within(dialog).findByRole("button", { name: "Add 59 organisations and 2 domains" }),
    );
    await waitFor(() =>
      expect(calls.findLast(({ command }) => command === "import_customers")?.args.slice(1)).toEqual([
        { newOrganizations: true, moreDomains: true, withoutDomain: false, except: [10] },
        "as shown",
      ]),
    );
    expect(await screen.findByRole("dialog", { name: "60 organisations imported" })).toBeDefined();
  });

  it("goes through its groups and pages by keyboard", async () => {
    const { user, dialog, calls } = await shown();
    await within(dialog).findByRole("row", { name: /^Customer 10/ });
    within(dialog).getByRole("button", { name: "Next" }).focus();
    await user.keyboard("{Enter}");
    const window = () => calls.findLast(({ command }) => command === "preview_customers")?.args[2];
    await waitFor(() => expect(window()).toEqual({ group: "new", offset: 50, limit: 50 }));
    within(dialog)
      .getByRole("button", { name: /^Left out/ })
      .focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(window()).toEqual({ group: "leftOut", offset: 0, limit: 50 }));
  });

  it("has Halo read first when there are no customers", async () => {
    const { user, dialog, calls } = await shown({
      previewCustomers: () =>
        preview({
          customers: 0,
          added: 0,
          extended: 0,
          newRows: 0,
          extendedRows: 0,
          leftOutRows: 0,
          rows: [],
        }),
    });
    await user.click(await within(dialog).findByRole("button", { name: "Read customers from Halo" }));
    await waitFor(() => expect(calls.some(({ command }) => command === "read_halo")).toBe(true));
    expect(within(dialog).queryByRole("button", { name: /^Add / })).toBeNull();
  });

  it("says what reading mail domains costs before it reads them", async () => {
    const { user, dialog, calls } = await shown({
      mailPlan: () => ({
        users: 2400,
        userRequests: 24,
        sites: 90,
        siteRequests: 41,
        usersReadAt: null,
        sitesReadAt: "2026-11-20T10:00:00Z",
      }),
      readMailDomains: () => 5,
    });
    await user.click(await within(dialog).findByText("Mail domains of users and sites"));
    await user.click(
      await within(dialog).findByRole("button", { name: "Read users: 2400 users, 24 requests" }),
    );
    await waitFor(() =>
      expect(calls.findLast(({ command }) => command === "read_mail_domains")?.args).toEqual([
        1,
        true,
        false,
      ]),
    );
  });
});

describe("a vendor’s API as the source", () => {
  const saved = {
    url: "https://api.vendor.example/customers",
    signIn: { kind: "bearer" as const },
    list: "$.data",
    paging: { kind: "none" as const },
    paths: [],
  };
  const list = { reading: "r1", list: "$.data", others: [], pages: 2, rows: 148 };
  const fromApi = fakePreview({ name: "api.vendor.example", reading: { kind: "api" }, badRows: [] });

  async function shown(mocks: CommandMocks = {}) {
    const opened = open({
      ...fakeOrganizations([], []).mocks,
      vendorApi: () => null,
      readVendorApi: () => list,
      previewVendorList: () => fromApi,
      importVendorList: () => ({
        added: 144,
        updated: 2,
        unchanged: 0,
        excluded: 0,
        deleted: 0,
        badRows: [],
        passedOver: [],
        edit: imports,
        accepted: null,
      }),
      letVendorListGo: () => null,
      ...mocks,
    });
    const dialog = await screen.findByRole("dialog", { name: "Import Palisade organisations" });
    await opened.user.click(within(dialog).getByRole("radio", { name: "The vendor’s API" }));
    const last = (name: string) => opened.calls.findLast(({ command }) => command === name)?.args.slice(1);
    return { ...opened, dialog, last };
  }

  it("is asked as typed, shown, and imported", async () => {
    const { user, dialog, last } = await shown();
    const address = await within(dialog).findByLabelText("Address of the list");
    expect(await axeFindings(dialog)).toEqual([]);
    await user.click(address);
    await user.paste("https://api.vendor.example/customers");
    await user.type(within(dialog).getByLabelText("Key"), "hush{Enter}");
    expect(
      await within(dialog).findByText("148 rows at $.data, 2 pages. Nothing is imported yet."),
    ).toBeDefined();
    expect(last("read_vendor_api")).toEqual([{ settings: { ...saved, list: "" }, secret: "hush" }]);
    expect(dialog.textContent).not.toContain("hush");
    await within(dialog).findByText("144 added");
    expect(await axeFindings(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Import 146 organisations" }));
    await waitFor(() =>
      expect(last("import_vendor_list")).toEqual([
        { reading: "r1", paths: [], columns: fromApi.columns.map(({ holds }) => holds) },
        null,
      ]),
    );
    expect(await screen.findByRole("dialog", { name: "146 organisations imported" })).toBeDefined();
  });

  it("is read again without typing anything", async () => {
    const { user, dialog, last } = await shown({ vendorApi: () => saved });
    expect(
      await within(dialog).findByText("The one in the keychain is used while this is empty"),
    ).toBeDefined();
    await user.click(within(dialog).getByRole("button", { name: "Read the list" }));
    await waitFor(() => expect(last("read_vendor_api")).toEqual([{ settings: saved, secret: null }]));
    await user.click(await within(dialog).findByRole("button", { name: "Read again" }));
    await within(dialog).findByText("144 added");
  });

  it("asks for the key again when the address is another one", async () => {
    const { user, dialog } = await shown({ vendorApi: () => saved });
    const address = await within(dialog).findByLabelText("Address of the list");
    await user.clear(address);
    await user.paste("https://other.example/customers");
    expect(within(dialog).queryByText(/The one in the keychain is used/)).toBeNull();
  });

  it("says at the field what is wrong with it, and elsewhere what is wrong with the answer", async () => {
    const { user, dialog } = await shown({
      vendorApi: () => saved,
      readVendorApi: (_profile, { settings }) => {
        if (settings.list === "")
          throw appError({ code: "invalidInput", field: "secret" }, { message: "Enter the key." });
        throw appError({ code: "listUnreadable" }, { message: "api.vendor.example wants a key (401)." });
      },
    });
    await user.click(await within(dialog).findByRole("button", { name: "Read the list" }));
    expect(await within(dialog).findByText("api.vendor.example wants a key (401).")).toBeDefined();
    await user.clear(within(dialog).getByLabelText("JSON path to the list"));
    await user.click(within(dialog).getByRole("button", { name: "Read the list" }));
    expect(await within(dialog).findByText("Enter the key.")).toBeDefined();
    expect(within(dialog).getByLabelText("Key").getAttribute("aria-invalid")).toBe("true");
  });

  it("takes further fields by their path, and leaves one out that is none", async () => {
    const { user, dialog, last } = await shown({
      vendorApi: () => saved,
      previewVendorList: (_profile, { paths }) => {
        if (paths.includes("a b["))
          throw appError({ code: "invalidInput", field: "paths" }, { message: "“a b[” is not a JSON path." });
        return fromApi;
      },
    });
    await user.click(await within(dialog).findByRole("button", { name: "Read the list" }));
    await user.type(await within(dialog).findByLabelText("Another field"), "a b[[{Enter}");
    expect(await within(dialog).findByText("“a b[” is not a JSON path.")).toBeDefined();
    await user.click(within(dialog).getByRole("button", { name: "Leave it out" }));
    await user.type(await within(dialog).findByLabelText("Another field"), "contacts[[0].email{Enter}");
    await waitFor(() =>
      expect(last("preview_vendor_list")?.[0]).toMatchObject({ paths: ["contacts[0].email"] }),
    );
  });
});
