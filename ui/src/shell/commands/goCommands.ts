//! Commands that lead somewhere.

import type { Place } from "../places";
import { PLACES, SETTINGS } from "../places";
import type { Command } from "./command";
import { type Context, openProfile } from "./context";

/** The places of the rail, by number; the profiles; Start. */
export function goCommands(context: Context, visit: (place: Place) => void): readonly Command[] {
  const noProfile = context.profileId === null ? "No profile is open" : undefined;
  const places = PLACES.map(
    (place, index): Command => ({
      id: `go.${place.label.toLowerCase()}`,
      title: `Go to ${place.label}`,
      label: place.label,
      menu: "go",
      group: 1,
      keys: `Mod+${index + 1}`,
      reason: noProfile,
      run: () => visit(place),
    }),
  );
  return [
    ...places,
    {
      id: "go.settings",
      title: "Go to Settings",
      label: "Settings",
      menu: "go",
      group: 1,
      keys: "Mod+,",
      words: "preferences options network proxy data",
      run: () => (context.profileId === null ? context.go({ page: "programSettings" }) : visit(SETTINGS)),
    },
    ...profileCommands(context),
    {
      id: "go.start",
      title: "All integrations",
      menu: "go",
      group: 3,
      words: "start profiles",
      run: () => context.go({ page: "start" }),
    },
  ];
}

function profileCommands(context: Context): readonly Command[] {
  const open = openProfile(context);
  return context.profiles.map(({ id, name, wizardFinished }) => ({
    id: `profile.${id}`,
    title: `Switch to ${name}`,
    label: name,
    menu: "go",
    group: 2,
    words: "profile",
    checked: id === open?.id,
    run: () => context.go({ page: wizardFinished ? "home" : "connect", profile: id }),
  }));
}
