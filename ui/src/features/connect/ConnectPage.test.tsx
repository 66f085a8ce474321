import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { type CheckDto, events, type VocabularyDraftDto, type WizardDto } from "../../ipc/client";
import { axeFindings } from "../../test/axe";
import { checks, failedCheck, palisade, program, wizard } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { renderWith } from "../../test/render";
import { ConnectPage } from "./ConnectPage";
import type { ConnectSearch } from "./search";

function open(search: ConnectSearch, mocks: CommandMocks = {}) {
  const onSearch = vi.fn();
  const onGo = vi.fn();
  const rendered = renderWith(<ConnectPage search={search} onSearch={onSearch} onGo={onGo} />, {
    ...program,
    ...mocks,
  });
  return { ...rendered, onSearch, onGo };
}

const notFound: WizardDto = {
  ...wizard,
  step: 2,
  address: "",
  discovery: null,
  clientId: "",
  secret: "none",
  checks: [],
};
const noSecret: WizardDto = { ...wizard, step: 4, clientId: "", secret: "none", secretSavedAt: null };

it("step 1 saves the vendor and goes on to step 2 of the new profile", async () => {
  const saveVendor = vi.fn(() => 7);
  const { user, onSearch, container } = open({}, { saveVendor });
  await user.click(await screen.findByRole("radio", { name: "Palisade" }));
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Continue" }));
  await waitFor(() => expect(onSearch).toHaveBeenCalledWith({ profile: 7, step: 2 }, { replace: true }));
  expect(saveVendor).toHaveBeenCalledWith(null, { vendor: "palisade", name: "Palisade", source: "file" });
});

it("step 1 asks for the name of another product, and goes on by key", async () => {
  const saveVendor = vi.fn(() => 7);
  const { user } = open({}, { saveVendor });
  await user.click(await screen.findByRole("radio", { name: "Another product" }));
  expect(screen.getByRole("button", { name: "Continue" }).getAttribute("aria-disabled")).toBe("true");
  await user.type(screen.getByLabelText("Name of the product"), "Orbit Backup");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() =>
    expect(saveVendor).toHaveBeenCalledWith(null, { vendor: "other", name: "Orbit Backup", source: "file" }),
  );
});

it("step 1 takes the words of another product, and makes no second profile when one is refused", async () => {
  const saveVendor = vi.fn((profile: number | null) => profile ?? 7);
  let refused = true;
  const saveVocabulary = vi.fn((_profile: number, _draft: VocabularyDraftDto, _confirmed: boolean) => {
    if (refused)
      throw appError({ code: "invalidInput", field: "levels" }, { message: "“High” is there already." });
    return null;
  });
  const { user, onSearch } = open({}, { saveVendor, saveVocabulary });
  await user.click(await screen.findByRole("radio", { name: "Another product" }));
  await user.type(screen.getByLabelText("Name of the product"), "Orbit");
  await user.click(screen.getByText("Its statuses, levels and products"));
  await user.type(screen.getByLabelText("New status"), "On{Enter}");
  await user.type(screen.getByLabelText("New level"), "High{Enter}");
  expect(saveVendor).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Continue" }));
  expect((await screen.findByRole("alert")).textContent).toContain("“High” is there already.");
  refused = false;
  await user.click(screen.getAllByRole("button", { name: "Remove High" }).at(-1) as HTMLElement);
  await user.click(screen.getByRole("button", { name: "Continue" }));
  await waitFor(() => expect(onSearch).toHaveBeenCalledWith({ profile: 7, step: 2 }, { replace: true }));
  expect(saveVendor.mock.calls.map(([profile]) => profile)).toEqual([null, 7]);
  expect(saveVocabulary.mock.lastCall?.[1].statuses.map(({ key, name }) => key ?? name)).toEqual([
    "open",
    "closed",
    "On",
  ]);
});

it("step 2 finds Halo with Enter, shows what was found, and then goes on", async () => {
  let saved = notFound;
  const { user, onSearch, container } = open(
    { profile: 1, step: 2 },
    {
      wizard: () => saved,
      findHalo: (_, address) => {
        saved = { ...wizard, step: 2, address };
        return wizard.discovery ?? expect.fail("the fixture has been found");
      },
    },
  );
  expect((await screen.findByRole("button", { name: "Continue" })).getAttribute("aria-disabled")).toBe(
    "true",
  );
  await user.type(screen.getByLabelText("Halo address"), "https://fernhill.halopsa.com/customers{Enter}");
  const found = await screen.findByRole("region", { name: "What was found" });
  expect(within(found).getByText("https://fernhill.halopsa.com/auth")).toBeTruthy();
  expect(screen.getByText("The page path was left out.")).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  await events.invalidated.emit({ profile: 1, tags: ["wizard"] });
  await user.click(screen.getByRole("button", { name: "Continue" }));
  await waitFor(() => expect(onSearch).toHaveBeenCalledWith({ profile: 1, step: 3 }, { replace: false }));
});

it("step 2 puts a fault of the address under the field, any other below it", async () => {
  let failure = appError(
    { code: "invalidUrl" },
    { message: "No such address.", remedy: { action: "none", text: "Did you mean fernhill.halopsa.com?" } },
  );
  const { user } = open(
    { profile: 1, step: 2 },
    {
      wizard: () => notFound,
      findHalo: () => {
        throw failure;
      },
    },
  );
  const field = await screen.findByLabelText("Halo address");
  await user.type(field, "fernhill halopsa{Enter}");
  expect(await screen.findByText("No such address. Did you mean fernhill.halopsa.com?")).toBeTruthy();
  expect(field.getAttribute("aria-invalid")).toBe("true");

  failure = appError({ code: "notHalo" }, { message: "A web shop answers there." });
  await user.click(screen.getByRole("button", { name: "Find" }));
  expect((await screen.findByRole("alert")).textContent).toContain("What answers there is not Halo");
  expect(field.getAttribute("aria-invalid")).toBeNull();
});

it("step 2 stops asking a server that does not answer", async () => {
  let refuse: (error: unknown) => void = () => undefined;
  const stopWaiting = vi.fn(() => {
    refuse(appError({ code: "cancelled" }));
    return null;
  });
  const findHalo = () =>
    new Promise<never>((_, reject) => {
      refuse = reject;
    });
  const { user, container } = open(
    { profile: 1, step: 2 },
    { wizard: () => notFound, findHalo, stopWaiting },
  );
  await user.type(await screen.findByLabelText("Halo address"), "slow.example{Enter}");
  expect(await screen.findByText(/Asking slow.example where it signs in/)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(stopWaiting).toHaveBeenCalledExactlyOnceWith({ wait: "findHalo", profile: 1 });
  await waitFor(() => expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull());
  // That it was stopped is no failure.
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByLabelText("Halo address")).toHaveProperty("value", "slow.example");
});

it("step 2 leads to the network's settings with the address in hand", async () => {
  const { user, onGo, onSearch } = open(
    { profile: 1, step: 2 },
    {
      wizard: () => notFound,
      findHalo: () => {
        throw appError(
          { code: "tlsUnknownAuthority" },
          { remedy: { action: "openNetwork", text: "Add its root certificate." } },
        );
      },
    },
  );
  await user.type(await screen.findByLabelText("Halo address"), "halo.fernhill.example{Enter}");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("The certificate comes from an unknown authority");
  const address = "halo.fernhill.example";
  expect(onSearch).toHaveBeenCalledWith({ profile: 1, step: 2, address }, { replace: true });
  await user.click(screen.getByRole("button", { name: "Open network settings" }));
  expect(onGo).toHaveBeenCalledWith({
    page: "programSettings",
    section: "network",
    profile: 1,
    address,
  });
});

it("step 2 comes back with the address that was asked last", async () => {
  open({ profile: 1, step: 2, address: "halo.fernhill.example" }, { wizard: () => notFound });
  expect(await screen.findByLabelText("Halo address")).toHaveProperty("value", "halo.fernhill.example");
});

it("step 2 offers the original name of a custom domain", async () => {
  const findHalo = vi.fn(() => wizard.discovery ?? expect.fail("the fixture has been found"));
  const { user } = open(
    { profile: 1, step: 2 },
    {
      wizard: () => ({
        ...wizard,
        discovery: wizard.discovery && { ...wizard.discovery, originalHost: "fernhill.halopsa.com" },
      }),
      findHalo,
    },
  );
  await user.click(await screen.findByRole("button", { name: "Use fernhill.halopsa.com instead" }));
  expect(findHalo).toHaveBeenCalledWith(1, "fernhill.halopsa.com");
});

it("step 3 follows the ticks at once and saves each", async () => {
  const tickRecipeItem = vi.fn(() => null);
  const saveFeatures = vi.fn(() => null);
  const { user, container } = open({ profile: 1, step: 3 }, { tickRecipeItem, saveFeatures });
  await user.click(await screen.findByRole("checkbox", { name: "Tickets access level" }));
  expect(tickRecipeItem).toHaveBeenCalledWith(1, "role.tickets", true);
  await user.click(screen.getByRole("checkbox", { name: "Seats" }));
  expect(saveFeatures).toHaveBeenCalledWith(1, { tickets: true, status: true, seats: true });
  expect(screen.getByRole("heading", { name: "1 of 4 done" })).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
});

it("step 5 runs the checks when they never ran, and can be stopped", async () => {
  const startChecks = vi.fn(() => 3);
  const cancelTask = vi.fn(() => null);
  const waiting = checks.map((check) => ({
    ...check,
    state: "waiting" as const,
    checkedAt: null,
    tookMs: null,
  }));
  const { user } = open(
    { profile: 1, step: 5 },
    { wizard: () => ({ ...wizard, checks: waiting }), startChecks, cancelTask },
  );
  await waitFor(() => expect(startChecks).toHaveBeenCalledExactlyOnceWith(1, null));
  await events.taskChanged.emit({
    task: {
      id: 3,
      kind: "checkAccess",
      profile: 1,
      state: { state: "running", label: "Checking", done: 1, total: 6, requests: 2, waitingSecs: null },
    },
  });
  await user.click(await screen.findByRole("button", { name: "Stop" }));
  expect(cancelTask).toHaveBeenCalledWith(3);
});

it("step 5 opens a failed check with its mend, runs it again alone, and can be finished later", async () => {
  const startChecks = vi.fn(() => 4);
  const finishWizard = vi.fn(() => expect.fail("not yet"));
  const { user, container } = open(
    { profile: 1, step: 5 },
    { wizard: () => ({ ...wizard, checks: [...checks, failedCheck] }), startChecks, finishWizard },
  );
  expect(await screen.findByText("6 passed, 1 failed")).toBeTruthy();
  const right = within(screen.getByRole("list", { name: "Set this in Halo, then check again" }));
  expect(right.getByRole("listitem").textContent).toContain(
    "Software Licensing Access Level: Read and Modify",
  );
  expect(container.textContent).toContain("You do not have permission to access this resource.");
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Check again" }));
  expect(startChecks).toHaveBeenCalledWith(1, "licences");
  expect(screen.getByRole("button", { name: "Save and finish later" })).toBeTruthy();
});

it("step 5 leads to the secret that Halo refused", async () => {
  const token: CheckDto = {
    ...failedCheck,
    key: "token",
    name: "Token",
    rights: [],
    meaning:
      "Halo refused the client secret. Its entry in the keychain was changed after Halyard had saved it.",
    remedy: "Enter the secret again.",
    exchange: { request: "POST /auth/token", status: 401, text: "invalid_client" },
  };
  const { user, onSearch, container } = open(
    { profile: 1, step: 5 },
    { wizard: () => ({ ...wizard, checks: [token] }) },
  );
  expect(await screen.findByText(/was changed after Halyard had saved it/)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Enter the secret again" }));
  await waitFor(() => expect(onSearch).toHaveBeenCalledWith({ profile: 1, step: 4 }, { replace: false }));
});

it("step 5 offers the tenant that Halo named", async () => {
  const calls: string[] = [];
  const { user, container } = open(
    { profile: 1, step: 5 },
    {
      wizard: () => ({ ...wizard, offeredTenant: "northwind-it" }),
      takeOfferedTenant: () => {
        calls.push("take");
        return null;
      },
      startChecks: () => {
        calls.push("check");
        return 3;
      },
    },
  );
  const offer = await screen.findByRole("region", { name: "Halo calls itself “northwind-it”" });
  expect(await axeFindings(container)).toEqual([]);
  await user.click(within(offer).getByRole("button", { name: "Use “northwind-it” and check again" }));
  await waitFor(() => expect(calls).toEqual(["take", "check"]));
});

it("step 5 finishes when everything passed", async () => {
  const finishWizard = vi.fn(() => palisade);
  const { user, onGo } = open({ profile: 1, step: 5 }, { finishWizard });
  expect(await screen.findByText("All 6 checks passed")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Finish" }));
  await waitFor(() => expect(onGo).toHaveBeenCalledWith({ page: "home", profile: 1, connected: true }));
});

it("resumes at the step that was saved, and can be left", async () => {
  const { user, onGo } = open({ profile: 1 }, { wizard: () => noSecret });
  expect(await screen.findByRole("heading", { name: "Enter credentials" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Leave, finish later" }));
  expect(onGo).toHaveBeenCalledWith({ page: "start" });
});

it("says when the saved steps cannot be read, and tries again", async () => {
  let broken = true;
  const { user } = open(
    { profile: 1 },
    {
      wizard: () => {
        if (broken) throw appError({ code: "storeBusy" });
        return wizard;
      },
    },
  );
  expect((await screen.findByRole("alert")).textContent).toContain("The saved steps cannot be read");
  broken = false;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("heading", { name: "Check access" })).toBeTruthy();
});
