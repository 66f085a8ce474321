//! Halo's pages that the wizard sends the administrator to.

import { useMutation } from "@tanstack/react-query";
import { type BrowserPageDto, call, commands, type ProfileId, type RecipePlaceDto } from "../../ipc/client";

const PAGES: Record<RecipePlaceDto, BrowserPageDto> = {
  role: { page: "haloTeams" },
  agent: { page: "haloAgents" },
  application: { page: "haloApplications" },
};

/** What each page of Halo lists. */
export const PAGE_NAMES: Record<RecipePlaceDto, string> = {
  role: "roles",
  agent: "agents",
  application: "applications",
};

/** Opens one of Halo's pages in the browser. */
export function useOpenInHalo(profile: ProfileId) {
  return useMutation({
    mutationFn: (place: RecipePlaceDto) => call(commands.openInBrowser(profile, PAGES[place])),
  });
}
