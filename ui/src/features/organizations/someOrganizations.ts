import { screen, within } from "@testing-library/react";
import { program } from "../../test/fixtures";
import type { CommandMocks } from "../../test/ipc";
import { renderApp } from "../../test/renderApp";
import { fakeCandidate, fakeCustomer, fakeOrganization, fakeOrganizations } from "./fakeOrganizations";

const ashdownLlp = fakeCustomer("Ashdown and Pryce LLP", { domains: ["ashdown.example"] });
export const castlegateLtd = fakeCustomer("Castlegate Opticians Ltd");
export const taken = fakeCustomer("Hawthorn Care Ltd", { takenBy: "Hawthorn House" });
const brightA = fakeCustomer("Brightsmile Ortho Ltd");
const brightB = fakeCustomer("Bright Smiles Dental");
const customers = [ashdownLlp, castlegateLtd, taken, brightA, brightB];

/** Six organisations, of each state that there is to decide, and five customers. */
export function someOrganizations() {
  return fakeOrganizations(
    [
      fakeOrganization(1, "Bright Smile Orthodontics", "choose", {
        candidates: [
          fakeCandidate(brightA, {
            band: "possible",
            evidence: [{ reason: "similarName", text: "Similar name" }],
          }),
          fakeCandidate(brightB, { band: "weak", evidence: [] }),
        ],
      }),
      fakeOrganization(2, "Ashdown & Pryce Solicitors", "suggested", {
        domains: ["ashdown.example"],
        candidates: [fakeCandidate(ashdownLlp)],
      }),
      fakeOrganization(3, "Castlegate Opticians", "suggested", {
        candidates: [fakeCandidate(castlegateLtd)],
      }),
      fakeOrganization(4, "Hawthorn Day Centre", "suggested", { candidates: [fakeCandidate(taken)] }),
      fakeOrganization(5, "Ivybridge Community Church", "unmapped"),
      fakeOrganization(6, "Pembury Dental Practice", "mapped", {
        pair: fakeCandidate(fakeCustomer("Pembury Dental")),
      }),
    ],
    customers,
  );
}

/** The screen before a program that answers so. */
export function open(mocks: CommandMocks, search = "") {
  return renderApp(`/profiles/1/organizations${search}`, { ...program, ...mocks });
}

/** A row of the grid; the table of the details has rows too. */
export const row = async (name: RegExp) =>
  within(await screen.findByRole("grid", { name: "Organisations" })).findByRole("row", { name });
export const segment = (name: RegExp) =>
  within(screen.getByRole("group", { name: "Show" })).getByRole("button", { name });
