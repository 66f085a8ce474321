//! The border to the program: every call of a generated command goes through `call`, which checks what comes back.
//! No command name and no type of the wire is written by hand; they come from `bindings.ts`.

import type { AppError } from "./bindings";

export type * from "./bindings";
export { commands, events } from "./bindings";

/** A call that did not work, as an `Error`, so that queries, mutations and `catch` treat it like one. */
export class AppFailure extends Error {
  override readonly name = "AppFailure";
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.message);
    this.error = error;
  }
}

/** What a command answers. */
export type Reply<Data> = { status: "ok"; data: Data } | { status: "error"; error: unknown };

/**
 * Takes a reply apart: the data, or an `AppFailure` thrown.
 *
 * The generated code says that an error is an `AppError`, but only casts it: an unknown command, an argument
 * that does not fit and a call denied by the capabilities reject with a plain string instead.
 */
export async function call<Data>(reply: Promise<Reply<Data>>): Promise<Data> {
  let result: Reply<Data>;
  try {
    result = await reply;
  } catch (thrown) {
    throw toFailure(thrown);
  }
  if (result.status === "ok") return result.data;
  throw toFailure(result.error);
}

/** Whatever was thrown, as a failure that the page can present. */
export function toFailure(thrown: unknown): AppFailure {
  if (thrown instanceof AppFailure) return thrown;
  if (isAppError(thrown)) return new AppFailure(thrown);
  const text = thrown instanceof Error ? thrown.message : typeof thrown === "string" ? thrown : "";
  return new AppFailure({
    code: "internal",
    message: "The page and the program did not understand each other.",
    remedy: {
      action: "none",
      text: "Close Halyard and open it again. If it happens once more, report it with the log.",
    },
    halo: text === "" ? null : { request: "Call inside Halyard", status: null, text: text.slice(0, 200) },
    incident: "page",
    retryable: false,
  });
}

/** Whether something has the shape of an `AppError`; the code may still be one this page does not know. */
function isAppError(value: unknown): value is AppError {
  if (!isRecord(value)) return false;
  const remedy = value["remedy"];
  return (
    typeof value["code"] === "string" &&
    typeof value["message"] === "string" &&
    typeof value["incident"] === "string" &&
    typeof value["retryable"] === "boolean" &&
    isRecord(remedy) &&
    typeof remedy["action"] === "string" &&
    typeof remedy["text"] === "string"
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
