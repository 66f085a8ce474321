//! What of Settings lives in the address: a dialog that other screens link to, a section to begin at, and, where
//! no profile is open, the set-up to come back to.

import type { ProfileId } from "../../ipc/client";

export type SettingsDialog = "secret" | "revoke" | "delete";
export type SettingsSectionName = "matching" | "vocabulary" | "network" | "statusSync";
export type SettingsSearch = { dialog?: SettingsDialog; section?: SettingsSectionName };
export type ProgramSettingsSearch = { section?: "network"; profile?: ProfileId; address?: string };

/** Takes what it knows from an address and drops the rest. */
export function parseSettingsSearch(raw: Record<string, unknown>): SettingsSearch {
  const { dialog, section } = raw;
  return {
    ...((dialog === "secret" || dialog === "revoke" || dialog === "delete") && { dialog }),
    ...((section === "matching" ||
      section === "vocabulary" ||
      section === "network" ||
      section === "statusSync") && { section }),
  };
}

/** The same for the settings of the program alone. */
export function parseProgramSettingsSearch(raw: Record<string, unknown>): ProgramSettingsSearch {
  const { section, profile, address } = raw;
  return {
    ...(section === "network" && { section }),
    ...(typeof profile === "number" && Number.isInteger(profile) && profile > 0 && { profile }),
    ...(typeof address === "string" && address !== "" && { address }),
  };
}
