import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { axeFindings } from "../test/axe";
import { EditableList } from "./EditableList";

const acts = { onRename: vi.fn(), onMark: vi.fn(), onMove: vi.fn(), onRemove: vi.fn(), onAdd: vi.fn() };

function open(error?: string) {
  vi.clearAllMocks();
  return render(
    <EditableList
      label="Levels"
      hint="The most urgent first."
      noun="level"
      markLabel="Closed"
      error={error}
      items={[
        { key: "a", name: "High", note: "in 1 ticket rule" },
        { key: "b", name: "Low", marked: true },
      ]}
      {...acts}
    />,
  );
}

it("has nothing that axe finds wrong, with an error too", async () => {
  const { container } = open("“High” is there already.");
  expect(screen.getByRole("group", { name: "Levels" })).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

it("renames with Enter or on the way out, and not with Escape", async () => {
  open();
  const user = userEvent.setup();
  const name = screen.getByLabelText("level 1: name");
  await user.type(name, "er{Enter}");
  expect(acts.onRename).toHaveBeenLastCalledWith("a", "Higher");
  await user.type(name, "!{Escape}");
  expect(name).toHaveProperty("value", "High");
  await user.clear(name);
  await user.tab();
  expect(name).toHaveProperty("value", "High");
  expect(acts.onRename).toHaveBeenCalledOnce();
});

it("moves within its ends, marks, removes and adds", async () => {
  open();
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Move High up" }));
  expect(acts.onMove).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Move High down" }));
  expect(acts.onMove).toHaveBeenCalledWith("a", 1);
  await user.click(screen.getByRole("checkbox", { name: "Low: Closed" }));
  expect(acts.onMark).toHaveBeenCalledWith("b", false);
  await user.click(screen.getByRole("button", { name: "Remove Low" }));
  expect(acts.onRemove).toHaveBeenCalledWith("b");
  await user.click(screen.getByRole("button", { name: "Add" }));
  expect(acts.onAdd).not.toHaveBeenCalled();
  await user.type(screen.getByLabelText("New level"), "Now{Enter}");
  expect(acts.onAdd).toHaveBeenCalledWith("Now");
});
