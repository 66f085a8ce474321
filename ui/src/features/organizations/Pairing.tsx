import { type RefObject, useCallback, useLayoutEffect, useRef } from "react";
import type { ErrorPlace } from "../../errors/ErrorNotice";
import type { ProfileId } from "../../ipc/client";
import { BoardPairing } from "./board/BoardPairing";
import { GridPairing } from "./grid/GridPairing";
import { type OrganizationsSearch, withSearch } from "./search";
import { TriagePairing } from "./triage/TriagePairing";
import type { Edits } from "./useEdits";
import { useFilterText } from "./useFilterText";

/** Changes a part of the address. With `replace` it takes the place of the one before. */
export type ChangeSearch = (patch: Parameters<typeof withSearch>[1], replace: boolean) => void;

type PairingProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly customers: number;
  readonly search: OrganizationsSearch;
  readonly onSearch: (next: OrganizationsSearch, options: { readonly replace: boolean }) => void;
  readonly edits: Edits;
  readonly onGo: (page: ErrorPlace) => void;
};

/** What all views of the organisations get. */
export type ViewProps = Omit<PairingProps, "onSearch"> & {
  readonly change: ChangeSearch;
  /** The text to filter by; ahead of the address while somebody types. */
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly filterField: RefObject<HTMLInputElement | null>;
};

const VIEWS = { grid: GridPairing, board: BoardPairing, triage: TriagePairing } as const;

/** The organisations that the filter leaves: as a grid, as a board, or one at a time. */
export function Pairing({ onSearch, ...rest }: PairingProps) {
  const { search } = rest;
  const filterField = useRef<HTMLInputElement>(null);

  // What was asked for last. The address follows a moment later, and a change in between (a row pressed while the filter
  // still waits for more letters) must not take it back.
  const asked = useRef(search);
  useLayoutEffect(() => {
    asked.current = search;
  }, [search]);
  const change = useCallback<ChangeSearch>(
    (patch, replace) => {
      asked.current = withSearch(asked.current, patch);
      onSearch(asked.current, { replace });
    },
    [onSearch],
  );

  const onText = useCallback((next: string) => change({ q: next }, true), [change]);
  const [text, setText] = useFilterText(search.q ?? "", onText);
  const View = VIEWS[search.view ?? "grid"];
  return <View {...rest} change={change} text={text} setText={setText} filterField={filterField} />;
}
