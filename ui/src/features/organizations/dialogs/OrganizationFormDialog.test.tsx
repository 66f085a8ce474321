import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "../../../test/axe";
import { program } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderApp } from "../../../test/renderApp";
import { fakeOrganizations } from "../fakeOrganizations";

const products = ["Email backup", "Email archive"].map((name) => ({
  key: name,
  name,
  isClosed: false,
  rules: 0,
  organizations: 0,
}));

function open(mocks: CommandMocks = {}) {
  return renderApp("/profiles/1/organizations?dialog=add", {
    ...program,
    ...fakeOrganizations([], []).mocks,
    vocabulary: () => ({ statuses: [], levels: [], products }),
    ...mocks,
  });
}

describe("an organisation typed by hand", () => {
  it("has a field for the seats of each product", async () => {
    const { user, calls } = open();
    const dialog = await screen.findByRole("dialog", { name: "Add a Palisade organisation" });
    await user.type(within(dialog).getByLabelText("Name"), "Wren Dental");
    await user.type(await within(dialog).findByLabelText("Seats of Email backup"), "25");
    expect(await axeFindings(dialog)).toEqual([]);
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(calls.findLast(({ command }) => command === "add_organization")?.args[1]).toMatchObject({
        name: "Wren Dental",
        seats: [
          { product: "Email backup", seats: "25" },
          { product: "Email archive", seats: "" },
        ],
      }),
    );
  });

  it("says at the product what is wrong with its seats", async () => {
    const message = "The seats of Email archive are a whole number, such as 25.";
    const { user } = open({
      addOrganization: () => {
        throw appError({ code: "invalidInput", field: "seats" }, { message });
      },
    });
    const archive = await screen.findByLabelText("Seats of Email archive");
    await user.type(archive, "many{Enter}");
    expect(await screen.findByText(message)).toBeDefined();
    expect(archive.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByLabelText("Seats of Email backup").getAttribute("aria-invalid")).toBeNull();
  });
});
