import { screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { DiscoveryDto, WizardDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { program, wizard } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderWith } from "../../../test/render";
import { ConnectPage } from "../ConnectPage";

const saved = wizard.discovery ?? expect.fail("the fixture has been found");
const notFound: WizardDto = { ...wizard, step: 2, address: "", discovery: null };

function open(discovery: Partial<DiscoveryDto> | null, mocks: CommandMocks = {}) {
  const shown = discovery === null ? notFound : { ...wizard, discovery: { ...saved, ...discovery } };
  return renderWith(<ConnectPage search={{ profile: 1, step: 2 }} onSearch={vi.fn()} onGo={vi.fn()} />, {
    ...program,
    wizard: () => shown,
    ...mocks,
  });
}

it("says who runs it, until when its certificate is valid, and whose network it is in", async () => {
  const { container } = open({
    hosting: "selfHosted",
    network: "private",
    certificate: { issuer: "Fernhill Root", validUntil: "2027-03-14T12:00:00Z" },
  });
  const card = await screen.findByRole("region", { name: "What was found" });
  for (const [term, value] of [
    ["Hosting", "On a server of your own"],
    ["Network", "A private network"],
    ["Certificate", "Valid until 14 Mar 2027, issued by Fernhill Root"],
  ] as const) {
    expect(within(card).getByText(term).nextElementSibling?.textContent).toBe(value);
  }
  expect(await axeFindings(container)).toEqual([]);
});

it("leaves out what is not known", async () => {
  open({ hosting: null, certificate: null });
  const card = await screen.findByRole("region", { name: "What was found" });
  for (const term of ["Hosting", "Network", "Certificate"]) expect(within(card).queryByText(term)).toBeNull();
});

it("is not green where the address is odd, and says why on the card", async () => {
  const warning = "The name mixes alphabets, which look-alikes of other names do.";
  const { container } = open({ host: "xn--fernhll-p2a.com", warnings: [warning] });
  const card = await screen.findByRole("region", { name: "What was found" });
  expect(within(card).getByText("A Halo answers: look once")).toBeTruthy();
  expect(within(card).queryByText("This is a Halo")).toBeNull();
  const reasons = within(card).getByRole("list", { name: "Make sure of" });
  expect(within(reasons).getByText(warning)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

it("does not claim that a typed address was asked", async () => {
  open({ foundBy: "typed" });
  const card = await screen.findByRole("region", { name: "What was found" });
  expect(within(card).getByText("Taken as typed, not asked")).toBeTruthy();
  expect(within(card).queryByText("This is a Halo")).toBeNull();
});

it("offers what was probably meant, and finds it at a press", async () => {
  const findHalo = vi.fn((_: number, address: string) => {
    if (address === "fernhill.halopsa.com") return saved;
    throw appError(
      { code: "noSuchHost", didYouMean: "fernhill.halopsa.com" },
      { message: "Nobody has the name fernhill.halospa.com." },
    );
  });
  const { user, container } = open(null, { findHalo });
  const field = await screen.findByLabelText("Halo address");
  await user.type(field, "fernhill.halospa.com{Enter}");
  expect(await screen.findByText("Nobody has the name fernhill.halospa.com.")).toBeTruthy();
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "fernhill.halopsa.com" }));
  expect(await screen.findByRole("region", { name: "What was found" })).toBeTruthy();
  expect(field).toHaveProperty("value", "fernhill.halopsa.com");
  expect(findHalo).toHaveBeenLastCalledWith(1, "fernhill.halopsa.com");
});

it("says that a domain is the owner's also where Halo did not tell its own name", async () => {
  const { container } = open({ isCustomDomain: true, originalHost: null });
  const said = await screen.findByRole("region", { name: "The address you pasted is your own domain" });
  expect(within(said).queryByRole("button")).toBeNull();
  expect(screen.getByText("Hosted by Halo, under your own domain")).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});
