import { screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import type { DecisionDto } from "../../../ipc/client";
import { appError } from "../../../test/ipc";
import { renderWith } from "../../../test/render";
import { fakeOrganization } from "../fakeOrganizations";
import { useConnect } from "./useConnect";

const wren = fakeOrganization(1, "Wren Dental", "suggested");

/** The best candidate becomes another one while the first is asked about. */
function Candidate() {
  const [shown, setShown] = useState(7);
  const connect = useConnect(1, wren, shown, () => undefined);
  return (
    <>
      <button type="button" onClick={() => connect.map(shown)}>
        Map
      </button>
      <button type="button" onClick={() => setShown(8)}>
        Another
      </button>
      <p>{connect.doubt ?? "No doubt"}</p>
    </>
  );
}

it("takes the yes for one customer for no other", async () => {
  const decide = vi.fn((_profile: number, _id: number, _version: number, _decision: DecisionDto) => {
    throw appError({ code: "customerTaken" }, { message: "Ashdown is mapped to Pembury." });
  });
  const { user } = renderWith(<Candidate />, { decide });
  const sent = () => decide.mock.lastCall?.[3];
  await user.click(screen.getByRole("button", { name: "Map" }));
  expect(await screen.findByText("Ashdown is mapped to Pembury.")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Another" }));
  expect(screen.getByText("No doubt")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Map" }));
  await waitFor(() => expect(sent()).toEqual({ act: "map", customer: 8, consent: "ask" }));
  // Asked about that one, the next press is a yes to it.
  expect(await screen.findByText("Ashdown is mapped to Pembury.")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Map" }));
  await waitFor(() => expect(sent()).toEqual({ act: "map", customer: 8, consent: "share" }));
});
