import {
  Building2,
  History,
  House,
  KeyRound,
  type LucideIcon,
  SlidersHorizontal,
  Ticket,
  TriangleAlert,
} from "lucide-react";

/** A place of the rail. */
export type Place = {
  readonly to:
    | "/profiles/$profileId/home"
    | "/profiles/$profileId/organizations"
    | "/profiles/$profileId/tickets"
    | "/profiles/$profileId/licences"
    | "/profiles/$profileId/problems"
    | "/profiles/$profileId/activity"
    | "/profiles/$profileId/settings";
  readonly label: string;
  readonly icon: LucideIcon;
};

/** In their order; the number of each is its key. */
export const PLACES: readonly Place[] = [
  { to: "/profiles/$profileId/home", label: "Home", icon: House },
  { to: "/profiles/$profileId/organizations", label: "Organisations", icon: Building2 },
  { to: "/profiles/$profileId/tickets", label: "Tickets", icon: Ticket },
  { to: "/profiles/$profileId/licences", label: "Licences", icon: KeyRound },
  { to: "/profiles/$profileId/problems", label: "Problems", icon: TriangleAlert },
  { to: "/profiles/$profileId/activity", label: "Activity", icon: History },
];

/** Stands by itself at the foot of the rail. */
export const SETTINGS: Place = {
  to: "/profiles/$profileId/settings",
  label: "Settings",
  icon: SlidersHorizontal,
};
