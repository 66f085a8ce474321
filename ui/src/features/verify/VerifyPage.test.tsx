import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { ProofLineDto, ReportPartDto } from "../../ipc/client";
import { axeFindings } from "../../test/axe";
import { palisade } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderWith } from "../../test/render";
import { VerifyPage } from "./VerifyPage";

const line = (part: Partial<ProofLineDto>): ProofLineDto => ({
  kind: "connected",
  name: "The connection shows as Connected",
  isOfAGuide: true,
  state: "proven",
  meaning: "Halo answers what it is asked.",
  at: "2026-11-20T09:00:00Z",
  ...part,
});

const proofs: ProofLineDto[] = [
  line({}),
  line({
    kind: "testTicket",
    name: "A test ticket was created in Halo",
    state: "open",
    meaning: "No test ticket was made yet.",
    at: null,
  }),
  line({
    kind: "rights",
    name: "The agent has every right that is needed",
    isOfAGuide: false,
    state: "refuted",
    meaning: "5 of 6 checks of access passed.",
  }),
];

const part = (name: string): ReportPartDto => ({
  title: "Organisations",
  note: "Each with what it was accepted on.",
  columns: ["Organisation", "State", "Customer in Halo"],
  rows: [[name, "mapped", ""]],
  total: 138,
});

function open(mocks: CommandMocks = {}) {
  const onGo = vi.fn();
  const rendered = renderWith(<VerifyPage profileId={1} onGo={onGo} />, {
    proofs: () => proofs,
    listProfiles: () => [palisade],
    startChecks: () => 1,
    readHalo: () => 2,
    previewReport: (_, masked) => [part(masked ? "Organisation 1" : "Wren Dental")],
    ...mocks,
  });
  return { ...rendered, onGo };
}

describe("Verify", () => {
  it("says of each line how it was proven and when, the guides’ first", async () => {
    const { container } = open();
    const guide = await screen.findByRole("region", { name: "The vendors’ checklist" });
    expect(within(guide).getByText("Proven")).toBeDefined();
    expect(within(guide).getByText("Not proven")).toBeDefined();
    const ours = screen.getByRole("region", { name: "And what else has to hold" });
    expect(ours.textContent).toContain("5 of 6 checks of access passed.");
    expect(within(ours).getByText("Not so")).toBeDefined();
    expect(screen.getByText("1 of 3 proven")).toBeDefined();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("proves again by what each line is proven by, by keyboard", async () => {
    const { user, calls, onGo } = open();
    const again = await screen.findByRole("button", { name: /^Prove again: The agent has/ });
    again.focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(calls).toContainEqual({ command: "start_checks", args: [1, null] }));
    await user.click(screen.getByRole("button", { name: /^Prove again: The connection/ }));
    await waitFor(() => expect(calls).toContainEqual({ command: "read_halo", args: [1] }));
    await user.click(screen.getByRole("button", { name: /^Test again…: / }));
    expect(onGo).toHaveBeenCalledWith({ page: "tickets", tab: "test" });
  });

  it("shows what is inside before it writes, and leaves names out if that is wanted", async () => {
    let isThere = true;
    const writeReport = vi.fn(() => {
      if (isThere) throw appError({ code: "needsConfirmation" }, { message: "r.html is there already." });
      return { path: "/tmp/r.html", masked: true, sha256: "0123456789abcdef".repeat(4) };
    });
    const { user } = open({ writeReport });
    await user.click(await screen.findByRole("button", { name: "Write a report…" }));
    const dialog = await screen.findByRole("dialog", { name: "Write a report" });
    expect(await within(dialog).findByText("Wren Dental")).toBeDefined();
    expect(within(dialog).getByText("And 137 rows more.")).toBeDefined();
    expect(await axeFindings(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("checkbox", { name: /Leave names and addresses out/ }));
    expect(await within(dialog).findByText("Organisation 1")).toBeDefined();
    await user.click(within(dialog).getByRole("button", { name: "Write the report" }));
    expect(within(dialog).getByText("Choose a place or type a path.")).toBeDefined();
    expect(writeReport).not.toHaveBeenCalled();
    await user.type(within(dialog).getByRole("textbox", { name: "File" }), "/tmp/r.html");
    await user.click(within(dialog).getByRole("button", { name: "Write the report" }));
    expect(await within(dialog).findByText("r.html is there already.")).toBeDefined();
    await user.type(within(dialog).getByRole("textbox", { name: "File" }), "{Enter}");
    expect(writeReport).toHaveBeenCalledTimes(2);
    expect(writeReport).toHaveBeenLastCalledWith(1, "html", true, "/tmp/r.html", false);
    isThere = false;
    await user.click(within(dialog).getByRole("button", { name: "Replace it" }));
    expect(writeReport).toHaveBeenLastCalledWith(1, "html", true, "/tmp/r.html", true);
    const done = await screen.findByRole("dialog", { name: "Report written" });
    expect(done.textContent).toContain("Names and addresses were left out.");
    expect(within(done).getByText("0123456789abcdef".repeat(4))).toBeDefined();
  });

  it("says what failed and tries again", async () => {
    let failing = true;
    const { user } = open({
      proofs: () => {
        if (failing) throw appError({ code: "storeBusy" });
        return proofs;
      },
    });
    const again = await screen.findByRole("button", { name: "Try again" });
    failing = false;
    await user.click(again);
    expect(await screen.findByRole("region", { name: "The vendors’ checklist" })).toBeDefined();
  });
});
