//! Where the keys are on each side. A place is kept by its record: when records come or go the keys go with it.

import { useCallback, useEffect, useRef, useState } from "react";
import { type BoardQueryDto, call, commands, type ProfileId } from "../../../ipc/client";
import type { Layout } from "./layout";
import type { Side } from "./lines";

/** A place, and who stood there when it was last seen. */
export type At = { readonly place: number; readonly id: number | null };

type Watched = {
  readonly layout: Layout;
  /** Who stands at a place; undefined while that is read. */
  readonly idAt: (place: number) => number | undefined;
};

export type Places = {
  readonly at: At | null;
  readonly go: (at: At) => void;
  /** The list got the focus: somewhere the keys have to be, if they are nowhere yet. */
  readonly begin: (at: At) => void;
  /** The record at the place was decided and may leave it: the keys stay for the next one. */
  readonly letGo: () => void;
};

export function usePlaces(
  profileId: ProfileId,
  query: BoardQueryDto,
  side: Side,
  { layout, idAt }: Watched,
): Places {
  const [at, setAt] = useState<At | null>(null);
  const stays = useRef(false);
  const here = at === null ? undefined : idAt(at.place);

  // The record moved, or the place was not loaded before: found again by its id, else the place is taken as it is.
  useEffect(() => {
    if (at === null) return;
    if (at.place >= layout.total) {
      setAt(layout.total === 0 ? null : { place: layout.total - 1, id: null });
      return;
    }
    if (here === undefined || here === at.id) return;
    const take = () => setAt((now) => (now === at ? { place: at.place, id: here } : now));
    if (at.id === null || stays.current) {
      stays.current = false;
      take();
      return;
    }
    const [organization, customer] = side === "organization" ? [at.id, null] : [null, at.id];
    call(commands.boardPlaces(profileId, query, organization, customer)).then((places) => {
      const place = places[side];
      if (place === null) take();
      else setAt((now) => (now === at ? { place, id: at.id } : now));
    }, take);
  }, [profileId, query, side, layout.total, at, here]);

  const letGo = useCallback(() => {
    stays.current = true;
  }, []);
  const begin = useCallback((first: At) => setAt((now) => now ?? first), []);
  return { at, go: setAt, begin, letGo };
}
