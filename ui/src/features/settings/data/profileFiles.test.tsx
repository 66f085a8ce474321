import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { ProfilePreviewDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { palisade, program } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderWith } from "../../../test/render";
import { ProfileFiles } from "./ProfileFiles";

const preview: ProfilePreviewDto = {
  fileName: "Palisade profile 2026-11-20.json",
  exportedAt: "2026-11-20T14:05:31Z",
  name: "Palisade 2",
  vendor: "Palisade",
  halo: "fernhill.halopsa.com",
  counts: { organizations: 146, pairs: 138, setAside: 5, ownRules: 2, rules: true, products: 1 },
  notices: [],
  elsewhere: null,
  mark: "00ff",
};

function open(mocks: CommandMocks = {}) {
  const onImported = vi.fn();
  const part = <ProfileFiles profile={palisade} onImported={onImported} />;
  return { ...renderWith(part, { ...program, ...mocks }), onImported };
}

it("exports to the place that is typed, and asks before it replaces a file", async () => {
  const exportProfile = vi.fn((_: number, path: string, replace: boolean) => {
    if (!replace) throw appError({ code: "needsConfirmation" }, { message: "out.json is there already." });
    return { path, organizations: 146, mapped: 138 };
  });
  const { user } = open({ exportProfile });
  await user.click(screen.getByRole("button", { name: "Export Palisade…" }));
  const dialog = await screen.findByRole("dialog", { name: "Export Palisade" });
  expect(await axeFindings(dialog)).toEqual([]);
  await user.click(within(dialog).getByRole("button", { name: "Export" }));
  expect(within(dialog).getByText("Choose a place or type a path.")).toBeTruthy();
  await user.type(within(dialog).getByRole("textbox", { name: "File" }), "/tmp/out.json{Enter}");
  expect(await within(dialog).findByText("out.json is there already.")).toBeTruthy();
  await user.click(within(dialog).getByRole("button", { name: "Replace it" }));
  expect(await screen.findByText("146 organisations, 138 of them mapped.")).toBeTruthy();
  expect(exportProfile.mock.calls).toEqual([
    [1, "/tmp/out.json", false],
    [1, "/tmp/out.json", true],
  ]);
});

it("shows by keys alone what a file holds, and imports exactly that once", async () => {
  const importProfile = vi.fn(() => 2);
  const previewProfile = vi.fn(() => preview);
  const { user, onImported } = open({ importProfile, previewProfile });
  screen.getByRole("button", { name: "Import a profile…" }).focus();
  await user.keyboard("{Enter}");
  const field = await screen.findByRole("textbox", { name: "File" });
  field.focus();
  await user.keyboard("/tmp/in.json{Enter}");
  const dialog = await screen.findByRole("dialog", { name: `Import ${preview.fileName}` });
  expect(within(dialog).getByText("146, 138 of them mapped, 5 held or excluded")).toBeTruthy();
  expect(within(dialog).getByText("Yes, 2 organisations with rules of their own")).toBeTruthy();
  expect(within(dialog).getByText("fernhill.halopsa.com")).toBeTruthy();
  expect(await axeFindings(dialog)).toEqual([]);
  within(dialog).getByRole("button", { name: "Import and connect" }).focus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(onImported).toHaveBeenCalledExactlyOnceWith(2));
  await user.keyboard("{Enter}");
  expect(importProfile).toHaveBeenCalledExactlyOnceWith("/tmp/in.json", "00ff");
});

it("says what is left out, and why a file is not taken", async () => {
  let answer = (): ProfilePreviewDto => ({
    ...preview,
    halo: null,
    notices: ["The file does not say which Halo."],
    elsewhere: "In another Halo, its ticket rules are looked up by name.",
  });
  const { user } = open({ previewProfile: () => answer(), chooseProfileFile: () => "/tmp/in.json" });
  await user.click(screen.getByRole("button", { name: "Import a profile…" }));
  await user.click(await screen.findByRole("button", { name: "Choose a file…" }));
  expect(await screen.findByText("The file does not say which Halo.")).toBeTruthy();
  expect(screen.getByText(/ticket rules are looked up by name/)).toBeTruthy();
  answer = () => {
    throw appError({ code: "fileUnreadable" }, { message: "in.json is damaged." });
  };
  await user.click(screen.getByRole("button", { name: "Another file" }));
  await user.click(await screen.findByRole("button", { name: "Choose a file…" }));
  expect(await screen.findByText(/in\.json is damaged/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Import and connect" })).toBeNull();
});
