import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { axeFindings } from "../test/axe";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { Menu } from "./Menu";
import { SegmentedFilter } from "./SegmentedFilter";
import { TabPanel, Tabs } from "./Tabs";
import { ToastProvider, useToast } from "./Toast";

afterEach(() => {
  vi.useRealTimers();
});

it("opens a menu by key, chooses by arrows, and does not choose what is not possible", async () => {
  const onRename = vi.fn();
  const onRevoke = vi.fn();
  render(
    <Menu
      trigger={<Button>Options</Button>}
      items={[
        { label: "Rename", onSelect: onRename },
        "separator",
        { label: "Revoke connection…", danger: true, onSelect: onRevoke, reason: "It is revoked already" },
      ]}
    />,
  );
  const user = userEvent.setup();
  const trigger = screen.getByRole("button", { name: "Options" });
  expect(trigger.getAttribute("aria-haspopup")).toBe("menu");
  await user.tab();
  await user.keyboard("{Enter}");
  await screen.findByRole("menu");
  await user.click(screen.getByRole("menuitem", { name: /Revoke connection/ }));
  expect(onRevoke).not.toHaveBeenCalled();
  await user.click(screen.getByRole("menuitem", { name: "Rename" }));
  expect(onRename).toHaveBeenCalledOnce();
});

function Question({ locked = false }: { locked?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Revoke…</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        locked={locked}
        title="Revoke the connection of Palisade"
        note="Mappings are kept"
        actions={<Button onClick={() => setOpen(false)}>Cancel</Button>}
      >
        <p>The secret is removed.</p>
      </Dialog>
    </>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  return (
    <Dialog
      open
      onClose={onClose}
      filled={name !== ""}
      title="Add an organisation"
      note="Local"
      actions={null}
    >
      <input aria-label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
    </Dialog>
  );
}

it("does not lose what was filled in to a stray press", async () => {
  const onClose = vi.fn();
  render(<Form onClose={onClose} />);
  const user = userEvent.setup();
  await user.type(screen.getByRole("textbox", { name: "Name" }), "Acme");
  await user.keyboard("{Escape}");
  expect(onClose).not.toHaveBeenCalled();
  expect((await screen.findByRole("status")).textContent).toContain("Press Escape once more");
  // Typing on is an answer as well.
  await user.type(screen.getByRole("textbox", { name: "Name" }), "!");
  expect(screen.getByRole("status").textContent).toBe("Local");
  await user.keyboard("{Escape}");
  expect(onClose).not.toHaveBeenCalled();
  await user.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledOnce();
});

it("asks in a dialog, holds the focus, cancels with Escape and gives the focus back", async () => {
  render(<Question />);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Revoke…" }));
  const dialog = await screen.findByRole("dialog", { name: "Revoke the connection of Palisade" });
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  expect(await axeFindings(dialog)).toEqual([]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Revoke…" })));
});

it("does not close while something in it must be seen to its end", async () => {
  render(<Question locked />);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Revoke…" }));
  await screen.findByRole("dialog");
  await user.keyboard("{Escape}");
  expect(screen.getByRole("dialog")).toBeTruthy();
});

function Maker({ onUndo }: { onUndo: () => void }) {
  const { show } = useToast();
  return <Button onClick={() => show("27 pairs made", { label: "Undo", onPress: onUndo })}>Map 27</Button>;
}

it("says what was done, and takes it back once", async () => {
  const onUndo = vi.fn();
  render(
    <ToastProvider>
      <Maker onUndo={onUndo} />
    </ToastProvider>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Map 27" }));
  expect((await screen.findAllByText("27 pairs made")).length).toBeGreaterThan(0);
  await user.click(screen.getByRole("button", { name: "Undo", hidden: true }));
  expect(onUndo).toHaveBeenCalledOnce();
  await waitFor(() => expect(screen.queryByRole("button", { name: "Undo", hidden: true })).toBeNull());
});

const SEGMENTS = [
  { value: "todo", label: "To do", count: 46 },
  { value: "held", label: "Held", count: 0 },
] as const;

function Filter() {
  const [value, setValue] = useState<"todo" | "held">("todo");
  return <SegmentedFilter label="Show" value={value} onValueChange={setValue} options={SEGMENTS} />;
}

it("shows all counts, zero too, and marks what is chosen", async () => {
  const { container } = render(<Filter />);
  expect(screen.getByRole("button", { name: "To do 46" }).getAttribute("aria-pressed")).toBe("true");
  await userEvent.click(screen.getByRole("button", { name: "Held 0" }));
  expect(screen.getByRole("button", { name: "Held 0" }).getAttribute("aria-pressed")).toBe("true");
  expect(await axeFindings(container)).toEqual([]);
});

it("becomes one button with a menu in a narrow window", async () => {
  vi.spyOn(window, "matchMedia").mockImplementation(
    (query) =>
      ({
        matches: query.includes("880"),
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      }) as unknown as MediaQueryList,
  );
  render(<Filter />);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "To do 46" }));
  await user.click(await screen.findByRole("menuitem", { name: /Held/ }));
  expect(await screen.findByRole("button", { name: "Held 0" })).toBeTruthy();
});

function Rules() {
  const [tab, setTab] = useState<"rules" | "test">("rules");
  return (
    <Tabs
      label="Tickets"
      value={tab}
      onValueChange={setTab}
      tabs={[
        { value: "rules", label: "Rules", count: 2, warn: true },
        { value: "test", label: "Test ticket" },
      ]}
    >
      <TabPanel value="rules">The rules</TabPanel>
      <TabPanel value="test">The run sheet</TabPanel>
    </Tabs>
  );
}

it("changes tabs by arrows", async () => {
  const { container } = render(<Rules />);
  const user = userEvent.setup();
  expect(screen.getByRole("tabpanel").textContent).toBe("The rules");
  screen.getByRole("tab", { name: "Rules 2" }).focus();
  await user.keyboard("{ArrowRight}{Enter}");
  expect(await screen.findByText("The run sheet")).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});
