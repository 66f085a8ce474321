import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { AutomaticPreviewDto, EditDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { matching, palisade } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderWith } from "../../../test/render";
import { MatchingSection } from "./MatchingSection";

const preview: AutomaticPreviewDto = {
  todo: 1040,
  accept: {
    total: 812,
    groups: [
      {
        band: "strong",
        reasons: ["domain"],
        count: 812,
        examples: [{ organization: "Pembury", customer: "Pembury Ltd" }],
      },
    ],
    doubtful: 2,
    // Names are not unique.
    doubts: [
      { organization: "Wren", customer: "Ashdown", text: "Wren Dental is mapped to Ashdown already" },
      { organization: "Wren", customer: "Pembury", text: "2 tickets wait for it, and would be sent to Halo" },
    ],
    left: 228,
    mark: "seen",
    heldTickets: 0,
  },
};

function open(mocks: CommandMocks = {}) {
  return renderWith(<MatchingSection profile={palisade} wanted={false} />, {
    matchingSettings: () => matching,
    previewAutomatic: () => preview,
    ...mocks,
  });
}

const sharing = () => screen.findByRole("switch", { name: "Several organisations may share one customer" });
const automatic = () => screen.findByRole("switch", { name: "Accept clear suggestions by itself" });

describe("sharing customers", () => {
  it("is switched by key", async () => {
    const setMayShare = vi.fn((_profile: number, _allow: boolean, _confirmed: boolean) => null);
    const { user, container } = open({ setMayShare });
    (await sharing()).focus();
    await user.keyboard(" ");
    await waitFor(() => expect(setMayShare).toHaveBeenLastCalledWith(1, true, false));
    expect(await screen.findByText("Customers may be shared now")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("says how many customers are shared before it ends", async () => {
    const setMayShare = vi.fn((_profile: number, _allow: boolean, confirmed: boolean) => {
      if (!confirmed)
        throw appError(
          { code: "needsConfirmation" },
          {
            message: "3 customers are shared by 7 organisations.",
            remedy: { action: "none", text: "They stay mapped, and count as problems." },
          },
        );
      return null;
    });
    const shared = { ...matching, mayShare: true, sharedCustomers: 3, sharingOrganizations: 7 };
    const { user } = open({ setMayShare, matchingSettings: () => shared });
    expect(await screen.findByText(/Now 3 customers are shared by 7 organisations/)).toBeTruthy();
    await user.click(await sharing());
    const dialog = await screen.findByRole("dialog", { name: "Share customers no longer" });
    expect(dialog.textContent).toContain("3 customers are shared by 7 organisations.");
    expect(dialog.textContent).toContain("They stay mapped, and count as problems.");
    expect(await axeFindings(dialog)).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Share no longer" }));
    await waitFor(() =>
      expect(screen.queryByRole("dialog", { name: "Share customers no longer" })).toBeNull(),
    );
    expect(setMayShare.mock.lastCall).toEqual([1, false, true]);
  });

  it("goes on without a word when somebody wants to go on sharing", async () => {
    const setMayShare = () => {
      throw appError(
        { code: "needsConfirmation" },
        { message: "3 customers are shared by 7 organisations." },
      );
    };
    const { user } = open({ setMayShare, matchingSettings: () => ({ ...matching, mayShare: true }) });
    await user.click(await sharing());
    await user.click(await screen.findByRole("button", { name: "Go on sharing" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.queryByText("The setting was not changed")).toBeNull();
  });

  it("says when it could not be changed", async () => {
    const { user } = open({
      setMayShare: () => {
        throw appError({ code: "storeBusy" }, { message: "The database is in use." });
      },
    });
    await user.click(await sharing());
    expect(await screen.findByText("The setting was not changed")).toBeTruthy();
  });
});

describe("accepting by itself", () => {
  it("is switched on only with what was shown, and one undo takes it back", async () => {
    const edit: EditDto = { id: 9, what: "812 organisations mapped automatically", organization: null };
    const switchAutomaticOn = vi.fn((_profile: number, _expected: string) => edit);
    const undo = vi.fn(() => ({ ...edit, id: null, what: "Undone" }));
    const { user } = open({ switchAutomaticOn, undo });
    await user.click(await automatic());
    const dialog = await screen.findByRole("dialog", { name: "Accept clear suggestions by itself" });
    expect(
      await within(dialog).findByText(/It would accept 812 of 1 ?040 organisations to decide now/u),
    ).toBeTruthy();
    expect(within(dialog).getByText("Pembury Ltd")).toBeTruthy();
    expect(within(dialog).getByText("2 suggestions left out")).toBeTruthy();
    expect(await axeFindings(dialog)).toEqual([]);
    expect(switchAutomaticOn).not.toHaveBeenCalled();
    within(dialog).getByRole("button", { name: "Switch on and map 812" }).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(switchAutomaticOn).toHaveBeenCalledExactlyOnceWith(1, "seen"));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    await waitFor(() => expect(undo).toHaveBeenCalledWith(1, 9, false));
  });

  it("says in a toast that its undo failed, for whoever has left the page by then", async () => {
    const edit: EditDto = { id: 9, what: "812 organisations mapped automatically", organization: null };
    const { user } = open({
      switchAutomaticOn: () => edit,
      undo: () => {
        throw appError(
          { code: "conflict", currentVersion: 2 },
          { message: "It was changed elsewhere meanwhile." },
        );
      },
    });
    await user.click(await automatic());
    await user.click(await screen.findByRole("button", { name: "Switch on and map 812" }));
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Nothing was undone. It was changed elsewhere meanwhile.")).toBeTruthy();
  });

  it("looks again when the suggestions changed meanwhile", async () => {
    const previewAutomatic = vi.fn(() => preview);
    const { user } = open({
      previewAutomatic,
      switchAutomaticOn: () => {
        throw appError({ code: "invalidInput", field: "expected" }, { message: "They are others." });
      },
    });
    await user.click(await automatic());
    await user.click(await screen.findByRole("button", { name: "Switch on and map 812" }));
    expect(await screen.findByText("The suggestions changed meanwhile.")).toBeTruthy();
    await waitFor(() => expect(previewAutomatic).toHaveBeenCalledTimes(2));
  });

  it("stays off when nobody says yes, and is switched off at once", async () => {
    const switchAutomaticOn = vi.fn();
    const switchAutomaticOff = vi.fn(() => null);
    const first = open({ switchAutomaticOn });
    await first.user.click(await automatic());
    await first.user.click(await screen.findByRole("button", { name: "Leave it off" }));
    expect(switchAutomaticOn).not.toHaveBeenCalled();
    first.unmount();

    const on = { ...matching, autoAccept: true };
    const { user } = open({ switchAutomaticOff, matchingSettings: () => on });
    await user.click(await automatic());
    await waitFor(() => expect(switchAutomaticOff).toHaveBeenCalledOnce());
    expect(await screen.findByText("Every suggestion waits for you again")).toBeTruthy();
  });
});
