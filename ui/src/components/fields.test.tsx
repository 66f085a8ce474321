import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { axeFindings } from "../test/axe";
import { Checkbox, Switch } from "./Checkbox";
import { Combobox, type ComboboxOption } from "./Combobox";
import { Field } from "./Field";
import { RadioGroup } from "./RadioGroup";
import { SecretInput } from "./SecretInput";
import { Select } from "./Select";
import { TextInput } from "./TextInput";

function Text({ error }: { error?: string }) {
  const [value, setValue] = useState("");
  return (
    <Field label="Host" hint="Any address" {...(error !== undefined && { error })}>
      <TextInput value={value} onValueChange={setValue} />
    </Field>
  );
}

it("ties label, hint and error to the control", async () => {
  const { container, rerender } = render(<Text />);
  await userEvent.type(screen.getByLabelText("Host"), "fern");
  expect(screen.getByLabelText("Host")).toHaveProperty("value", "fern");
  expect(screen.getByLabelText("Host").getAttribute("aria-invalid")).toBeNull();

  rerender(<Text error="No such address. Did you mean fernhill.halopsa.com?" />);
  const input = screen.getByLabelText("Host");
  expect(input.getAttribute("aria-invalid")).toBe("true");
  const described = (input.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent);
  expect(described).toEqual(["Any address", "No such address. Did you mean fernhill.halopsa.com?"]);
  expect(await axeFindings(container)).toEqual([]);
});

function Secret() {
  const [value, setValue] = useState("");
  return (
    <>
      <Field label="Client secret">
        <SecretInput value={value} onValueChange={setValue} />
      </Field>
      <button type="button" onClick={() => setValue("")}>
        Keep
      </button>
    </>
  );
}

it("hides a secret, shows it on request, and hides the next one again", async () => {
  render(<Secret />);
  const user = userEvent.setup();
  const input = screen.getByLabelText("Client secret");
  await user.type(input, "s3cret");
  expect(input.getAttribute("type")).toBe("password");
  await user.click(screen.getByRole("button", { name: "Show the secret" }));
  expect(input.getAttribute("type")).toBe("text");
  await user.click(screen.getByRole("button", { name: "Keep" }));
  expect(input.getAttribute("type")).toBe("password");
});

it("chooses from a list, and shows the placeholder until then", async () => {
  const onValueChange = vi.fn();
  render(
    <Field label="Ticket type">
      <Select
        value={null}
        onValueChange={onValueChange}
        placeholder="Choose a type"
        options={[
          { value: "1", label: "Alert" },
          { value: "2", label: "Incident" },
        ]}
      />
    </Field>,
  );
  expect(screen.getByRole("option", { name: "Choose a type" })).toHaveProperty("selected", true);
  await userEvent.selectOptions(screen.getByLabelText("Ticket type"), "Incident");
  expect(onValueChange).toHaveBeenCalledWith("2");
});

it("names a box by its label and describes it by its hint", async () => {
  const onCheckedChange = vi.fn();
  const { container } = render(
    <>
      <Checkbox
        boxed
        label="Seats"
        hint="Licence counts per customer"
        checked={false}
        onCheckedChange={onCheckedChange}
      />
      <Checkbox aria-label="Select all" checked="mixed" onCheckedChange={onCheckedChange} />
      <Switch label="Sync seats" checked onCheckedChange={onCheckedChange} />
    </>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole("checkbox", { name: "Seats" }));
  expect(onCheckedChange).toHaveBeenLastCalledWith(true);
  expect(screen.getByRole("checkbox", { name: "Select all" })).toHaveProperty("indeterminate", true);
  screen.getByRole("switch", { name: "Sync seats" }).focus();
  await user.keyboard(" ");
  expect(onCheckedChange).toHaveBeenLastCalledWith(false);
  expect(await axeFindings(container)).toEqual([]);
});

it("moves a choice with the arrows", async () => {
  const onValueChange = vi.fn();
  render(
    <RadioGroup
      label="Appearance"
      value="light"
      onValueChange={onValueChange}
      options={[
        { value: "light", label: "Light" },
        { value: "dark", label: "Dark" },
      ]}
    />,
  );
  const user = userEvent.setup();
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole("radio", { name: "Light" }));
  await user.keyboard("{ArrowDown}");
  expect(onValueChange).toHaveBeenCalledWith("dark");
});

const BRIGHT: readonly ComboboxOption[] = [
  { id: "7", label: "Brightsmile Ortho Ltd", detail: "bso.example" },
  { id: "8", label: "Bright Smiles Dental" },
];

function Customers({
  onChoose,
  onCreate,
}: {
  onChoose: (id: string | undefined) => void;
  onCreate: () => void;
}) {
  const [query, setQuery] = useState("");
  return (
    <Field label="Customer">
      <Combobox
        options={query === "" ? [] : BRIGHT}
        total={213}
        value={null}
        onValueChange={(option) => onChoose(option?.id)}
        query={query}
        onQueryChange={setQuery}
        emptyText="No customer has this name"
        create={{ label: "Create “bright” in Halo…", onCreate }}
      />
    </Field>
  );
}

it("searches and chooses by keys alone", async () => {
  const onChoose = vi.fn();
  const onCreate = vi.fn();
  render(<Customers onChoose={onChoose} onCreate={onCreate} />);
  const user = userEvent.setup();
  const input = screen.getByRole("combobox", { name: "Customer" });
  await user.click(input);
  await user.keyboard("bright");
  await screen.findByRole("option", { name: /Bright ?smile Ortho Ltd/ });
  expect(screen.getByText(/Showing 2 of 213/)).toBeTruthy();
  await user.keyboard("{ArrowDown}{Enter}");
  expect(onChoose).toHaveBeenCalledTimes(1);
  expect(["7", "8"]).toContain(onChoose.mock.calls[0]?.[0]);
  expect(onCreate).not.toHaveBeenCalled();
});

it("creates from its last line", async () => {
  const onChoose = vi.fn();
  const onCreate = vi.fn();
  render(<Customers onChoose={onChoose} onCreate={onCreate} />);
  const user = userEvent.setup();
  await user.click(screen.getByRole("combobox", { name: "Customer" }));
  await user.keyboard("bright");
  await user.click(await screen.findByRole("option", { name: /Create “bright” in Halo/ }));
  expect(onCreate).toHaveBeenCalledOnce();
  expect(onChoose).not.toHaveBeenCalled();
});
