import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { BackupDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { appInfo, program } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderWith } from "../../../test/render";
import { DataSection } from "./DataSection";
import { backupTime, contentsWords, sizeWords } from "./words";

const daily: BackupDto = {
  name: "halyard.daily.2026-11-20T140531Z.db",
  kind: "daily",
  made: "2026-11-20T14:05:31Z",
  bytes: 48_200_000,
};
const upgrade: BackupDto = {
  name: "halyard.v3.2026-11-02.db",
  kind: "beforeUpgrade",
  made: "2026-11-02",
  bytes: 90_000,
};
const byHand: BackupDto = { ...daily, name: "halyard.hand.2026-11-20T140531Z.db", kind: "byHand" };
const look = {
  held: { profiles: ["Palisade", "Dropsuite"], organizations: 146, pairs: 138 },
  now: { profiles: ["Palisade"], organizations: 1, pairs: 0 },
};

function open(mocks: CommandMocks = {}) {
  return renderWith(<DataSection info={appInfo} onImported={vi.fn()} />, {
    ...program,
    backups: () => [daily, upgrade, byHand],
    lookAtBackup: () => look,
    ...mocks,
  });
}

it("lists the backups, why they were made, and makes one when asked", async () => {
  const backUpNow = vi.fn(() => byHand);
  const { user, container } = open({ backUpNow });
  const table = await screen.findByRole("table", { name: "Backups" });
  const [, first, second, third] = within(table).getAllByRole("row");
  expect(first?.textContent).toContain("Daily48 MB");
  expect(third?.textContent).toContain("By hand48 MB");
  expect(second?.textContent).toContain("2 Nov 2026Before an update1 MB");
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Back up now" }));
  expect(await screen.findByText("The backup was made and checked")).toBeTruthy();
  expect(backUpNow).toHaveBeenCalledOnce();
});

it("says so where there is none yet, and why one was not made", async () => {
  const { user } = open({
    backups: () => [],
    backUpNow: () => {
      throw appError({ code: "diskFull" }, { message: "The backup could not be made." });
    },
  });
  expect(await screen.findByText(/There is none yet/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Back up now" }));
  expect(await screen.findByText("The backup was not made")).toBeTruthy();
});

it("goes back by keys alone, once what would be lost was shown", async () => {
  const restoreBackup = vi.fn(() => null);
  const { user } = open({ restoreBackup });
  const buttons = await screen.findAllByRole("button", { name: /^Go back to / });
  buttons[0]?.focus();
  await user.keyboard("{Enter}");
  const dialog = await screen.findByRole("dialog", { name: /^Go back to the backup of/ });
  expect(
    await within(dialog).findByText(
      /holds 2 profiles \(Palisade, Dropsuite\) with 146 organisations, 138 of them/,
    ),
  ).toBeTruthy();
  expect(
    within(dialog).getByText(/1 profile \(Palisade\) with 1 organisation, 0 of them mapped/),
  ).toBeTruthy();
  expect(await axeFindings(dialog)).toEqual([]);
  within(dialog).getByRole("button", { name: "Go back and start again" }).focus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(restoreBackup).toHaveBeenCalledWith(daily.name));
  // The program closes; until then a second press does nothing.
  await user.keyboard("{Enter}");
  expect(restoreBackup).toHaveBeenCalledOnce();
});

it("offers nothing while the backup cannot be read", async () => {
  const restoreBackup = vi.fn(() => null);
  const { user } = open({
    restoreBackup,
    lookAtBackup: () => {
      throw appError({ code: "invalidInput", field: "backup" }, { message: "This backup is damaged." });
    },
  });
  const [first] = await screen.findAllByRole("button", { name: /^Go back to / });
  await user.click(first!);
  expect(await screen.findByText(/This backup is damaged/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Go back and start again" }));
  expect(restoreBackup).not.toHaveBeenCalled();
});

it("tells times, sizes and contents", () => {
  expect(backupTime("2026-11-02")).toBe("2 Nov 2026");
  expect(backupTime("2026-11-20T14:05:31Z")).toMatch(/^\d+ Nov 2026, \d\d:\d\d$/);
  expect(sizeWords(12)).toBe("1 MB");
  expect(contentsWords({ profiles: [], organizations: 0, pairs: 0 })).toBe("no profile");
});
