//! The groups and the overview of the board.

import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import type { BoardDto, BoardQueryDto, ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { WINDOW } from "./useWindows";

export type BoardData = {
  /** Null until the first answer. */
  readonly board: BoardDto | null;
  /** The board shown still belongs to the filter before. */
  readonly busy: boolean;
  /** The question that is shown. */
  readonly shown: BoardQueryDto;
  readonly error: Error | null;
  readonly retry: () => void;
};

/** The board of a query. While another one is read, the old one stays. */
export function useBoard(profileId: ProfileId, asked: BoardQueryDto): BoardData {
  const [shown, setShown] = useState(asked);
  const read = useQueries({
    queries: [
      queries.board(profileId, asked),
      // The first screen comes with it, so that no empty rows flash by while somebody types.
      queries.boardOrganizations(profileId, asked, 0, WINDOW),
      queries.boardCustomers(profileId, asked, 0, WINDOW),
    ],
  });
  const [next, ...first] = read;
  if (asked !== shown && next.isSuccess && first.every(({ isSuccess }) => isSuccess)) setShown(asked);
  const [old] = useQueries({ queries: [queries.board(profileId, shown)] });
  return {
    board: old.data ?? null,
    busy: asked !== shown,
    shown,
    error: read.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const result of read) if (result.error !== null) void result.refetch();
    },
  };
}
