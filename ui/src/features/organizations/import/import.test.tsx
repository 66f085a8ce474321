import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "../../../test/axe";
import { appError } from "../../../test/ipc";
import { fakeOrganizations, fakePreview } from "../fakeOrganizations";
import { open } from "../someOrganizations";

describe("the import", () => {
  it("shows columns, counts and bad rows before it imports, and what it left out after", async () => {
    const fake = fakeOrganizations([], [], fakePreview());
    const { user, calls } = open(fake.mocks, "?dialog=import");
    await user.click(await screen.findByRole("button", { name: "Choose file…" }));

    const dialog = await screen.findByRole("dialog", { name: "Import organisations.csv" });
    expect(within(dialog).getByRole("row", { name: "17 It has no name ,orphan.example,3" })).toBeDefined();
    expect(within(dialog).getByText("144 added")).toBeDefined();
    const mailboxes = within(dialog).getByRole<HTMLSelectElement>("combobox", { name: "Mailboxes holds" });
    expect(mailboxes.selectedOptions[0]?.textContent).toBe("Seats of Email");
    expect(await axeFindings(dialog)).toEqual([]);

    await user.selectOptions(mailboxes, "Left out");
    await waitFor(() =>
      expect(calls.findLast(({ command }) => command === "preview_file")?.args[2]).toEqual({
        delimiter: ",",
        encoding: "utf8",
        sheet: null,
        hasHeader: true,
        columns: [{ field: "name" }, { field: "domains" }, { field: "ignore" }],
      }),
    );
    await user.click(within(dialog).getByRole("button", { name: "Import 146 organisations" }));
    const done = await screen.findByRole("dialog", { name: "146 organisations imported" });
    expect(within(done).getByText(/1 row was left out/)).toBeDefined();
    expect(within(done).getByRole("row", { name: /^17 It has no name/ })).toBeDefined();
    expect(within(done).getByRole("button", { name: "Undo the import" })).toBeDefined();
  });

  it("does not import while no column holds the name", async () => {
    const fake = fakeOrganizations([], [], fakePreview({ blocked: "No column holds the name." }));
    const { user, calls } = open(fake.mocks, "?dialog=import");
    await user.type(await screen.findByLabelText("File"), "/tmp/a.csv{Enter}");
    const start = await screen.findByRole("button", { name: "Import 146 organisations" });
    expect(start.getAttribute("aria-disabled")).toBe("true");
    await user.click(start);
    expect(calls.some(({ command }) => command === "import_file")).toBe(false);
  });

  it("stays where the file is chosen when it cannot be read", async () => {
    const fake = fakeOrganizations([], []);
    const { user } = open(
      {
        ...fake.mocks,
        previewFile: () => {
          throw appError({ code: "fileUnreadable" }, { message: "There is no such file." });
        },
      },
      "?dialog=import",
    );
    await user.type(await screen.findByLabelText("File"), "/nowhere.csv{Enter}");
    expect(await screen.findByRole("heading", { name: "The file cannot be read" })).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>("File").value).toBe("/nowhere.csv");
  });
});
