import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { EditDto, UndoableDto, UndoStepDto } from "../../ipc/client";
import { appError } from "../../test/ipc";
import { open, row, someOrganizations } from "./someOrganizations";

describe("undo and redo", () => {
  it("are named in the menu and can be chosen there", async () => {
    const fake = someOrganizations();
    const { user } = open(fake.mocks);
    (await row(/Castlegate/)).focus();
    await user.keyboard("h");
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("held"));
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Undo: Castlegate Opticians held/ }));
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("suggested"));
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Redo: Castlegate Opticians held/ }));
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("held"));
  });

  it("ask before tickets are sent that wait, and go on after a yes", async () => {
    const fake = someOrganizations();
    const asking =
      (act: "undo" | "redo") =>
      (profile: number, edit: number, sends: boolean): EditDto => {
        if (!sends) throw appError({ code: "needsConfirmation" }, { message: `1 ticket waits, by ${act}.` });
        return (fake.mocks[act] as (profile: number, edit: number) => EditDto)(profile, edit);
      };
    const { user } = open({ ...fake.mocks, undo: asking("undo"), redo: asking("redo") });
    (await row(/Castlegate/)).focus();
    await user.keyboard("h");
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("held"));
    await user.keyboard("{Control>}z{/Control}");
    const question = await screen.findByRole("dialog", { name: "Tickets would be sent to Halo" });
    expect(within(question).getByText("1 ticket waits, by undo.")).toBeDefined();
    await user.click(within(question).getByRole("button", { name: "Leave it as it is" }));
    await waitFor(() =>
      expect(screen.queryByRole("dialog", { name: "Tickets would be sent to Halo" })).toBeNull(),
    );
    expect(fake.organizations()[2]?.state).toBe("held");

    await user.keyboard("{Control>}z{/Control}");
    await user.click(await screen.findByRole("button", { name: "Undo and send" }));
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("suggested"));
    await user.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
    await user.click(await screen.findByRole("button", { name: "Make it again and send" }));
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("held"));
  });

  it("say what is newest, and ask about tickets whatever stands there", async () => {
    const fake = someOrganizations();
    let code: "needsConfirmation" | "notFound" = "needsConfirmation";
    const { user } = open({
      ...fake.mocks,
      undo: () => {
        throw appError({ code }, { message: code === "notFound" ? "It is gone." : "1 ticket waits." });
      },
    });
    (await row(/Castlegate/)).focus();
    await user.keyboard("h");
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("held"));
    // A decision comes too late, and its banner stands.
    const tooLate = async () => {
      fake.change(2, { version: (fake.organizations()[1]?.version ?? 0) + 1 });
      (await row(/Ashdown/)).focus();
      await user.keyboard("h");
    };
    await tooLate();
    expect(await screen.findByText("Ashdown & Pryce Solicitors was changed meanwhile.")).toBeDefined();
    await user.keyboard("{Control>}z{/Control}");
    const question = await screen.findByRole("dialog", { name: "Tickets would be sent to Halo" });
    await user.click(within(question).getByRole("button", { name: "Leave it as it is" }));
    await waitFor(() =>
      expect(screen.queryByRole("dialog", { name: "Tickets would be sent to Halo" })).toBeNull(),
    );
    // Another failure takes its place, and gives it back to the next.
    code = "notFound";
    await user.keyboard("{Control>}z{/Control}");
    expect(await screen.findByText("It could not be undone")).toBeDefined();
    expect(screen.queryByText("Ashdown & Pryce Solicitors was changed meanwhile.")).toBeNull();
    await tooLate();
    expect(await screen.findByText("Ashdown & Pryce Solicitors was changed meanwhile.")).toBeDefined();
    expect(screen.queryByText("It could not be undone")).toBeNull();
  });

  it("take back what was asked about, whatever the program enters before the yes", async () => {
    const fake = someOrganizations();
    let newest: UndoStepDto | null = null;
    const asked: (readonly [string, number, boolean])[] = [];
    const asking =
      (act: "undo" | "redo") =>
      (profile: number, edit: number, sends: boolean): EditDto => {
        asked.push([act, edit, sends]);
        if (!sends) throw appError({ code: "needsConfirmation" }, { message: "1 ticket waits." });
        return (fake.mocks[act] as (profile: number, edit: number) => EditDto)(profile, edit);
      };
    const { user } = open({
      ...fake.mocks,
      undo: asking("undo"),
      redo: asking("redo"),
      undoable: (profile) => {
        const now = (fake.mocks.undoable as (profile: number) => UndoableDto)(profile);
        return newest === null ? now : { undo: newest, redo: null };
      },
    });
    (await row(/Castlegate/)).focus();
    await user.keyboard("h");
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("held"));
    await user.keyboard("{Control>}z{/Control}");
    await screen.findByRole("dialog", { name: "Tickets would be sent to Halo" });
    // A read ends meanwhile, and what it found is mapped by itself.
    newest = { id: 99, what: "5 organisations mapped automatically" };
    await user.click(screen.getByRole("button", { name: "Undo and send" }));
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("suggested"));
    expect(asked).toEqual([
      ["undo", 1, false],
      ["undo", 1, true],
    ]);

    newest = null;
    await user.keyboard("{Control>}{Shift>}z{/Shift}{/Control}");
    await screen.findByRole("button", { name: "Make it again and send" });
    newest = { id: 99, what: "5 organisations mapped automatically" };
    await user.click(screen.getByRole("button", { name: "Make it again and send" }));
    await waitFor(() => expect(fake.organizations()[2]?.state).toBe("held"));
    expect(asked.slice(2)).toEqual([
      ["redo", 1, false],
      ["redo", 1, true],
    ]);
  });
});
