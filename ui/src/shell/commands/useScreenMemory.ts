import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { call, commands } from "../../ipc/client";

/** Which part of a screen is worth coming back to. Dialogs, words in a filter and open details are not. */
const KEPT = ["view", "tab", "filter", "state"] as const;

/** Has the program remember the screen of a profile that is open, for the next start. */
export function useScreenMemory(): void {
  const address = useRouterState({
    select: ({ location }) => screenAddress(location.pathname, location.search as Record<string, unknown>),
  });
  useEffect(() => {
    // Only a convenience for the next start: that it failed is not worth a word.
    if (address !== null) call(commands.rememberScreen(address)).catch(() => undefined);
  }, [address]);
}

/** The address of a screen to come back to; null where there is none. */
export function screenAddress(path: string, search: Record<string, unknown>): string | null {
  if (!/^\/profiles\/\d+\/[a-z]+$/.test(path) || path.endsWith("/revoked")) return null;
  const kept = new URLSearchParams();
  for (const part of KEPT) {
    const value = search[part];
    if (typeof value === "string") kept.set(part, value);
  }
  return kept.size === 0 ? path : `${path}?${kept}`;
}
