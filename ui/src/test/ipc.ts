//! Answers commands in the place of the program, by their generated names and types.

import { mockIPC } from "@tauri-apps/api/mocks";
import type { AppError, commands, ErrorCode, Remedy } from "../ipc/client";

type Commands = typeof commands;
type Answer<Name extends keyof Commands> =
  Awaited<ReturnType<Commands[Name]>> extends infer Reply
    ? Reply extends { status: "ok"; data: infer Data }
      ? Data
      : never
    : never;

/** Handlers by command. They get the command's own arguments; throwing an `AppError` is a failed call. */
export type CommandMocks = {
  [Name in keyof Commands]?: (...args: Parameters<Commands[Name]>) => Answer<Name> | Promise<Answer<Name>>;
};

/** What was called, in order: the wire's name and the arguments. */
export type Calls = { readonly command: string; readonly args: readonly unknown[] }[];

/** Answers calls from now on. A command without a handler rejects as the framework would. */
export function mockCommands(mocks: CommandMocks): Calls {
  const byWireName = new Map(Object.entries(mocks).map(([name, handler]) => [toWireName(name), handler]));
  const calls: Calls = [];
  mockIPC(
    async (command, payload) => {
      const args = Object.values((payload ?? {}) as Record<string, unknown>);
      calls.push({ command, args });
      const handler = byWireName.get(command) as ((...args: unknown[]) => unknown) | undefined;
      if (!handler) throw `${command} not allowed. Command not found`;
      return handler(...args);
    },
    { shouldMockEvents: true },
  );
  return calls;
}

function toWireName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** An error as the program sends it. */
export function appError(code: ErrorCode, parts: Partial<Omit<AppError, "code">> = {}): AppError {
  const remedy: Remedy = { action: "retry", text: "Try again in a minute." };
  return {
    message: "It did not work.",
    remedy,
    halo: null,
    incident: "a1b2",
    retryable: true,
    ...parts,
    ...code,
  };
}
