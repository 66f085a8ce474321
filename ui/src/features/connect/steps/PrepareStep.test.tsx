import { screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { WizardDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { program, wizard } from "../../../test/fixtures";
import type { CommandMocks } from "../../../test/ipc";
import { renderWith } from "../../../test/render";
import { ConnectPage } from "../ConnectPage";

function open(shown: WizardDto, mocks: CommandMocks = {}) {
  return renderWith(<ConnectPage search={{ profile: 1, step: 3 }} onSearch={vi.fn()} onGo={vi.fn()} />, {
    ...program,
    wizard: () => shown,
    ...mocks,
  });
}

const changed: WizardDto = {
  ...wizard,
  recipe: wizard.recipe.map((item) =>
    item.key === "role.tickets" ? { ...item, changedFrom: "Read Only" } : item,
  ),
};

it("says what changed since it was ticked, and takes a new tick", async () => {
  const tickRecipeItem = vi.fn(() => null);
  const { user, container } = open(changed, { tickRecipeItem });
  expect(await screen.findByText("1 changed since you ticked it")).toBeTruthy();
  const box = screen.getByRole("checkbox", { name: "Tickets access level" });
  expect(box).toHaveProperty("checked", false);
  expect(screen.getByText("Changed since you ticked it")).toBeTruthy();
  expect(screen.getByText("Before: Read Only")).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  box.focus();
  await user.keyboard(" ");
  expect(tickRecipeItem).toHaveBeenCalledExactlyOnceWith(1, "role.tickets", true);
});

it("marks what the connection can do without", async () => {
  open({ ...wizard, recipe: wizard.recipe.map((item) => ({ ...item, isOptional: true })) });
  expect(await screen.findByRole("checkbox", { name: "Role name optional" })).toBeTruthy();
});

it("opens the page of Halo that each group is on", async () => {
  const openInBrowser = vi.fn(() => null);
  const { user } = open(wizard, { openInBrowser });
  for (const name of ["roles", "agents", "applications"])
    await user.click(await screen.findByRole("button", { name: `Open ${name} in Halo` }));
  expect(openInBrowser.mock.calls).toEqual([
    [1, { page: "haloTeams" }],
    [1, { page: "haloAgents" }],
    [1, { page: "haloApplications" }],
  ]);
});

it("offers no page of the demo, which has none", async () => {
  open({ ...wizard, isDemo: true });
  const group = await screen.findByRole("list", { name: "Role" });
  expect(within(group).getAllByRole("checkbox").length).toBeGreaterThan(0);
  expect(screen.queryByRole("button", { name: "Open roles in Halo" })).toBeNull();
});
