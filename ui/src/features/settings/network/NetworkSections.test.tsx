import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { NetworkDto, ProxyFormDto, WayReportDto, WayTestDto } from "../../../ipc/client";
import { axeFindings } from "../../../test/axe";
import { network, program } from "../../../test/fixtures";
import { appError, type CommandMocks } from "../../../test/ipc";
import { renderWith } from "../../../test/render";
import { NetworkSections } from "./NetworkSections";

const root: NetworkDto["roots"][number] = {
  certificate: {
    subject: "Fernhill Root CA",
    issuer: "Fernhill Root CA",
    notBefore: "2020-01-01T00:00:00Z",
    notAfter: "2030-06-01T00:00:00Z",
    sha256: "AB:CD",
  },
  expired: false,
};

function open(mocks: CommandMocks = {}, halo?: string) {
  return renderWith(<NetworkSections wanted={false} halo={halo} />, { ...program, ...mocks });
}

it("takes a proxy with login, sends the password once and lets go of it", async () => {
  let saved: NetworkDto = network;
  const saveProxy = vi.fn((form: ProxyFormDto) => {
    saved = {
      ...network,
      mode: "this",
      address: "http://proxy.example:8080",
      user: form.login?.user ?? "",
      password: "keychain",
      bypass: form.bypass,
    };
    return [];
  });
  const { user, container } = open({ network: () => saved, saveProxy });
  expect(await screen.findByText("It names none now")).toBeTruthy();
  await user.click(screen.getByRole("radio", { name: "This one" }));
  await user.type(screen.getByLabelText("Proxy address"), "proxy.example:8080");
  await user.click(screen.getByRole("checkbox", { name: "The proxy wants a login" }));
  await user.type(screen.getByLabelText("Login name"), "ann");
  await user.type(screen.getByLabelText("Login password"), "s3cret");
  await user.type(screen.getByLabelText("Hosts that go past it"), "intranet.example, 10.0.0.0/8");
  expect(await axeFindings(container)).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Save network settings" }));
  expect(saveProxy).toHaveBeenCalledExactlyOnceWith({
    mode: "this",
    address: "proxy.example:8080",
    login: { user: "ann", password: "s3cret", sessionOnly: false },
    bypass: ["intranet.example", "10.0.0.0/8"],
  });
  await waitFor(() => {
    expect(screen.getByLabelText("Proxy address")).toHaveProperty("value", "http://proxy.example:8080");
  });
  expect(screen.getByLabelText("Login password")).toHaveProperty("value", "");
  expect(screen.getByText("In the keychain")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Discard changes" })).toBeNull();
});

it("says under the field what is wrong with it, and keeps what was typed", async () => {
  const sentence = "The address holds a login (“@”).";
  const { user } = open({
    saveProxy: () => {
      throw appError({ code: "invalidInput", field: "proxyAddress" }, { message: sentence });
    },
  });
  await user.click(await screen.findByRole("radio", { name: "This one" }));
  const address = screen.getByLabelText("Proxy address");
  await user.type(address, "http://ann:pw@proxy:8080");
  await user.click(screen.getByRole("button", { name: "Save network settings" }));
  expect(await screen.findByText(sentence)).toBeTruthy();
  expect(address.getAttribute("aria-invalid")).toBe("true");
  expect(address).toHaveProperty("value", "http://ann:pw@proxy:8080");
  expect(screen.queryByRole("alert")).toBeNull();
});

it("keeps the password in memory where there is no keychain, and says so", async () => {
  const saveProxy = vi.fn((_: ProxyFormDto) => []);
  const { user } = open({
    saveProxy,
    keychainState: () => ({ state: "unavailable", reason: "No keychain answers.", next: "Start one." }),
  });
  await user.click(await screen.findByRole("radio", { name: "This one" }));
  await user.click(screen.getByRole("checkbox", { name: "The proxy wants a login" }));
  expect(screen.getByText(/kept in memory until Halyard is closed, never in a file/)).toBeTruthy();
  await user.type(screen.getByLabelText("Login password"), "s3cret");
  await user.click(screen.getByRole("button", { name: "Save network settings" }));
  expect(saveProxy.mock.calls[0]?.[0].login?.sessionOnly).toBe(true);
});

it("tests the way as it is typed and says what was on it", async () => {
  const report: WayReportDto = {
    host: "halo.fernhill.example",
    proxy: "proxy.example:8080",
    proxyLogin: true,
    certificate: { ...root.certificate, subject: "halo.fernhill.example" },
    halo: "HaloPSA 2.236",
    failure: null,
  };
  const testWay = vi.fn((_: WayTestDto) => report);
  const { user, container } = open({ testWay }, "halo.fernhill.example");
  await user.click(await screen.findByRole("radio", { name: "None" }));
  await user.click(screen.getByRole("button", { name: "Test the way to Halo" }));
  const card = within(await screen.findByRole("region", { name: "What is on the way" }));
  expect(card.getByText("Halo answers")).toBeTruthy();
  expect(card.getByText(/proxy.example:8080/).parentElement?.textContent).toContain("with the login");
  expect(card.getByText(/issued by Fernhill Root CA, valid until 1 Jun 2030/)).toBeTruthy();
  expect(testWay.mock.calls[0]?.[0].address).toBe("halo.fernhill.example");
  expect(testWay.mock.calls[0]?.[0].proxy.mode).toBe("none");
  expect(await axeFindings(container)).toEqual([]);
});

it("says what stopped the test", async () => {
  const { user } = open(
    {
      testWay: () => ({
        host: "halo.fernhill.example",
        proxy: "proxy.example:8080",
        proxyLogin: false,
        certificate: null,
        halo: null,
        failure: appError({ code: "proxyLoginNeeded" }),
      }),
    },
    "halo.fernhill.example",
  );
  await user.click(await screen.findByRole("button", { name: "Test the way to Halo" }));
  expect(await screen.findByText("The way is not open")).toBeTruthy();
  expect((await screen.findByRole("alert")).textContent).toContain("The proxy wants a login");
});

it("stops a test that takes too long", async () => {
  let refuse: (error: unknown) => void = () => undefined;
  const stopWaiting = vi.fn(() => {
    refuse(appError({ code: "cancelled" }));
    return null;
  });
  const { user } = open(
    {
      testWay: () =>
        new Promise((_, reject) => {
          refuse = reject;
        }),
      stopWaiting,
    },
    "slow.example",
  );
  await user.click(await screen.findByRole("button", { name: "Test the way to Halo" }));
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  expect(stopWaiting).toHaveBeenCalledExactlyOnceWith({ wait: "testWay" });
  await waitFor(() => expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull());
  expect(screen.queryByRole("alert")).toBeNull();
});

it("shows root certificates with their fingerprint, and asks before one is removed", async () => {
  const removeRootCertificate = vi.fn(() => null);
  const old = {
    ...root,
    certificate: { ...root.certificate, subject: "Old CA", sha256: "EF" },
    expired: true,
  };
  const { user, container } = open({
    network: () => ({ ...network, roots: [root, old], unreadable: ["notes.txt"] }),
    removeRootCertificate,
  });
  const list = within(await screen.findByRole("list", { name: "Root certificates" }));
  expect(list.getByText("AB:CD")).toBeTruthy();
  expect(list.getByText("Expired, no longer trusted")).toBeTruthy();
  expect(screen.getByText(/notes.txt/)).toBeTruthy();
  expect(await axeFindings(container)).toEqual([]);
  await user.click(list.getByRole("button", { name: "Remove Fernhill Root CA…" }));
  expect(removeRootCertificate).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Remove certificate" }));
  expect(removeRootCertificate).toHaveBeenCalledExactlyOnceWith("AB:CD");
});

it("adds a certificate from a file, or says why not", async () => {
  const addRootCertificates = vi.fn((path: string) => {
    if (path !== "/root.crt") {
      throw appError(
        { code: "certificateRefused" },
        {
          message: "This file holds a private key.",
          remedy: { action: "chooseFile", text: "Choose another." },
        },
      );
    }
    return ["Fernhill Root CA"];
  });
  const { user } = open({ addRootCertificates, chooseCertificateFile: () => "/root.crt" });
  await user.type(await screen.findByLabelText("Certificate file"), "/key.pem");
  await user.click(screen.getByRole("button", { name: "Add certificate" }));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("This certificate cannot be added");
  expect(alert.textContent).toContain("This file holds a private key.");
  await user.click(screen.getByRole("button", { name: "Choose file…" }));
  expect(await screen.findByText("Fernhill Root CA is trusted from now on")).toBeTruthy();
  expect(screen.getByLabelText("Certificate file")).toHaveProperty("value", "");
});
