//! How each error is shown. What happened in this case and what to do comes with the error itself;
//! here stand the title, the weight and what it means for the administrator's work.

import type { AppError, ErrorCode } from "../ipc/client";

export type Presentation = {
  readonly title: string;
  /** `attention`: nothing is broken, something waits. */
  readonly severity: "problem" | "attention";
  /** What it means; left out where the message says it all. */
  readonly meaning?: string;
};

/** A code without a row here does not compile. */
const PRESENTATIONS = {
  notConfigured: { title: "The connection is not set up yet", severity: "attention" },
  invalidUrl: { title: "Halo cannot be at this address", severity: "problem" },
  notHalo: {
    title: "What answers there is not Halo",
    severity: "problem",
    meaning: "The address leads to something else.",
  },
  unauthorized: {
    title: "Halo refused the sign-in",
    severity: "problem",
    meaning:
      "Pairs and rules are safe and unchanged here. Nothing can be read or written until the sign-in works.",
  },
  forbidden: {
    title: "Halo does not let the agent do this",
    severity: "problem",
    meaning: "Halo gives only what both the application and its agent allow.",
  },
  tenantNotFound: { title: "Halo knows no such tenant", severity: "problem" },
  rateLimited: {
    title: "Halo asks to wait",
    severity: "attention",
    meaning: "Halo takes a limited number of requests in five minutes, from all programs together.",
  },
  offline: {
    title: "Nothing answers",
    severity: "attention",
    meaning: "Local edits are kept. Nothing is sent.",
  },
  timedOut: { title: "Halo took too long to answer", severity: "attention" },
  tlsUntrusted: {
    title: "The certificate cannot be trusted",
    severity: "problem",
    meaning: "Halyard ended the connection before anything was sent.",
  },
  remoteUnavailable: { title: "Halo is out of order", severity: "attention" },
  remoteChanged: {
    title: "Halo answered in a form Halyard does not know",
    severity: "problem",
    meaning: "Halo may have been updated. Nothing was changed here.",
  },
  refused: { title: "Halo refused what was sent", severity: "problem" },
  notFound: { title: "It is no longer there", severity: "attention" },
  conflict: {
    title: "It was changed meanwhile",
    severity: "attention",
    meaning: "What you see was read anew. Your last act was not carried out.",
  },
  invalidInput: { title: "A field cannot be used as it is", severity: "problem" },
  needsConfirmation: { title: "This needs your yes", severity: "attention" },
  fileUnreadable: { title: "The file cannot be read", severity: "problem" },
  cancelled: { title: "Stopped", severity: "attention" },
  secretMissing: {
    title: "The client secret has to be entered again",
    severity: "attention",
    meaning: "Pairs and rules are safe and unchanged here. Nothing can be read or written until it is there.",
  },
  vaultUnavailable: {
    title: "The keychain cannot be used",
    severity: "attention",
    meaning: "Halyard never keeps a secret in a file.",
  },
  vaultLocked: { title: "The keychain is locked", severity: "attention" },
  storeBusy: { title: "The database is in use", severity: "attention" },
  storeTooNew: {
    title: "The database was made by a newer Halyard",
    severity: "problem",
    meaning: "It was left untouched.",
  },
  storeCorrupt: {
    title: "The database was damaged and set aside",
    severity: "problem",
    meaning: "Halyard started with an empty one. Nothing was deleted.",
  },
  diskFull: { title: "The disk is full", severity: "problem", meaning: "The last edit was not saved." },
  internal: {
    title: "Halyard made a mistake",
    severity: "problem",
    meaning: "Nothing was sent to Halo after it. The log holds the details.",
  },
} satisfies Record<ErrorCode["code"], Presentation>;

/** The row for an error. A code from a newer program than this page is shown as an internal one. */
export function presentationOf(error: AppError): Presentation {
  const known: Partial<Record<string, Presentation>> = PRESENTATIONS;
  return known[error.code] ?? PRESENTATIONS.internal;
}
