//! The details beside the board: they go along with the keys of the left side, and give the focus back to it.

import { useEffect, useEffectEvent, useRef } from "react";
import {
  type BoardOrganizationDto,
  type BoardQueryDto,
  call,
  commands,
  type OrganizationId,
  type ProfileId,
} from "../../../ipc/client";
import { placeOfShown, rowOfPlace, shownBefore, shownCount } from "./layout";
import type { BoardSide } from "./useBoardActs";

type Options = BoardSide<BoardOrganizationDto> & {
  readonly profileId: ProfileId;
  readonly query: BoardQueryDto;
  /** The organisation whose details are open. */
  readonly openId: OrganizationId | undefined;
  readonly onDetails: (organization: OrganizationId | undefined, replace: boolean) => void;
};

type BoardDetails = {
  readonly close: () => void;
  /** To the organisation that is shown before or behind; undefined where there is none. */
  readonly previous: (() => void) | undefined;
  readonly next: (() => void) | undefined;
};

export function useBoardDetails(options: Options): BoardDetails {
  const { profileId, query, openId, onDetails, column, places, at, focus } = options;
  const here = places.at?.id ?? null;
  const goAlong = useEffectEvent((organization: OrganizationId) => {
    if (openId !== undefined && openId !== organization) onDetails(organization, true);
  });
  useEffect(() => {
    if (here !== null) goAlong(here);
  }, [here]);

  // Opened by the address: the keys begin at the same organisation, in view.
  const isSomewhere = places.at !== null;
  const begin = useEffectEvent((place: number, id: OrganizationId) => {
    places.begin({ place, id });
    column.reveal(rowOfPlace(column.layout, place));
  });
  useEffect(() => {
    if (openId === undefined || isSomewhere) return;
    call(commands.boardPlaces(profileId, query, openId, null)).then(
      ({ organization }) => organization !== null && begin(organization, openId),
      // Without a place the details are open all the same.
      () => {},
    );
  }, [profileId, query, openId, isSomewhere]);

  const returning = useRef(false);
  // In a narrow window the list is there again only when the details are gone.
  const giveFocusBack = useEffectEvent(() => {
    if (returning.current) focus();
    returning.current = false;
  });
  useEffect(() => {
    if (openId === undefined) giveFocusBack();
  }, [openId]);

  function stepTo(step: 1 | -1): (() => void) | undefined {
    if (places.at === null) return undefined;
    const { layout } = column;
    const index = shownBefore(layout, places.at.place) + step;
    const place = index < 0 || index >= shownCount(layout) ? null : placeOfShown(layout, index);
    const row = place === null ? undefined : at(place);
    if (place === null || row === undefined) return undefined;
    return () => {
      places.go({ place, id: row.id });
      column.reveal(rowOfPlace(layout, place));
    };
  }

  return {
    close: () => {
      returning.current = true;
      onDetails(undefined, false);
    },
    previous: stepTo(-1),
    next: stepTo(1),
  };
}
