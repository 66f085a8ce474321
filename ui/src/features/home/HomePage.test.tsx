import { emit } from "@tauri-apps/api/event";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { HomeDto, HomeTaskKindDto, HomeTaskStateDto } from "../../ipc/client";
import { axeFindings } from "../../test/axe";
import { home, palisade, unwell } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderWith } from "../../test/render";
import { HomePage } from "./HomePage";
import type { HomeSearch } from "./search";

const STATES: Record<HomeTaskKindDto, HomeTaskStateDto> = {
  connect: "done",
  importOrganizations: "done",
  mapOrganizations: "next",
  decideRest: "open",
  mapLicences: "open",
  setTicketRules: "attention",
  testTicket: "blocked",
  verify: "open",
};

function homeWith(states: Record<string, HomeTaskStateDto>): HomeDto {
  const kinds = Object.keys(STATES) as HomeTaskKindDto[];
  return {
    ...home,
    tasks: kinds.map((kind) => ({
      kind,
      state: states[kind] ?? "open",
      meaning: `About ${kind}`,
      count: null,
    })),
  };
}

function open(answer: HomeDto, mocks: CommandMocks = {}, search: HomeSearch = {}) {
  const onGo = vi.fn();
  const onSearch = vi.fn();
  const page = <HomePage profileId={1} search={search} onSearch={onSearch} onGo={onGo} />;
  const rendered = renderWith(page, {
    home: () => answer,
    listProfiles: () => [palisade],
    startChecks: () => 1,
    readHalo: () => 2,
    ...mocks,
  });
  return { ...rendered, onGo, onSearch };
}

describe("Home", () => {
  it("leads to the problems where pairs broke or are to be looked at again", async () => {
    const { user, onGo } = open(homeWith({ ...STATES, mapOrganizations: "attention" }));
    await user.click(await screen.findByRole("button", { name: "Show the problems" }));
    expect(onGo).toHaveBeenCalledWith({ page: "organizations", filter: "problems" });
  });

  it("has one primary act, on the next task, and none on a task that waits", async () => {
    const { user, onGo, container } = open(homeWith(STATES));
    const list = await screen.findByRole("list", { name: "Tasks" });
    expect(screen.getByText("2 of 8 done")).toBeDefined();

    const current = within(list).getByRole("listitem", { current: "step" });
    expect(current.textContent).toContain("Map organisations");
    expect(container.querySelectorAll("button.primary")).toHaveLength(1);
    const waiting = within(list).getByText("Create a test ticket").closest("li");
    expect(waiting?.querySelector("button")).toBeNull();
    expect(waiting?.textContent).toContain("Waiting");

    await user.click(within(current).getByRole("button", { name: "Map organisations" }));
    expect(onGo).toHaveBeenCalledWith({ page: "organizations", filter: "todo" });
    expect(await axeFindings(container)).toEqual([]);
  });

  it.each(["notConnected", "revoked"] as const)(
    "offers only the wizard while it is %s",
    async (connection) => {
      const { user, onGo } = open(homeWith({ connect: "next", importOrganizations: "blocked" }), {
        listProfiles: () => [{ ...palisade, connection }],
      });
      await user.click(await screen.findByRole("button", { name: "Connect…" }));
      expect(onGo).toHaveBeenCalledWith({ page: "connect" });
      expect(screen.queryByRole("button", { name: "Run all checks" })).toBeNull();
    },
  );

  it("says after connecting what works, and offers the ticket rules first", async () => {
    const skipTicketRules = vi.fn(() => null);
    const fresh = homeWith({ connect: "done", setTicketRules: "next" });
    const { user, onGo, onSearch, container } = open(fresh, { skipTicketRules }, { connected: true });
    const banner = (await screen.findByText("Connected.")).closest("section");
    expect(banner?.textContent).toContain("All 6 checks passed. 415 customers were read.");
    expect(banner?.textContent).toContain("Next come the ticket rules, then your organisations.");
    expect(container.querySelectorAll("button.primary")).toHaveLength(1);
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Set up tickets" }));
    expect(onGo).toHaveBeenCalledWith({ page: "tickets", tab: "rules" });
    await user.click(screen.getByRole("button", { name: "Later, organisations first" }));
    expect(skipTicketRules).toHaveBeenCalledWith(1, true);
    await waitFor(() => expect(onSearch).toHaveBeenCalledWith({}));
  });

  it("claims nothing after connecting when something does not work", async () => {
    const health = unwell("offline", { act: "tryAgain" }, "Nothing answers.");
    open(home, { listProfiles: () => [{ ...palisade, health }] }, { connected: true });
    await screen.findByRole("list", { name: "Tasks" });
    expect(screen.queryByText("Connected.")).toBeNull();
  });

  it("hints at a secret that is older than a year, and leads to replacing it", async () => {
    const secret = { savedAt: "2025-10-20T09:00:00Z", days: 397, isOld: true };
    const { user, onGo } = open(home, { listProfiles: () => [{ ...palisade, secret }] });
    expect(await screen.findByText("397 days old")).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Replace the secret…" }));
    expect(onGo).toHaveBeenCalledWith({ page: "settings", dialog: "secret" });
  });

  it("becomes a page of health when all is done", async () => {
    const done = Object.fromEntries(Object.keys(STATES).map((kind) => [kind, "done" as const]));
    const testPassedAt = new Date(Date.now() - 5.5 * 60_000).toISOString();
    const wholeReadAt = "2026-11-20T09:00:00Z";
    const { user, calls, container } = open({ ...homeWith(done), testPassedAt, wholeReadAt });
    const changes = await screen.findByText("Changes since, read");
    expect(changes.nextSibling?.textContent).toBe("4 min ago");
    expect(await screen.findByRole("heading", { name: "Everything is set up" })).toBeDefined();
    expect(screen.getByText("passed 5 min ago")).toBeDefined();
    expect(screen.getByText("4 min ago")).toBeDefined();
    expect(container.querySelectorAll("button.primary")).toHaveLength(0);
    await user.click(screen.getByRole("button", { name: "Run all checks" }));
    await waitFor(() => expect(calls.at(-1)).toEqual({ command: "start_checks", args: [1, null] }));
  });

  it("leaves what the banner says of the keychain to the banner", async () => {
    const readHalo = vi.fn(() => {
      throw appError({ code: "vaultLocked" }, { message: "The keychain is locked." });
    });
    const startChecks = () => {
      throw appError({ code: "storeBusy" });
    };
    const { user } = open(home, { readHalo, startChecks });
    await user.click(await screen.findByRole("button", { name: "Read Halo again" }));
    await waitFor(() => expect(readHalo).toHaveBeenCalled());
    expect(screen.queryByText("The keychain is locked")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Run all checks" }));
    expect(await screen.findByRole("button", { name: "Try again" })).toBeDefined();
  });

  it("leads to the checklist and its report", async () => {
    const { user, onGo } = open(home);
    await user.click(await screen.findByRole("button", { name: "Verify" }));
    expect(onGo).toHaveBeenCalledWith({ page: "verify" });
  });

  it("says what changed since the last look, and that it was seen", async () => {
    const changes = {
      since: "2026-11-03T09:00:00Z",
      counts: [
        { cause: "customerInactive" as const, count: 1 },
        { cause: "customerRenamed" as const, count: 2 },
      ],
      newCustomers: 12,
    };
    let answer = { ...home, changes: changes as HomeDto["changes"] };
    const markChangesSeen = vi.fn(() => {
      answer = home as typeof answer;
      void emit("invalidated", { profile: 1, tags: ["home"] });
      return null;
    });
    const { user, onGo, container } = open(home, { home: () => answer, markChangesSeen });
    const banner = (await screen.findByText(/What changed since/)).closest("section");
    expect(banner?.textContent).toContain("A customer became inactive in Halo");
    expect(banner?.textContent).toContain("2 customers were renamed in Halo");
    expect(banner?.textContent).toContain("12 customers are new in Halo");
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Open problems" }));
    expect(onGo).toHaveBeenCalledWith({ page: "problems" });
    await user.click(screen.getByRole("button", { name: "I have seen this" }));
    expect(markChangesSeen).toHaveBeenCalledWith(1);
    await waitFor(() => expect(screen.queryByText(/What changed since/)).toBeNull());
  });

  it("says what failed and tries again", async () => {
    let failing = true;
    const { user } = open(home, {
      home: () => {
        if (failing) throw appError({ code: "storeBusy" });
        return home;
      },
    });
    const again = await screen.findByRole("button", { name: "Try again" });
    failing = false;
    await user.click(again);
    expect(await screen.findByRole("list", { name: "Tasks" })).toBeDefined();
  });
});
