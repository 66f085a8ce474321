import type { SaidByHalo } from "../ipc/client";

/** What Halo said, as text for a disclosure: request, status, its own words. */
export function saidText({ request, status, text }: SaidByHalo): string {
  return `${request}${status === null ? "" : ` → ${status}`}\n${text}`;
}
