//! What of Home lives in the address: that the wizard was finished a moment ago.

export type HomeSearch = { connected?: true };

/** Takes what it knows from an address and drops the rest. */
export function parseHomeSearch(raw: Record<string, unknown>): HomeSearch {
  return raw["connected"] === true ? { connected: true } : {};
}
