//! How each error is shown. What happened in this case and what to do comes with the error itself;
//! here stand the title, the weight and what it means for the administrator's work.

import type { AppError, ErrorCode } from "../ipc/client";

export type Presentation = {
  readonly title: string;
  /** `attention`: nothing is broken, something waits. */
  readonly severity: "problem" | "attention";
  /** What it means; left out where the message says it all. */
  readonly meaning?: string;
  /** Halo was not reached at all: work goes on with what was read before. */
  readonly away?: true;
};

const NOTHING_SENT = "Halyard ended the connection before anything was sent.";
const WORK_GOES_ON = "Local edits are kept. Nothing is sent.";

/** A code without a row here does not compile. */
const PRESENTATIONS = {
  notConfigured: { title: "The connection is not set up yet", severity: "attention" },
  invalidUrl: { title: "Halo cannot be at this address", severity: "problem" },
  noSuchHost: { title: "The address leads nowhere", severity: "problem" },
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
    title: "This computer has no way to the network",
    severity: "attention",
    meaning: WORK_GOES_ON,
    away: true,
  },
  hostNotFound: {
    title: "There is no host of this name",
    severity: "attention",
    meaning: "No name server knows it, so nothing could be asked.",
    away: true,
  },
  connectionRefused: {
    title: "Nothing listens at this address",
    severity: "attention",
    meaning: "The computer is there, but no program takes the connection.",
    away: true,
  },
  connectionLost: {
    title: "The connection broke",
    severity: "attention",
    meaning: "It was made and ended before the answer was complete.",
    away: true,
  },
  timedOut: { title: "Halo took too long to answer", severity: "attention", away: true },
  proxyUnreachable: {
    title: "The proxy does not answer",
    severity: "problem",
    meaning: "Every request to Halo goes through it, so none gets out.",
    away: true,
  },
  proxyLoginNeeded: {
    title: "The proxy wants a login",
    severity: "attention",
    meaning: "It lets nothing through before it knows who is there. Halo itself was not asked.",
    away: true,
  },
  proxyLoginRefused: {
    title: "The proxy refuses this login",
    severity: "problem",
    meaning: "Halyard sent it once and not again, so that no account is locked. Halo itself was not asked.",
    away: true,
  },
  proxyDenied: {
    title: "The proxy lets nothing through to Halo",
    severity: "problem",
    meaning: "The proxy answered; Halo itself was not asked.",
    away: true,
  },
  signInPage: {
    title: "A sign-in page answers in Halo’s place",
    severity: "attention",
    meaning: "Guest networks and some proxies show one for every address. No credentials were sent to it.",
    away: true,
  },
  redirected: {
    title: "The address sends on to another place",
    severity: "problem",
    meaning: "Halyard does not follow: credentials go only where you said.",
    away: true,
  },
  tlsSelfSigned: {
    title: "The certificate is signed by itself",
    severity: "problem",
    meaning: `Nobody else vouches for it, so anybody could have made it. ${NOTHING_SENT}`,
    away: true,
  },
  tlsUnknownAuthority: {
    title: "The certificate comes from an unknown authority",
    severity: "problem",
    meaning: `A company’s own authority is unknown until its root certificate is added; so is a stranger’s. ${NOTHING_SENT}`,
    away: true,
  },
  tlsExpired: {
    title: "The certificate has expired",
    severity: "problem",
    meaning: NOTHING_SENT,
    away: true,
  },
  tlsNotYetValid: {
    title: "The certificate is not valid yet",
    severity: "problem",
    meaning: `Mostly the clock of one of the two computers is wrong. ${NOTHING_SENT}`,
    away: true,
  },
  tlsWrongName: {
    title: "The certificate belongs to another name",
    severity: "problem",
    meaning: `What answers may be another server than the one you meant. ${NOTHING_SENT}`,
    away: true,
  },
  tlsOldProtocol: {
    title: "The server speaks no safe version of TLS",
    severity: "problem",
    meaning: NOTHING_SENT,
    away: true,
  },
  tlsCut: {
    title: "The connection was cut during the secure handshake",
    severity: "attention",
    meaning: "Something took the connection and ended it before a certificate was shown. Nothing was sent.",
    away: true,
  },
  tlsNotSpoken: {
    title: "What answers there does not speak TLS",
    severity: "problem",
    meaning: NOTHING_SENT,
    away: true,
  },
  tlsUntrusted: {
    title: "The connection cannot be made safe",
    severity: "problem",
    meaning: NOTHING_SENT,
    away: true,
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
  customerTaken: { title: "Another organisation has this customer", severity: "attention" },
  fileUnreadable: { title: "The file cannot be read", severity: "problem" },
  listUnreadable: { title: "The list cannot be read", severity: "problem" },
  fileNotWritten: { title: "The file cannot be written", severity: "problem" },
  certificateRefused: { title: "This certificate cannot be added", severity: "problem" },
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
