//! After a write the program names what changed; the page reads those things again. No polling.

import type { Query, QueryClient } from "@tanstack/react-query";
import { events, type ProfileId, type Tag } from "./client";

/** Listens until the returned function is called. */
export function listenForInvalidation(queryClient: QueryClient): () => void {
  const listening = events.invalidated.listen(({ payload }) => {
    void invalidate(queryClient, payload.tags, payload.profile);
  });
  return () => void listening.then((stop) => stop());
}

/**
 * Reads again every query that carries one of the tags, of one profile or, with null, of all. What is not on
 * screen is read when it is needed next. The second part of a key is the profile, where a query has one.
 */
export async function invalidate(
  queryClient: QueryClient,
  tags: readonly Tag[],
  profile: ProfileId | null = null,
): Promise<void> {
  const predicate = ({ meta, queryKey }: Query) => {
    const isOfAnother = profile !== null && typeof queryKey[1] === "number" && queryKey[1] !== profile;
    return !isOfAnother && (meta?.tags.some((tag) => tags.includes(tag)) ?? false);
  };
  // A first fetch under way is left running by the client, and its answer counts as fresh although it may be
  // from before the change.
  const underWay = queryClient
    .getQueryCache()
    .findAll({ predicate, fetchStatus: "fetching" })
    .filter(({ state }) => state.data === undefined);
  await queryClient.invalidateQueries({ predicate });
  if (underWay.length === 0) return;
  await queryClient.invalidateQueries({
    predicate: (query) => underWay.includes(query),
    fetchStatus: "idle",
  });
}
