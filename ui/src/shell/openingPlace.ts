import type { QueryClient } from "@tanstack/react-query";
import type { ProfileId } from "../ipc/client";
import { queries } from "../ipc/queries";

type OpeningPlace = {
  readonly to: "/profiles/$profileId/home";
  readonly params: { readonly profileId: ProfileId };
};

/**
 * Where the window opens: at the profile that was open last, when its wizard was finished and the address names
 * no other place. Null stays where the address says, which without one is Start; so does any failure, since
 * Start shows it with its remedy.
 */
export async function openingPlace(queryClient: QueryClient, hash: string): Promise<OpeningPlace | null> {
  try {
    const [info, profiles] = await Promise.all([
      queryClient.fetchQuery(queries.appInfo()),
      queryClient.fetchQuery(queries.profiles()),
    ]);
    if (hash.replace(/^#\/?/, "") !== "") return null;
    const last = profiles.find((profile) => profile.id === info.lastProfile);
    return last?.wizardFinished ? { to: "/profiles/$profileId/home", params: { profileId: last.id } } : null;
  } catch {
    return null;
  }
}
