import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { events } from "../../../ipc/client";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderApp } from "../../../test/renderApp";
import { emptyRules, rulesForm } from "../fakeTickets";
import { rulesProgram } from "../rulesProgram";
import { fieldDefault } from "./draft";

const select = (name: string) => screen.findByRole<HTMLSelectElement>("combobox", { name });

describe("saving", () => {
  it("keeps what was changed while it was saving", async () => {
    let answer = () => {};
    const fake = rulesProgram();
    const save = fake.mocks.saveTicketRules;
    const { user } = renderApp("/profiles/1/tickets", {
      ...fake.mocks,
      saveTicketRules: async (...sent) => {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        return (await save?.(...sent)) ?? 0;
      },
    });
    await user.selectOptions(await select("Category"), "Security > Phishing");
    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    await user.selectOptions(await select("Team"), "Security");
    answer();
    await waitFor(() => expect(fieldDefault(fake.rules(), "category_1")).toBe("Security > Phishing"));
    expect(await screen.findByText("Changes are not saved")).toBeDefined();
    expect((await select("Team")).value).toBe("Security");
    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    await waitFor(() => answer());
    await waitFor(() => expect(fake.rules().team).toBe("Security"));
  });
});

/** Saving lets held tickets go, which needs a yes. */
function sending() {
  const fake = rulesProgram();
  const save = fake.mocks.saveTicketRules;
  const asked: boolean[] = [];
  const mocks: CommandMocks = {
    ...fake.mocks,
    saveTicketRules: (profile, rules, version, sends) => {
      asked.push(sends);
      if (!sends) throw appError({ code: "needsConfirmation" }, { message: "30 tickets would go." });
      return save?.(profile, rules, version, sends) ?? 0;
    },
  };
  return { ...fake, mocks, asked };
}

describe("saving rules that let held tickets go", () => {
  const question = () => screen.findByRole("dialog", { name: "Tickets would be sent to Halo" });
  const press = async ({ user }: Pick<ReturnType<typeof renderApp>, "user">, name: string) =>
    user.click(within(await question()).getByRole("button", { name }));

  it("asks, keeps the draft where the answer is no, and saves with a yes", async () => {
    const fake = sending();
    const { user } = renderApp("/profiles/1/tickets", fake.mocks);
    await user.click(await screen.findByRole("switch", { name: "Mails to end users" }));
    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    expect(within(await question()).getByText("30 tickets would go.")).toBeDefined();
    await press({ user }, "Leave it as it is");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByText("Changes are not saved")).toBeDefined();
    expect([fake.asked, fake.rules().allowMail]).toEqual([[false], false]);
    await user.click(screen.getByRole("button", { name: "Save ticket rules" }));
    await press({ user }, "Save and send");
    await waitFor(() => expect(fake.rules().allowMail).toBe(true));
    expect(fake.asked).toEqual([false, false, true]);
    expect(await screen.findByText("Ticket rules saved")).toBeDefined();
  });

  it("asks on leaving as well, and stays where the answer is no", async () => {
    const fake = sending();
    const { user } = renderApp("/profiles/1/tickets", fake.mocks);
    await user.click(await screen.findByRole("switch", { name: "Mails to end users" }));
    await user.click(screen.getByRole("link", { name: /^Home/ }));
    const leave = async () => {
      const dialog = await screen.findByRole("dialog", { name: "Save the ticket rules first?" });
      await user.click(within(dialog).getByRole("button", { name: "Save ticket rules" }));
    };
    await leave();
    await press({ user }, "Leave it as it is");
    await leave();
    await press({ user }, "Save and send");
    expect(await screen.findByRole("heading", { level: 1, name: "Home" })).toBeDefined();
    expect(fake.rules().allowMail).toBe(true);
  });

  it("asks when revoked rules are brought back", async () => {
    const revoked = { ...rulesForm, rules: emptyRules, saved: false, revokedAt: "2026-11-21T14:00:00Z" };
    const asked: boolean[] = [];
    const fake = rulesProgram(revoked, {
      bringBackTicketRules: (_profile, sends) => {
        asked.push(sends);
        if (!sends) throw appError({ code: "needsConfirmation" }, { message: "30 tickets would go." });
        return null;
      },
    });
    const { user } = renderApp("/profiles/1/tickets", fake.mocks);
    await user.click(await screen.findByRole("button", { name: "Bring the rules back" }));
    await press({ user }, "Bring back and send");
    await waitFor(() => expect(asked).toEqual([false, true]));
  });
});

describe("leaving with unsaved rules", () => {
  async function leave(fake = rulesProgram()) {
    const rendered = renderApp("/profiles/1/tickets", fake.mocks);
    await rendered.user.click(await screen.findByRole("switch", { name: "Mails to end users" }));
    await rendered.user.click(screen.getByRole("link", { name: /^Home/ }));
    const dialog = await screen.findByRole("dialog", { name: "Save the ticket rules first?" });
    return {
      ...rendered,
      fake,
      press: (name: string) => rendered.user.click(within(dialog).getByRole("button", { name })),
    };
  }
  const isHome = () => screen.findByRole("heading", { level: 1, name: "Home" });

  it("stays", async () => {
    const { press } = await leave();
    await press("Stay");
    await waitFor(() => expect(screen.queryByRole("dialog", { name: /^Save/ })).toBeNull());
    expect(screen.getByText("Changes are not saved")).toBeDefined();
  });

  it("discards", async () => {
    const { press, fake } = await leave();
    await press("Discard changes");
    expect(await isHome()).toBeDefined();
    expect(fake.rules().allowMail).toBe(false);
  });

  it("saves and leaves", async () => {
    const { press, fake } = await leave();
    await press("Save ticket rules");
    expect(await isHome()).toBeDefined();
    expect(fake.rules().allowMail).toBe(true);
  });

  it("stays with the reason when they cannot be saved", async () => {
    const failing = rulesProgram(rulesForm, {
      saveTicketRules: () => {
        throw appError({ code: "diskFull" });
      },
    });
    const { press } = await leave(failing);
    await press("Save ticket rules");
    expect(
      await within(screen.getByRole("dialog", { name: /^Save/ })).findByText("The disk is full"),
    ).toBeDefined();
  });

  it("asks before the window is closed, which goes on once that is decided", async () => {
    const closeWindow = vi.fn(() => null);
    const keepRunning = vi.fn(() => null);
    const setUnsaved = vi.fn((_isUnsaved: boolean) => null);
    const fake = rulesProgram(rulesForm, { closeWindow, keepRunning, setUnsaved });
    const { user } = renderApp("/profiles/1/tickets", fake.mocks);
    await user.click(await screen.findByRole("switch", { name: "Mails to end users" }));
    expect(setUnsaved).toHaveBeenLastCalledWith(true);
    const press = async (name: string) => {
      await events.closeAsked.emit({ about: "unsaved" });
      const dialog = await screen.findByRole("dialog", { name: "Save the ticket rules first?" });
      await user.click(within(dialog).getByRole("button", { name }));
    };
    await press("Stay");
    expect(keepRunning).toHaveBeenCalledOnce();
    expect(screen.getByText("Changes are not saved")).toBeDefined();
    expect(closeWindow).not.toHaveBeenCalled();

    await press("Save ticket rules");
    await waitFor(() => expect(closeWindow).toHaveBeenCalledOnce());
    expect(fake.rules().allowMail).toBe(true);
    await waitFor(() => expect(setUnsaved).toHaveBeenLastCalledWith(false));
  });

  it("does not ask when nothing was changed", async () => {
    const { user } = renderApp("/profiles/1/tickets", rulesProgram().mocks);
    await select("Ticket type");
    await user.click(screen.getByRole("link", { name: /^Home/ }));
    expect(await isHome()).toBeDefined();
  });
});
