import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { createPortal } from "react-dom";
import { expect, it, vi } from "vitest";
import { Button } from "./Button";
import { Form } from "./Form";

it("is sent by Enter in any of its fields and by its button", async () => {
  const user = userEvent.setup();
  const onSubmit = vi.fn();
  render(
    <Form onSubmit={onSubmit}>
      <input aria-label="Name" />
      <input aria-label="Note" />
      <Button type="submit">Save</Button>
    </Form>,
  );
  await user.type(screen.getByLabelText("Note"), "new{Enter}");
  expect(onSubmit).toHaveBeenCalledOnce();
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(onSubmit).toHaveBeenCalledTimes(2);
  screen.getByRole("button", { name: "Save" }).focus();
  await user.keyboard("{Enter}");
  expect(onSubmit).toHaveBeenCalledTimes(3);
});

it("needs no button to be sent by Enter", async () => {
  const onSubmit = vi.fn();
  render(
    <Form onSubmit={onSubmit}>
      <input aria-label="Name" />
      <input aria-label="Note" />
    </Form>,
  );
  await userEvent.type(screen.getByLabelText("Name"), "new{Enter}");
  expect(onSubmit).toHaveBeenCalledOnce();
});

it("is not sent while its button cannot be pressed", async () => {
  const user = userEvent.setup();
  const onSubmit = vi.fn();
  render(
    <Form onSubmit={onSubmit}>
      <input aria-label="Address" />
      <Button type="submit" reason="Both servers are needed">
        Use these values
      </Button>
    </Form>,
  );
  await user.click(screen.getByRole("button"));
  await user.type(screen.getByLabelText("Address"), "{Enter}");
  expect(onSubmit).not.toHaveBeenCalled();
});

it("leaves every other key, field and button alone", async () => {
  const user = userEvent.setup();
  const onSubmit = vi.fn();
  render(
    <Form onSubmit={onSubmit}>
      <textarea aria-label="Note" />
      <input
        aria-label="Halo customer"
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
      <Button>Choose file…</Button>
    </Form>,
  );
  await user.type(screen.getByLabelText("Note"), "two{Enter}lines");
  await user.type(screen.getByLabelText("Halo customer"), "Acme{Enter}");
  await user.click(screen.getByRole("button"));
  expect(onSubmit).not.toHaveBeenCalled();
  expect(screen.getByLabelText("Note")).toHaveProperty("value", "two\nlines");
});

function Elsewhere() {
  const [outer] = useState(() => document.body.appendChild(document.createElement("div")));
  return createPortal(
    <>
      <input aria-label="Search" />
      <Button type="submit">Find</Button>
    </>,
    outer,
  );
}

it("is not sent by a dialog that was opened from within", async () => {
  const onSubmit = vi.fn();
  render(
    <Form onSubmit={onSubmit}>
      <Elsewhere />
    </Form>,
  );
  await userEvent.type(screen.getByLabelText("Search"), "{Enter}");
  await userEvent.click(screen.getByRole("button", { name: "Find" }));
  expect(onSubmit).not.toHaveBeenCalled();
});
