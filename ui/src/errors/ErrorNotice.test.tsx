import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { AppFailure, type ErrorCode } from "../ipc/client";
import { axeFindings } from "../test/axe";
import { appError } from "../test/ipc";
import { renderWith } from "../test/render";
import { ErrorNotice } from "./ErrorNotice";

it("says what happened, what to do, and what Halo said", async () => {
  const error = appError(
    { code: "unauthorized" },
    {
      message: "The secret was changed or has expired in Halo.",
      remedy: { action: "reconnect", text: "Make a new secret in Halo and replace it here." },
      halo: { request: "POST /auth/token", status: 401, text: "invalid_client" },
    },
  );
  const onGo = vi.fn();
  const { container } = render(<ErrorNotice error={new AppFailure(error)} onGo={onGo} />);
  const alert = screen.getByRole("alert");
  expect(alert).toHaveProperty("textContent", expect.stringContaining("Halo refused the sign-in"));
  expect(alert.textContent).toContain("The secret was changed or has expired in Halo.");
  expect(alert.textContent).toContain("Make a new secret in Halo and replace it here.");
  expect(alert.textContent).toContain("POST /auth/token → 401\ninvalid_client");
  expect(alert.textContent).toContain("a1b2");
  await userEvent.click(screen.getByRole("button", { name: "Open the connection" }));
  expect(onGo).toHaveBeenCalledWith("connect");
  expect(await axeFindings(container)).toEqual([]);
});

it("leads to the secret that is missing", async () => {
  const error = appError(
    { code: "secretMissing" },
    {
      message: "The client secret is no longer in the keychain.",
      remedy: { action: "enterSecret", text: "Enter the secret again." },
    },
  );
  const onGo = vi.fn();
  const { container } = render(<ErrorNotice error={error} onGo={onGo} />);
  expect(screen.getByRole("alert").textContent).toContain("The client secret has to be entered again");
  await userEvent.click(screen.getByRole("button", { name: "Enter the secret again" }));
  expect(onGo).toHaveBeenCalledWith("secret");
  expect(await axeFindings(container)).toEqual([]);
});

it("has a locked keychain unlocked, then tries again", async () => {
  const error = appError(
    { code: "vaultLocked" },
    { message: "The keychain is locked.", remedy: { action: "unlockKeyring", text: "Unlock it." } },
  );
  const onRetry = vi.fn();
  const { user } = renderWith(<ErrorNotice error={error} onRetry={onRetry} />, {
    unlockKeychain: () => null,
  });
  await user.click(screen.getByRole("button", { name: "Unlock the keychain…" }));
  await waitFor(() => expect(onRetry).toHaveBeenCalledOnce());
});

it("shows a code it does not know as an internal error", () => {
  const error = { ...appError({ code: "internal" }), code: "fromTheFuture" } as unknown as ErrorCode;
  render(<ErrorNotice error={error} />);
  expect(screen.getByRole("alert").textContent).toContain("Halyard made a mistake");
});
