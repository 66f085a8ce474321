import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { axeFindings } from "../test/axe";
import { DataGrid, type DataGridColumn } from "./DataGrid";
import { countSelected, type GridSelection, NOTHING } from "./gridSelection";

type Org = { readonly id: number; readonly name: string };

const COLUMNS: readonly DataGridColumn<Org>[] = [
  {
    id: "name",
    head: "Organisation",
    width: "1fr",
    rowHeader: true,
    sortable: true,
    cell: (org) => org.name,
  },
  { id: "id", head: "Id", width: "80px", cell: (org) => String(org.id) },
];
const keyOf = (org: Org) => String(org.id);
const nameOf = (org: Org) => org.name;

const many = (count: number): Org[] => Array.from({ length: count }, (_, id) => ({ id, name: `Org ${id}` }));

type GridProps = {
  rows: readonly (Org | undefined)[];
  listKey?: string;
  orderKey?: string;
  order?: { column: string; descending: boolean };
  locate?: (key: string) => Promise<number | null>;
  getKeys?: (first: number, last: number) => Promise<readonly string[]>;
  onSort?: (column: string) => void;
  onActivate?: (org: Org) => void;
  onRowKey?: (event: { key: string }, org: Org) => boolean;
  onRangeChange?: (first: number, last: number) => void;
};

function Grid({ rows, ...rest }: GridProps) {
  const [selection, setSelection] = useState<GridSelection>(NOTHING);
  return (
    <>
      <DataGrid
        label="Organisations"
        rowCount={rows.length}
        getRow={(index) => rows[index]}
        getKey={keyOf}
        getName={nameOf}
        columns={COLUMNS}
        selection={selection}
        onSelectionChange={setSelection}
        bulkBar={<span>{countSelected(selection, rows.length)} selected</span>}
        {...rest}
      />
      <output>{`${selection.all ? "all but " : ""}${[...selection.keys].join(",")}`}</output>
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

it("takes a stretch back when the keys go the other way", async () => {
  render(<Grid rows={many(20)} />);
  const user = userEvent.setup();
  await user.tab();
  await user.tab();
  await user.keyboard(
    "{ArrowDown}{ArrowDown}{Shift>}{ArrowDown}{ArrowDown}{ArrowUp}{ArrowUp}{ArrowUp}{/Shift}",
  );
  expect(screen.getByRole("status").textContent).toBe("1,2");
});

it("selects everything with Ctrl+A or the head's box, without naming a row", async () => {
  render(
    <Grid
      rows={Array.from({ length: 9_312 }, (_, id) => (id < 50 ? { id, name: `Org ${id}` } : undefined))}
    />,
  );
  const user = userEvent.setup();
  await user.tab();
  await user.tab();
  await user.keyboard("{Control>}a{/Control}");
  expect(screen.getByText("9312 selected")).toBeTruthy();
  expect(screen.getByRole("status").textContent).toBe("all but ");
  await user.click(screen.getByRole("checkbox", { name: "Select Org 3" }));
  expect(screen.getByText("9311 selected")).toBeTruthy();
  expect(screen.getByRole("row", { name: /Org 3/ }).getAttribute("aria-selected")).toBe("false");
  expect(screen.getByRole("row", { name: /Org 4/ }).getAttribute("aria-selected")).toBe("true");
  await user.click(screen.getByRole("checkbox", { name: "Select none" }));
  expect(screen.queryByText(/selected/)).toBeNull();
  await user.click(screen.getByRole("checkbox", { name: "Select all" }));
  expect(screen.getByText("9312 selected")).toBeTruthy();
});

it("asks for the rows of a stretch that were never read", async () => {
  const getKeys = vi.fn(async () => ["0", "1", "2", "3"]);
  render(<Grid rows={[many(1)[0], undefined, undefined, { id: 3, name: "Org 3" }]} getKeys={getKeys} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole("checkbox", { name: "Select Org 0" }));
  await user.keyboard("{Shift>}");
  await user.click(screen.getByRole("checkbox", { name: "Select Org 3" }));
  await user.keyboard("{/Shift}");
  expect(getKeys).toHaveBeenCalledWith(0, 3);
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe("0,1,2,3"));
});

it("opens with Enter and leaves other keys to the page", async () => {
  const onActivate = vi.fn();
  const onRowKey = vi.fn(() => true);
  render(<Grid rows={many(5)} onActivate={onActivate} onRowKey={onRowKey} />);
  const user = userEvent.setup();
  await user.tab();
  await user.tab();
  await user.keyboard("{ArrowDown}{Enter}m");
  expect(onActivate).toHaveBeenCalledWith({ id: 1, name: "Org 1" });
  expect(onRowKey).toHaveBeenCalledWith(expect.objectContaining({ key: "m" }), { id: 1, name: "Org 1" });
});

it("says how it is sorted, and sorts by a press on a head", async () => {
  const onSort = vi.fn();
  const { rerender } = render(<Grid rows={many(5)} onSort={onSort} />);
  const head = screen.getByRole("columnheader", { name: "Organisation" });
  expect(head.getAttribute("aria-sort")).toBe("none");
  expect(screen.getByRole("columnheader", { name: "Id" }).getAttribute("aria-sort")).toBeNull();
  await userEvent.setup().click(screen.getByRole("button", { name: "Organisation" }));
  expect(onSort).toHaveBeenCalledWith("name");
  rerender(<Grid rows={many(5)} onSort={onSort} order={{ column: "name", descending: true }} />);
  expect(head.getAttribute("aria-sort")).toBe("descending");
});

it("looks for its row when another order takes it far away", async () => {
  const rows = many(1_000);
  const locate = vi.fn(async (key: string) => 999 - Number(key));
  const { rerender } = render(<Grid rows={rows} orderKey="name" locate={locate} />);
  const user = userEvent.setup();
  await user.tab();
  await user.tab();
  await user.keyboard("{ArrowDown}");
  rerender(<Grid rows={[...rows].reverse()} orderKey="name, reversed" locate={locate} />);
  await waitFor(() => expect(focusedName()).toBe("Org 1"));
  expect(locate).toHaveBeenCalledWith("1");
  expect(document.activeElement?.getAttribute("aria-rowindex")).toBe("1000");
});

it("begins another list at its top, and takes the next row when its own is gone", async () => {
  const locate = vi.fn(async () => null);
  const { rerender } = render(<Grid rows={many(5)} listKey="a" locate={locate} />);
  const user = userEvent.setup();
  await user.tab();
  await user.tab();
  await user.keyboard("{ArrowDown}{ArrowDown}");
  rerender(<Grid rows={many(5).filter(({ id }) => id !== 2)} listKey="a" locate={locate} />);
  await waitFor(() => expect(focusedName()).toBe("Org 3"));
  rerender(<Grid rows={many(4)} listKey="b" locate={locate} />);
  const stops = screen.getAllByRole("row").filter((row) => row.tabIndex === 0);
  expect(stops.map((row) => row.getAttribute("aria-rowindex"))).toEqual(["2"]);
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
