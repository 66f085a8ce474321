import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { OrganizationId, ProfileId, SeatPlanId } from "../ipc/client";

/** Every place a page may send the person to. Pages know these words and no route. */
export type Destination =
  | { readonly page: "start" }
  | {
      readonly page: "programSettings";
      readonly section?: "network";
      /** The set-up to come back to, and the address that is typed there. */
      readonly profile?: ProfileId;
      readonly address?: string;
    }
  | {
      readonly page: "connect";
      readonly profile?: ProfileId;
      readonly step?: 1 | 2 | 3 | 4 | 5;
      readonly address?: string;
    }
  | { readonly page: "secret"; readonly profile: ProfileId }
  | { readonly page: "home"; readonly profile: ProfileId; readonly connected?: boolean }
  | { readonly page: "revoked"; readonly profile: ProfileId }
  | {
      readonly page: "organizations";
      readonly profile: ProfileId;
      readonly filter?: "todo" | "unmapped" | "problems" | "all";
      readonly dialog?:
        | "import"
        | "importApi"
        | "importCustomers"
        | "add"
        | "accept"
        | "export"
        | "importMappings";
      /** The organisation whose details are open. */
      readonly org?: OrganizationId;
    }
  | { readonly page: "problems" | "verify"; readonly profile: ProfileId }
  | { readonly page: "activity"; readonly profile: ProfileId; readonly area?: "problem" }
  | {
      readonly page: "tickets";
      readonly profile: ProfileId;
      readonly tab?: "rules" | "test";
      readonly dialog?: "new";
    }
  | {
      readonly page: "licences";
      readonly profile: ProfileId;
      /** The plan of seats that is opened. */
      readonly plan?: SeatPlanId;
    }
  | {
      readonly page: "settings";
      readonly profile: ProfileId;
      readonly dialog?: "secret" | "revoke" | "delete";
      readonly section?: "matching" | "vocabulary" | "network" | "statusSync";
    };

/** Goes to a place of the program. */
export function useGo(): (to: Destination) => void {
  const navigate = useNavigate();
  return useCallback(
    (to) => {
      switch (to.page) {
        case "start":
          return void navigate({ to: "/" });
        case "programSettings":
          return void navigate({
            to: "/settings",
            search: {
              ...(to.section && { section: to.section }),
              ...(to.profile && { profile: to.profile }),
              ...(to.address && { address: to.address }),
            },
          });
        case "connect":
          return void navigate({
            to: "/connect",
            search: {
              ...(to.profile && { profile: to.profile }),
              ...(to.step && { step: to.step }),
              ...(to.address && { address: to.address }),
            },
          });
        case "secret":
          return void navigate({ to: "/connect", search: { profile: to.profile, step: 4 } });
        case "home":
          return void navigate({
            to: "/profiles/$profileId/home",
            params: { profileId: to.profile },
            search: to.connected ? { connected: true } : {},
          });
        case "revoked":
          return void navigate({ to: "/profiles/$profileId/revoked", params: { profileId: to.profile } });
        case "organizations":
          return void navigate({
            to: "/profiles/$profileId/organizations",
            params: { profileId: to.profile },
            search: {
              ...(to.filter && { filter: to.filter }),
              ...(to.org && { org: to.org }),
              ...(to.dialog && { dialog: to.dialog }),
            },
          });
        case "activity":
          return void navigate({
            to: "/profiles/$profileId/activity",
            params: { profileId: to.profile },
            search: to.area ? { area: to.area } : {},
          });
        case "verify":
          return void navigate({ to: "/profiles/$profileId/verify", params: { profileId: to.profile } });
        case "problems":
          return void navigate({ to: "/profiles/$profileId/problems", params: { profileId: to.profile } });
        case "tickets":
          return void navigate({
            to: "/profiles/$profileId/tickets",
            params: { profileId: to.profile },
            search:
              to.dialog === "new" ? { tab: "list", dialog: "new" } : to.tab === "test" ? { tab: "test" } : {},
          });
        case "licences":
          return void navigate({
            to: "/profiles/$profileId/licences",
            params: { profileId: to.profile },
            search: to.plan ? { view: "plan", plan: to.plan } : {},
          });
        case "settings":
          return void navigate({
            to: "/profiles/$profileId/settings",
            params: { profileId: to.profile },
            search: { ...(to.dialog && { dialog: to.dialog }), ...(to.section && { section: to.section }) },
          });
      }
    },
    [navigate],
  );
}
