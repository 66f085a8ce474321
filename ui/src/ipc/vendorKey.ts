//! Whether the keychain holds a key of the vendor's own API, which has nothing to do with the connection to Halo.

import { useQuery } from "@tanstack/react-query";
import type { ProfileId } from "./client";
import { queries } from "./queries";

/** The host that the key of a profile's API is for; null when there is none. */
export function useVendorKeyHost(profileId: ProfileId): string | null {
  const { data } = useQuery(queries.vendorApi(profileId));
  if (!data || data.signIn.kind === "none") return null;
  try {
    return new URL(data.url).host;
  } catch {
    return data.url;
  }
}
