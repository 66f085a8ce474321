import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { MappingPreviewDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { program } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderApp } from "../../../test/renderApp";
import { fakeCandidate, fakeCustomer, fakeOrganization, fakeOrganizations } from "../fakeOrganizations";

function someOrganizations() {
  return fakeOrganizations([
    fakeOrganization(1, "Ashdown & Pryce", "mapped", { pair: fakeCandidate(fakeCustomer("Ashdown")) }),
    fakeOrganization(2, "Ivybridge Church", "unmapped"),
  ]);
}

const preview: MappingPreviewDto = {
  fileName: "mappings.csv",
  notices: ["The file is from the profile Elsewhere."],
  counts: [
    { state: "new", count: 2 },
    { state: "conflict", count: 2 },
    { state: "leftOut", count: 1 },
    { state: "same", count: 5 },
    { state: "noCustomer", count: 0 },
  ],
  lines: [
    {
      number: 3,
      organization: "Ashdown & Pryce",
      customer: "Wren Dental",
      setAside: null,
      ours: "Ashdown",
      state: "conflict",
      reasons: ["It is mapped to Ashdown here."],
      heldTickets: 2,
    },
    {
      number: 4,
      organization: "Ivybridge Church",
      customer: "Gone Ltd",
      setAside: null,
      ours: null,
      state: "conflict",
      reasons: ["Gone Ltd is inactive in Halo."],
      heldTickets: 4,
    },
    {
      number: 5,
      organization: "Nobody",
      customer: "Wren Dental",
      setAside: null,
      ours: null,
      state: "leftOut",
      reasons: ["There is no organisation Nobody here."],
      heldTickets: 0,
    },
    {
      number: 6,
      organization: "Oakhanger",
      customer: "Oakhanger Ltd",
      setAside: null,
      ours: null,
      state: "new",
      reasons: [],
      heldTickets: 3,
    },
    {
      number: 7,
      organization: "Left Ltd",
      customer: null,
      setAside: "Excluded until 1 Mar 2027: Left",
      ours: null,
      state: "new",
      reasons: [],
      heldTickets: 0,
    },
  ],
  mark: "seen",
  newTickets: 3,
  conflictTickets: 6,
};

const importing: CommandMocks = {
  previewMappings: () => preview,
  importMappings: (_profile, _path, takeFrom) => ({
    mapped: takeFrom.file ? 3 - takeFrom.except.length : 1 + takeFrom.except.length,
    setAside: 1,
    kept: 1,
    leftOut: 1,
    sentTickets: takeFrom.file ? 9 : takeFrom.except.length > 0 ? 5 : 3,
    edit: { id: 9, what: "mappings.csv imported: 2 organisations mapped", organization: null },
  }),
};

function open(mocks: CommandMocks, search: string) {
  return renderApp(`/profiles/1/organizations${search}`, {
    ...program,
    ...someOrganizations().mocks,
    ...mocks,
  });
}

describe("the export", () => {
  it("is in the menu, writes everything or what is shown, and says where", async () => {
    const { user, calls } = open({}, "?filter=mapped&q=ash");
    await user.click(await screen.findByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: "Export mappings…" }));
    const dialog = await screen.findByRole("dialog", { name: "Export mappings" });
    expect(await axeFindings(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Export" }));
    expect(within(dialog).getByText("Choose a place or type a path.")).toBeDefined();
    await user.click(within(dialog).getByRole("radio", { name: "Those shown now" }));
    await user.click(within(dialog).getByRole("radio", { name: "JSON" }));
    await user.type(within(dialog).getByLabelText("File"), "/tmp/a.json{Enter}");
    const done = await screen.findByRole("dialog", { name: "1 organisation written" });
    expect(within(done).getByText("/tmp/a.json")).toBeDefined();
    expect(calls.find(({ command }) => command === "export_mappings")?.args).toEqual([
      1,
      { selected: "all", filter: "mapped", text: "ash", except: [] },
      "json",
      "/tmp/a.json",
      false,
    ]);
  });

  it("asks before it replaces a file that was typed, and not again after the desktop's dialog", async () => {
    let isThere = true;
    const fake = someOrganizations();
    const { user, calls } = open(
      {
        exportMappings: (...args) => {
          if (isThere && !args[4])
            throw appError({ code: "needsConfirmation" }, { message: "a.csv is there already." });
          return fake.mocks.exportMappings?.(...args) as never;
        },
      },
      "?dialog=export",
    );
    await user.type(await screen.findByLabelText("File"), "/tmp/a.csv{Enter}");
    expect(await screen.findByText("a.csv is there already.")).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Replace it" }));
    await screen.findByRole("dialog", { name: "2 organisations written" });
    isThere = false;
    expect(calls.filter(({ command }) => command === "export_mappings").map(({ args }) => args[4])).toEqual([
      false,
      true,
    ]);
  });

  it("stays with its choices when the file cannot be written", async () => {
    const { user, container } = open(
      {
        exportMappings: () => {
          throw appError({ code: "fileNotWritten" }, { message: "There is no room for a.csv on the disk." });
        },
      },
      "?dialog=export",
    );
    await user.click(await screen.findByRole("button", { name: "Choose a place…" }));
    expect(await screen.findByRole("heading", { name: "The file cannot be written" })).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>("File").value).toBe("/home/alex/mappings.csv");
    expect(await axeFindings(container)).toEqual([]);
  });
});

describe("the import of mappings", () => {
  it("shows every line, keeps ours unless told otherwise, and is one step", async () => {
    const { user, calls } = open(importing, "?dialog=importMappings");
    await user.click(await screen.findByRole("button", { name: "Choose file…" }));
    const dialog = await screen.findByRole("dialog", { name: "Import mappings.csv" });
    expect(within(dialog).getByText("The file is from the profile Elsewhere.")).toBeDefined();
    expect(
      within(dialog).getByRole("row", { name: /5 Nobody.*There is no organisation Nobody here/ }),
    ).toBeDefined();
    expect(within(dialog).getByText("Excluded until 1 Mar 2027: Left")).toBeDefined();
    expect(await axeFindings(dialog)).toEqual([]);
    within(dialog).getByRole("button", { name: "Change 2 organisations" });
    // Of the conflicts nothing is sent while they are kept as they are.
    expect(within(dialog).getByText("3 held tickets are sent to Halo then")).toBeDefined();

    await user.selectOptions(
      within(dialog).getByRole("combobox", { name: "Line 3, Ashdown & Pryce" }),
      "Take the file’s",
    );
    expect(await within(dialog).findByText("5 held tickets are sent to Halo then")).toBeDefined();
    await user.click(await within(dialog).findByRole("button", { name: "Change 3 organisations" }));
    const done = await screen.findByRole("dialog", { name: "3 organisations changed" });
    expect(within(done).getByText("5 held tickets are sent to Halo now")).toBeDefined();
    expect(within(done).getByText(/1 conflict stayed as it was here/)).toBeDefined();
    expect(within(done).getByText("2 mapped, 1 held or excluded.")).toBeDefined();
    expect(calls.find(({ command }) => command === "import_mappings")?.args.slice(2)).toEqual([
      { file: false, except: [3] },
      "seen",
    ]);
    expect(within(done).getByRole("button", { name: "Undo the import" })).toBeDefined();
  });

  it("takes the file's for all at once", async () => {
    const { user, calls } = open(importing, "?dialog=importMappings");
    await user.type(await screen.findByLabelText("File"), "/tmp/a.csv{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Import mappings.csv" });
    await user.click(within(dialog).getByRole("radio", { name: "Take the file’s" }));
    expect(await within(dialog).findByText("9 held tickets are sent to Halo then")).toBeDefined();
    await user.click(await within(dialog).findByRole("button", { name: "Change 4 organisations" }));
    await screen.findByRole("dialog", { name: "4 organisations changed" });
    expect(calls.find(({ command }) => command === "import_mappings")?.args[2]).toEqual({
      file: true,
      except: [],
    });
  });

  it("says that nothing was written where no ticket waited", async () => {
    const { user } = open(
      {
        ...importing,
        previewMappings: () => ({ ...preview, newTickets: 0 }),
        importMappings: () => ({
          mapped: 1,
          setAside: 1,
          kept: 2,
          leftOut: 1,
          sentTickets: 0,
          edit: { id: 9, what: "mappings.csv imported", organization: null },
        }),
      },
      "?dialog=importMappings",
    );
    await user.type(await screen.findByLabelText("File"), "/tmp/a.csv{Enter}");
    const dialog = await screen.findByRole("dialog", { name: "Import mappings.csv" });
    expect(within(dialog).getByText("Nothing is written to Halo")).toBeDefined();
    await user.click(await within(dialog).findByRole("button", { name: "Change 2 organisations" }));
    const done = await screen.findByRole("dialog", { name: "2 organisations changed" });
    expect(within(done).getByText("Nothing was written to Halo")).toBeDefined();
  });

  it("stays where the file is chosen when it is none of mappings", async () => {
    const { user } = open(
      {
        previewMappings: () => {
          throw appError({ code: "fileUnreadable" }, { message: "a.csv is no file of mappings." });
        },
      },
      "?dialog=importMappings",
    );
    await user.type(await screen.findByLabelText("File"), "/tmp/a.csv{Enter}");
    expect(await screen.findByRole("heading", { name: "The file cannot be read" })).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>("File").value).toBe("/tmp/a.csv");
  });

  it("shows the lines anew when they changed since", async () => {
    let reads = 0;
    const { user } = open(
      {
        previewMappings: () => {
          reads += 1;
          return preview;
        },
        importMappings: () => {
          throw appError(
            { code: "invalidInput", field: "expected" },
            { message: "It changed since it was shown." },
          );
        },
      },
      "?dialog=importMappings",
    );
    await user.type(await screen.findByLabelText("File"), "/tmp/a.csv{Enter}");
    await user.click(await screen.findByRole("button", { name: "Change 2 organisations" }));
    expect(await screen.findByText("Nothing was imported")).toBeDefined();
    await waitFor(() => expect(reads).toBe(2));
  });
});
