//! The proxy as it is typed: from what is saved, and to what is sent.

import type { AppFailure, NetworkDto, ProxyFormDto, ProxyModeDto } from "../../../ipc/client";

export type ProxyForm = {
  readonly mode: ProxyModeDto;
  readonly address: string;
  readonly hasLogin: boolean;
  readonly user: string;
  /** Empty: the one that is saved. */
  readonly password: string;
  readonly sessionOnly: boolean;
  /** As typed, parted by commas. */
  readonly bypass: string;
};

/** What the fields show of what is saved. A password never comes back. */
export function formOf(saved: NetworkDto): ProxyForm {
  return {
    mode: saved.mode,
    address: saved.address,
    hasLogin: saved.user !== "",
    user: saved.user,
    password: "",
    sessionOnly: saved.password === "session" || saved.password === "gone",
    bypass: saved.bypass.join(", "),
  };
}

/** Whether something was typed that is not saved. */
export function isChanged(form: ProxyForm, saved: NetworkDto): boolean {
  const before = formOf(saved);
  if (form.mode !== before.mode) return true;
  if (form.mode !== "this") return false;
  return (
    form.address.trim() !== before.address ||
    form.bypass.trim() !== before.bypass ||
    form.hasLogin !== before.hasLogin ||
    (form.hasLogin &&
      (form.user.trim() !== before.user || form.password !== "" || form.sessionOnly !== before.sessionOnly))
  );
}

/** What is sent. Without a keychain, a password stays in memory. */
export function toWire(form: ProxyForm, hasKeychain: boolean): ProxyFormDto {
  return {
    mode: form.mode,
    address: form.address,
    login: form.hasLogin
      ? {
          user: form.user,
          password: form.password === "" ? null : form.password,
          sessionOnly: form.sessionOnly || !hasKeychain,
        }
      : null,
    bypass: form.bypass.split(/[\s,;]+/u).filter((rule) => rule !== ""),
  };
}

export type ProxyField = "proxyAddress" | "proxyUser" | "proxyPassword" | "proxyBypass";

/** The sentence that belongs under a field. */
export function fieldError(failure: AppFailure | null, field: ProxyField): string | undefined {
  if (failure?.error.code !== "invalidInput") return undefined;
  return failure.error.field === field ? failure.error.message : undefined;
}

/** Whether a failure is about a field, so that it stands there and nowhere else. */
export function isFieldError(failure: AppFailure): boolean {
  return failure.error.code === "invalidInput";
}
