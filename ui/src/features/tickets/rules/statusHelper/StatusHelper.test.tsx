import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { StatusJourneyDto, StatusMapsDto } from "../../../../ipc/client";
import { axeFindings } from "../../../../test/axe";
import { renderApp } from "../../../../test/renderApp";
import { rulesForm } from "../../fakeTickets";
import { rulesProgram } from "../../rulesProgram";

const vendor = (id: string) => ({ side: "vendor" as const, id });
const halo = (id: string) => ({ side: "halo" as const, id });
const way = (end: StatusJourneyDto["end"], ...stops: StatusJourneyDto["stops"]): StatusJourneyDto => ({
  stops,
  end,
});

const examined: StatusMapsDto = {
  journeys: [
    way("noPartner", vendor("open"), halo("1")),
    way("settled", vendor("resolved"), halo("9")),
    way("noPartner", halo("1")),
    way("noPartner", halo("2")),
    way("settled", halo("9"), vendor("resolved")),
  ],
  findings: [
    { text: "The maps never settle.", isFault: true, places: [vendor("open")] },
    ...["New", "In Progress", "With User", "On Hold"].map((name) => ({
      text: `Halo’s “${name}” has no partner here.`,
      isFault: false,
      places: [halo("2")],
    })),
  ],
};

async function open() {
  const rendered = renderApp(
    "/profiles/1/tickets",
    rulesProgram(rulesForm, { examineStatusMaps: () => examined }).mocks,
  );
  const helper = within(await screen.findByRole("region", { name: "A ticket’s way" }));
  return { ...rendered, helper };
}

describe("the status map helper", () => {
  it("shows both sides with each status's partner, and names what does not fit", async () => {
    const { helper, container } = await open();
    const ours = within(helper.getByRole("listbox", { name: "Palisade statuses" }));
    expect(ours.getByRole("option", { name: "Open, becomes New" })).toBeDefined();
    expect(ours.getByRole("option", { name: "Resolved, closes, becomes Closed" })).toBeDefined();
    const theirs = within(helper.getByRole("listbox", { name: "Halo statuses" }));
    expect(theirs.getByRole("option", { name: "In Progress, no partner" })).toBeDefined();
    expect(await helper.findByText("The maps never settle.")).toBeDefined();
    expect(helper.getByText("Does not fit")).toBeDefined();
    // Both lines and knots of one agreeing pair, one arrow of the other.
    expect(container.querySelectorAll("svg g")).toHaveLength(2);
    expect(helper.getByText("1 more remark")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("steps a ticket through with the mouse", async () => {
    const { helper, user } = await open();
    expect(await helper.findByText("The maps never settle.")).toBeDefined();
    await user.click(helper.getByRole("option", { name: "Open, becomes New" }));
    expect(
      helper.getByText("“Open” in Palisade becomes “New” in Halo. From there nothing leads back."),
    ).toBeDefined();
    await user.click(helper.getByRole("button", { name: "Follow to “New”" }));
    expect(helper.getByText("“New” in Halo has no partner: Palisade stays as it is.")).toBeDefined();
    expect(helper.queryByRole("button", { name: /^Follow/ })).toBeNull();
  });

  it("steps a ticket through with keys", async () => {
    const { helper, user } = await open();
    expect(await helper.findByText("The maps never settle.")).toBeDefined();
    const chosen = () =>
      helper.getAllByRole("option", { selected: true }).map((option) => option.getAttribute("aria-label"));
    helper.getByRole("listbox", { name: "Palisade statuses" }).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(chosen()).toEqual(["Resolved, closes, becomes Closed"]);
    await user.keyboard("{ArrowDown}{Enter}");
    expect(chosen()).toEqual(["Closed, closes, becomes Resolved"]);
    expect(
      helper.getByText("“Closed” in Halo becomes “Resolved” in Palisade, and that comes back as it was."),
    ).toBeDefined();
  });
});
