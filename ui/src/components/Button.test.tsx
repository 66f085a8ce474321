import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Button } from "./Button";
import { CopyButton } from "./CopyButton";

it("is pressed by mouse, Enter and Space", async () => {
  const onClick = vi.fn();
  render(<Button onClick={onClick}>Map 27</Button>);
  const user = userEvent.setup();
  await user.click(screen.getByRole("button", { name: "Map 27" }));
  await user.keyboard("{Enter} ");
  expect(onClick).toHaveBeenCalledTimes(3);
});

it("while busy says so, and a second press does nothing", async () => {
  const onClick = vi.fn();
  render(
    <Button busy busyWord="Writing…" onClick={onClick}>
      Write 11 counts
    </Button>,
  );
  const button = screen.getByRole("button", { name: "Writing…" });
  expect(button.getAttribute("aria-busy")).toBe("true");
  await userEvent.click(button);
  expect(onClick).not.toHaveBeenCalled();
});

it("when it cannot, stays focusable and says why", async () => {
  const onClick = vi.fn();
  render(
    <Button reason="Choose a product first" onClick={onClick}>
      Continue
    </Button>,
  );
  const user = userEvent.setup();
  await user.tab();
  const button = screen.getByRole("button", { name: "Continue" });
  expect(document.activeElement).toBe(button);
  expect(button.getAttribute("aria-disabled")).toBe("true");
  const description = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  expect(description?.textContent).toBe("Choose a product first");
  await user.keyboard("{Enter}");
  expect(onClick).not.toHaveBeenCalled();
});

it("copies, and says so to everybody", async () => {
  const user = userEvent.setup();
  render(<CopyButton text="fernhill" label="Copy Tenant" />);
  await user.click(screen.getByRole("button", { name: "Copy Tenant" }));
  expect(await screen.findByText("Copied")).toBeTruthy();
  expect(await navigator.clipboard.readText()).toBe("fernhill");
});
