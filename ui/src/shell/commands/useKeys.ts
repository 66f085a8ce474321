import { useEffect, useEffectEvent } from "react";
import { OPEN_DIALOG } from "../../lib/dialogs";
import { isPressed } from "../../lib/keys";
import type { Command } from "./command";

/** Does what the keys of a command ask for, wherever the focus is. */
export function useKeys(commands: readonly Command[]): void {
  const listen = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    const command = commands.find(({ keys, ownKeys }) => keys && !ownKeys && isPressed(keys, event));
    if (!command) return;
    // Or else the web view does what the keys mean to a browser.
    event.preventDefault();
    runUnlessAsked(command);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => listen(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

/** Runs a command that can be done now. A dialog is answered first: what it asks about must not change behind it. */
export function runUnlessAsked(command: Command): void {
  if (command.reason !== undefined) return;
  const isAsked = document.querySelector(OPEN_DIALOG) !== null;
  if (!isAsked || command.overDialogs) command.run();
}
