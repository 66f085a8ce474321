import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { events, type RevocationDto } from "../../ipc/client";
import { axeFindings } from "../../test/axe";
import { program } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderWith } from "../../test/render";
import { RevokedPage } from "./RevokedPage";

const revocation: RevocationDto = {
  revokedAt: "2026-11-21T12:00:00Z",
  steps: [
    { kind: "secret", result: "The client secret was removed from the keychain." },
    { kind: "runningWork", result: "Stopped: reading Halo." },
    { kind: "token", result: "The access token was forgotten." },
  ],
  pairsKept: 338,
  leftInHalo: [
    {
      key: "revoke.application",
      act: "Delete the application made for Palisade (client id 6f2c).",
      why: "As long as it is there, its secret opens Halo to whoever has it.",
      path: ["Configuration", "Integrations", "HaloPSA API", "View Applications"],
      page: { page: "haloApi" },
      ticked: false,
    },
    {
      key: "revoke.agent",
      act: "Deactivate the agent Palisade API agent.",
      why: "Only if no other application logs in as it.",
      path: ["Configuration", "Teams & Agents", "Agents"],
      page: { page: "haloAgents" },
      ticked: true,
    },
  ],
  canAsk: true,
  proofs: [],
};

function open(answer: RevocationDto | null, mocks: CommandMocks = {}) {
  const onHome = vi.fn();
  const forgetRevokedSecret = vi.fn(() => null);
  const rendered = renderWith(<RevokedPage profileId={1} onHome={onHome} />, {
    ...program,
    revocation: () => answer,
    forgetRevokedSecret,
    ...mocks,
  });
  return { ...rendered, onHome, forgetRevokedSecret };
}

it("lists what was done here and what is left in Halo, with a link and a remembered tick each", async () => {
  const tickLeftInHalo = vi.fn(() => null);
  const openInBrowser = vi.fn(() => null);
  const { user, container } = open(revocation, { tickLeftInHalo, openInBrowser });
  const here = within(await screen.findByRole("list", { name: "What was done on this computer" }));
  expect(here.getAllByRole("listitem").map((item) => item.textContent)).toHaveLength(3);
  expect(here.getByText("Stopped: reading Halo.")).toBeTruthy();
  expect(screen.getByText("1 of 2 ticked")).toBeTruthy();
  const [first] = screen.getAllByRole("button", { name: "Open in Halo" });
  if (!first) expect.fail("there is a button for each");
  await user.click(first);
  expect(openInBrowser).toHaveBeenCalledWith(1, { page: "haloApi" });
  await user.click(screen.getByRole("checkbox", { name: /Delete the application/ }));
  expect(tickLeftInHalo).toHaveBeenCalledWith(1, "revoke.application", true);
  expect(await axeFindings(container)).toEqual([]);
});

it("asks Halo, and shows each answer with what it means", async () => {
  let answer = revocation;
  const proveRevoked = vi.fn(() => {
    answer = {
      ...revocation,
      proofs: [{ askedAt: "2026-11-21T12:05:00Z", outcome: "stillWorks", said: null }],
    };
    return 4;
  });
  const { user, container } = open(revocation, { revocation: () => answer, proveRevoked });
  await user.click(
    await screen.findByRole("button", { name: "Ask Halo whether the old secret still works" }),
  );
  expect(proveRevoked).toHaveBeenCalledWith(1);
  await events.invalidated.emit({ profile: 1, tags: ["profiles"] });
  expect(await screen.findByText("Halo still gives a token: the application is still active.")).toBeTruthy();
  answer = {
    ...answer,
    proofs: [
      { askedAt: "2026-11-21T12:09:00Z", outcome: "refused", said: null },
      { askedAt: "2026-11-21T12:07:00Z", outcome: "notAsked", said: "Nothing answers." },
      ...answer.proofs,
    ],
  };
  await events.invalidated.emit({ profile: 1, tags: ["profiles"] });
  expect(await screen.findByText("Halo refuses it: revoked on both sides.")).toBeTruthy();
  expect(screen.getByText(/Halo could not be asked/)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

it("has the old secret wiped when the page is left, and cannot ask afterwards", async () => {
  const first = open(revocation);
  await screen.findByText("Not asked yet");
  expect(first.forgetRevokedSecret).not.toHaveBeenCalled();
  first.unmount();
  await waitFor(() => expect(first.forgetRevokedSecret).toHaveBeenCalledWith(1));

  open({ ...revocation, canAsk: false });
  const ask = await screen.findByRole("button", { name: "Ask Halo whether the old secret still works" });
  expect(ask.getAttribute("aria-disabled")).toBe("true");
  expect(screen.getByText(/wiped when this page was closed/)).toBeTruthy();
});

it("says why Halo could not be asked at all", async () => {
  const { user } = open(revocation, {
    proveRevoked: () => {
      throw appError({ code: "notFound" }, { message: "The old secret is no longer in memory." });
    },
  });
  await user.click(
    await screen.findByRole("button", { name: "Ask Halo whether the old secret still works" }),
  );
  expect((await screen.findByRole("alert")).textContent).toContain("no longer in memory");
});

it("leads home when nothing is revoked", async () => {
  const { user, onHome } = open(null);
  await user.click(await screen.findByRole("button", { name: "Go to Home" }));
  expect(onHome).toHaveBeenCalledOnce();
});
