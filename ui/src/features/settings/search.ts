//! What of Settings lives in the address: a dialog or a section that other screens link to.

export type SettingsDialog = "secret" | "revoke" | "delete";
export type SettingsSectionName = "vocabulary" | "network";
export type SettingsSearch = { dialog?: SettingsDialog; section?: SettingsSectionName };

/** Takes what it knows from an address and drops the rest. */
export function parseSettingsSearch(raw: Record<string, unknown>): SettingsSearch {
  const { dialog, section } = raw;
  return {
    ...((dialog === "secret" || dialog === "revoke" || dialog === "delete") && { dialog }),
    ...((section === "vocabulary" || section === "network") && { section }),
  };
}
