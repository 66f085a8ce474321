import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { KeychainDto, WizardDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { program, wizard } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderWith } from "../../../test/render";
import { CredentialsStep } from "./CredentialsStep";

const ID = "0f8fad5b-d9cb-469f-a165-70867728950e";
const noSecret: WizardDto = { ...wizard, step: 4, clientId: "", secret: "none", secretSavedAt: null };
const inMemory: WizardDto = { ...wizard, secret: "session" };
const locked: KeychainDto = {
  state: "locked",
  asking: false,
  reason: "The keychain is locked.",
  next: "Unlock the keychain, or keep the secret for this session only.",
};
const missing: KeychainDto = {
  state: "unavailable",
  reason: "No keychain is running on this computer.",
  next: "Start one, then try again. Or keep the secret for this session only.",
};
const saved = () => ({ place: "keychain" as const, notes: [] });

function open(shown: WizardDto, mocks: CommandMocks = {}) {
  const onEvent = vi.fn();
  const step = <CredentialsStep wizard={shown} onEvent={onEvent} onSettings={() => undefined} />;
  return { ...renderWith(step, { ...program, ...mocks }), onEvent };
}

function refusing(...errors: ReturnType<typeof appError>[]) {
  return vi.fn((_profile: number, _credentials: { sessionOnly: boolean }) => {
    const error = errors.shift();
    if (error) throw error;
    return saved();
  });
}

const keychainLocked = appError(
  { code: "vaultLocked" },
  {
    message: "The keychain stayed locked: its question for the password was closed.",
    remedy: { action: "unlockKeyring", text: "Unlock the keychain: it asks again." },
  },
);

it("leaves blanks out, says so, sends the secret once, and empties the field", async () => {
  const saveCredentials = vi.fn(saved);
  const { user, onEvent, container } = open(noSecret, { saveCredentials });
  await user.type(await screen.findByLabelText("Client id"), ID);
  const secret = screen.getByLabelText("Client secret");
  await user.click(secret);
  await user.paste("  canary-s3cret\n");
  expect(await screen.findByText(/blanks at the ends were left out/)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Save and check" }));
  await waitFor(() => expect(onEvent).toHaveBeenCalledWith({ type: "continue" }));
  expect(saveCredentials).toHaveBeenCalledExactlyOnceWith(1, {
    clientId: ID,
    clientSecret: "canary-s3cret",
    sessionOnly: false,
  });
  expect(secret).toHaveProperty("value", "");
});

it.each([
  "&=+%\"'\\",
  "inner  blanks",
  "-starts-with-a-hyphen",
  "p\u00e4ss\u{1f511} e\u0301 \u{10ffff}",
  "a\u0000b",
  "0f8fad5b-".repeat(556),
])("sends %j as it is", async (awkward) => {
  const saveCredentials = vi.fn(saved);
  const { user } = open({ ...noSecret, clientId: ID }, { saveCredentials });
  await user.click(await screen.findByLabelText("Client secret"));
  await user.paste(awkward);
  await user.keyboard("{Enter}");
  await waitFor(() =>
    expect(saveCredentials).toHaveBeenCalledExactlyOnceWith(1, {
      clientId: ID,
      clientSecret: awkward,
      sessionOnly: false,
    }),
  );
});

it("keeps the saved secret when the field stays empty", async () => {
  const saveCredentials = vi.fn(saved);
  const { user } = open(wizard, { saveCredentials });
  expect(await screen.findByText(/^In the keychain, saved/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Save and check" }));
  await waitFor(() =>
    expect(saveCredentials).toHaveBeenCalledWith(
      1,
      expect.objectContaining({ clientSecret: null, sessionOnly: false }),
    ),
  );
});

it("without a keychain says so, looks again, and keeps a new secret for the session", async () => {
  let keychain: KeychainDto = missing;
  const saveCredentials = vi.fn(saved);
  const { user, container } = open(noSecret, { keychainState: () => keychain, saveCredentials });
  const banner = await screen.findByRole("region", { name: "The keychain cannot be used" });
  expect(banner.textContent).toContain("No keychain is running on this computer.");
  expect(await axeFindings(container)).toEqual([]);
  await user.type(screen.getByLabelText("Client id"), "id");
  await user.type(screen.getByLabelText("Client secret"), "secret");
  expect(screen.queryByRole("checkbox")).toBeNull();
  await user.keyboard("{Enter}");
  await waitFor(() =>
    expect(saveCredentials).toHaveBeenCalledWith(1, expect.objectContaining({ sessionOnly: true })),
  );
  keychain = { state: "available" };
  await user.click(within(banner).getByRole("button", { name: "Look again" }));
  await waitFor(() => expect(screen.queryByText("The keychain cannot be used")).toBeNull());
});

it("offers to unlock a locked keychain, and says what comes of it", async () => {
  let keychain: KeychainDto = locked;
  const unlockKeychain = vi
    .fn<() => null>()
    .mockImplementationOnce(() => {
      throw keychainLocked;
    })
    .mockImplementationOnce(() => {
      keychain = { state: "available" };
      return null;
    });
  const { user, container } = open(noSecret, { keychainState: () => keychain, unlockKeychain });
  const unlock = await screen.findByRole("button", { name: "Unlock the keychain…" });
  await user.click(unlock);
  expect((await screen.findByRole("alert")).textContent).toContain(
    "its question for the password was closed",
  );
  expect(await axeFindings(container)).toEqual([]);
  await user.click(unlock);
  await waitFor(() => expect(screen.queryByText("The keychain is locked")).toBeNull());
});

it("says that the keychain is asking", async () => {
  open(noSecret, { keychainState: () => ({ ...locked, asking: true }) });
  expect(await screen.findByRole("region", { name: "The keychain is asking for its password" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Unlock the keychain…" })).toBeNull();
});

it("after a refusal of the keychain offers to try again and to keep the secret for the session", async () => {
  const saveCredentials = refusing(keychainLocked, keychainLocked);
  const { user, onEvent, container } = open({ ...noSecret, clientId: ID }, { saveCredentials });
  await user.type(await screen.findByLabelText("Client secret"), "s3cret{Enter}");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("The keychain is locked");
  expect(within(alert).getByRole("button", { name: "Unlock the keychain…" })).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  await user.click(within(alert).getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(saveCredentials).toHaveBeenCalledTimes(2));
  await user.click(await screen.findByRole("button", { name: "Keep it for this session only" }));
  await waitFor(() => expect(onEvent).toHaveBeenCalledWith({ type: "continue" }));
  expect(saveCredentials.mock.calls.map(([, { sessionOnly }]) => sessionOnly)).toEqual([false, false, true]);
});

it("brings a secret home that is kept for the session, once the keychain can be used", async () => {
  const moveSecretToKeychain = vi.fn(() => null);
  const { user, container } = open(inMemory, { moveSecretToKeychain });
  const banner = await screen.findByRole("region", { name: "The secret is kept until Halyard is closed" });
  expect(await axeFindings(container)).toEqual([]);
  await user.click(within(banner).getByRole("button", { name: "Put it into the keychain now" }));
  expect(await screen.findByText("The secret is in the keychain")).toBeTruthy();
  expect(moveSecretToKeychain).toHaveBeenCalledExactlyOnceWith(1);
});

it("offers nothing of the kind for the demo, or while the keychain is locked", async () => {
  open({ ...inMemory, isDemo: true });
  await screen.findByLabelText("Client secret");
  expect(screen.queryByRole("button", { name: "Put it into the keychain now" })).toBeNull();
  open(inMemory, { keychainState: () => locked });
  await screen.findByRole("button", { name: "Unlock the keychain…" });
  expect(screen.queryByRole("button", { name: "Put it into the keychain now" })).toBeNull();
});

it("recognises values in each other's field and swaps them with one press", async () => {
  const saveCredentials = refusing(
    appError(
      { code: "invalidInput", field: "credentials" },
      { message: "The client id and the client secret stand in each other's field." },
    ),
  );
  const { user, container } = open(noSecret, { saveCredentials });
  await user.type(await screen.findByLabelText("Client id"), "the-secret");
  await user.type(screen.getByLabelText("Client secret"), "the-id{Enter}");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("stand in each other's field");
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Swap them" }));
  expect(screen.getByLabelText("Client id")).toHaveProperty("value", "the-id");
  expect(screen.getByLabelText("Client secret")).toHaveProperty("value", "the-secret");
  await user.click(screen.getByRole("button", { name: "Save and check" }));
  await waitFor(() =>
    expect(saveCredentials).toHaveBeenLastCalledWith(1, {
      clientId: "the-id",
      clientSecret: "the-secret",
      sessionOnly: false,
    }),
  );
});

it("puts a refusal beside the field it is about, until the field is changed", async () => {
  const saveCredentials = refusing(
    appError(
      { code: "invalidInput", field: "clientSecret" },
      { message: "The secret is longer than the 2560 bytes that this computer's keychain takes." },
    ),
  );
  const { user, container } = open({ ...noSecret, clientId: ID }, { saveCredentials });
  const secret = await screen.findByLabelText("Client secret");
  await user.type(secret, "long{Enter}");
  expect(await screen.findByText(/longer than the 2560 bytes/)).toBeTruthy();
  expect(secret.getAttribute("aria-invalid")).toBe("true");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByRole("checkbox", { name: /Keep the secret for this session only/ })).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  await user.type(secret, "er");
  expect(screen.queryByText(/longer than the 2560 bytes/)).toBeNull();
});
