//! The form of a vendor's API: what is typed, and what is sent.

import type { ApiPagingDto, ApiSettingsDto, ApiSignInDto } from "../../../ipc/client";

export type SignInKind = ApiSignInDto["kind"];
export type PagingKind = ApiPagingDto["kind"];

/** Every field at once, so that what was typed for one way is still there after looking at another. */
export type ApiForm = {
  readonly url: string;
  readonly signIn: SignInKind;
  readonly header: string;
  readonly secret: string;
  readonly list: string;
  readonly paging: PagingKind;
  readonly next: string;
  readonly parameter: string;
  readonly first: string;
};

const EMPTY: ApiForm = {
  url: "",
  signIn: "bearer",
  header: "X-API-Key",
  secret: "",
  list: "",
  paging: "none",
  next: "",
  parameter: "page",
  first: "1",
};

/** The form as it was last imported from. */
export function formOf(saved: ApiSettingsDto | null): ApiForm {
  if (saved === null) return EMPTY;
  const { url, signIn, list, paging } = saved;
  return {
    ...EMPTY,
    url,
    list,
    signIn: signIn.kind,
    ...(signIn.kind === "header" && { header: signIn.name }),
    paging: paging.kind,
    ...(paging.kind === "nextLink" && { next: paging.path }),
    ...(paging.kind === "pageNumber" && { parameter: paging.parameter, first: String(paging.first) }),
  };
}

/** What is sent; the secret goes apart. */
export function settingsOf(form: ApiForm, paths: readonly string[]): ApiSettingsDto {
  return {
    url: form.url,
    signIn: form.signIn === "header" ? { kind: "header", name: form.header } : { kind: form.signIn },
    list: form.list,
    paging: pagingOf(form),
    paths: [...paths],
  };
}

function pagingOf({ paging, next, parameter, first }: ApiForm): ApiPagingDto {
  switch (paging) {
    case "none":
      return { kind: "none" };
    case "nextLink":
      return { kind: "nextLink", path: next };
    case "pageNumber":
      return { kind: "pageNumber", parameter, first: Number.parseInt(first, 10) || 0 };
  }
}

/** Whether the key in the keychain is for the place that is typed. */
export function keyIsKept(form: ApiForm, saved: ApiSettingsDto | null): boolean {
  if (saved === null || saved.signIn.kind === "none") return false;
  const place = originOf(saved.url);
  return place !== null && place === originOf(form.url);
}

function originOf(address: string): string | null {
  const text = address.trim();
  return URL.parse(text.includes("://") ? text : `https://${text}`)?.origin ?? null;
}
