//! What of Settings lives in the address: a dialog that other screens link to.

export type SettingsDialog = "revoke" | "delete";
export type SettingsSearch = { dialog?: SettingsDialog };

/** Takes what it knows from an address and drops the rest. */
export function parseSettingsSearch(raw: Record<string, unknown>): SettingsSearch {
  const { dialog } = raw;
  return dialog === "revoke" || dialog === "delete" ? { dialog } : {};
}
