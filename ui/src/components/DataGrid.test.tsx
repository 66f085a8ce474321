import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { axeFindings } from "../test/axe";
import { DataGrid, type DataGridColumn } from "./DataGrid";

type Org = { readonly id: number; readonly name: string };

const COLUMNS: readonly DataGridColumn<Org>[] = [
  { id: "name", head: "Organisation", width: "1fr", rowHeader: true, cell: (org) => org.name },
  { id: "id", head: "Id", width: "80px", cell: (org) => String(org.id) },
];
const keyOf = (org: Org) => String(org.id);
const nameOf = (org: Org) => org.name;

const many = (count: number): Org[] => Array.from({ length: count }, (_, id) => ({ id, name: `Org ${id}` }));

type GridProps = {
  rows: readonly (Org | undefined)[];
  onActivate?: (org: Org) => void;
  onRowKey?: (event: { key: string }, org: Org) => boolean;
  onRangeChange?: (first: number, last: number) => void;
  onSelectAll?: () => void;
};

function Grid({ rows, onActivate, onRowKey, onRangeChange, onSelectAll }: GridProps) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <>
      <DataGrid
        label="Organisations"
        rowCount={rows.length}
        getRow={(index) => rows[index]}
        getKey={keyOf}
        getName={nameOf}
        columns={COLUMNS}
        selected={selected}
        onSelectedChange={setSelected}
        onActivate={onActivate}
        onRowKey={onRowKey}
        onRangeChange={onRangeChange}
        onSelectAll={onSelectAll}
        bulkBar={<span>{selected.size} selected</span>}
      />
      <output>{[...selected].join(",")}</output>
    </>
  );
}

const focusedName = () => within(document.activeElement as HTMLElement).getByRole("rowheader").textContent;

it("says how many rows there are and draws only those in view", async () => {
  const { container } = render(<Grid rows={many(10_000)} />);
  const grid = screen.getByRole("grid", { name: "Organisations" });
  expect(grid.getAttribute("aria-rowcount")).toBe("10001");
  const drawn = screen.getAllByRole("row");
  expect(drawn.length).toBeGreaterThan(10);
  expect(drawn.length).toBeLessThan(60);
  expect(drawn[1]?.getAttribute("aria-rowindex")).toBe("2");
  expect(await axeFindings(container)).toEqual([]);
});

it("is one tab stop and moves by arrows, Home and End", async () => {
  render(<Grid rows={many(500)} />);
  const user = userEvent.setup();
  await user.tab();
  await user.tab();
  expect(focusedName()).toBe("Org 0");
  await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
  expect(focusedName()).toBe("Org 1");
  await user.keyboard("{Home}{ArrowUp}");
  expect(focusedName()).toBe("Org 0");
  await user.tab();
  expect(document.activeElement).toBe(document.body);
});

it("selects with Space, extends with Shift, and lets go with Escape", async () => {
  render(<Grid rows={many(20)} />);
  const user = userEvent.setup();
  await user.tab();
  await user.tab();
  await user.keyboard(" ");
  expect(screen.getByRole("status").textContent).toBe("0");
  await user.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  expect(screen.getByRole("status").textContent).toBe("0,1,2");
  expect(screen.getByText("3 selected")).toBeTruthy();
  expect(screen.getByRole("checkbox", { name: "Select Org 1" })).toHaveProperty("checked", true);
  await user.keyboard("{Escape}");
  expect(screen.getByRole("status").textContent).toBe("");
});

it("selects with the mouse, with Shift a range", async () => {
  render(<Grid rows={many(20)} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole("checkbox", { name: "Select Org 1" }));
  await user.keyboard("{Shift>}");
  await user.click(screen.getByRole("checkbox", { name: "Select Org 3" }));
  await user.keyboard("{/Shift}");
  expect(screen.getByRole("status").textContent).toBe("1,2,3");
});

it("opens with Enter, leaves other keys to the page, and asks for everything", async () => {
  const onActivate = vi.fn();
  const onRowKey = vi.fn(() => true);
  const onSelectAll = vi.fn();
  render(<Grid rows={many(5)} onActivate={onActivate} onRowKey={onRowKey} onSelectAll={onSelectAll} />);
  const user = userEvent.setup();
  await user.tab();
  await user.tab();
  await user.keyboard("{ArrowDown}{Enter}m{Control>}a{/Control}");
  expect(onActivate).toHaveBeenCalledWith({ id: 1, name: "Org 1" });
  expect(onRowKey).toHaveBeenCalledWith(expect.objectContaining({ key: "m" }), { id: 1, name: "Org 1" });
  expect(onSelectAll).toHaveBeenCalledOnce();
  await user.click(screen.getByRole("checkbox", { name: "Select all" }));
  expect(onSelectAll).toHaveBeenCalledTimes(2);
});

it("keeps the focus on its row when the rows are read anew in another order", async () => {
  const rows = many(5);
  const { rerender } = render(<Grid rows={rows} />);
  const user = userEvent.setup();
  await user.tab();
  await user.tab();
  await user.keyboard("{ArrowDown}");
  expect(focusedName()).toBe("Org 1");
  rerender(<Grid rows={[...rows].reverse()} />);
  expect(focusedName()).toBe("Org 1");
  await user.keyboard("{ArrowDown}");
  expect(focusedName()).toBe("Org 0");
});

it("draws a place for a row that is not read yet, and says which rows it needs", () => {
  const onRangeChange = vi.fn();
  render(<Grid rows={[{ id: 1, name: "Org 1" }, undefined]} onRangeChange={onRangeChange} />);
  expect(screen.getAllByRole("row")[2]?.getAttribute("aria-busy")).toBe("true");
  expect(onRangeChange).toHaveBeenCalledWith(0, 1);
});
