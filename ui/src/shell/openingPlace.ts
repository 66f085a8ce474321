import type { QueryClient } from "@tanstack/react-query";
import type { ProfileDto } from "../ipc/client";
import { queries } from "../ipc/queries";

/**
 * Where the window opens: at the screen that was open last, when its profile is still there and its wizard finished,
 * and the address names no other place. Null stays where the address says, which without one is Start; so does any
 * failure, since Start shows it with its remedy.
 */
export async function openingPlace(queryClient: QueryClient, hash: string): Promise<string | null> {
  try {
    const [info, profiles] = await Promise.all([
      queryClient.fetchQuery(queries.appInfo()),
      queryClient.fetchQuery(queries.profiles()),
    ]);
    if (hash.replace(/^#\/?/, "") !== "") return null;
    const last = profiles.find((profile) => profile.id === info.lastProfile);
    if (!last?.wizardFinished) return null;
    return screenOf(last, info.lastScreen) ?? `/profiles/${last.id}/home`;
  } catch {
    return null;
  }
}

/** The screen, when it is one of the profile. */
function screenOf(profile: ProfileDto, screen: string | null): string | null {
  return screen?.startsWith(`/profiles/${profile.id}/`) ? screen : null;
}
