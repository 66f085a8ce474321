import { useCallback, useLayoutEffect, useMemo, useRef } from "react";
import { ToolRow } from "../../components/Page";
import { SegmentedFilter } from "../../components/SegmentedFilter";
import type { ErrorPlace } from "../../errors/ErrorNotice";
import type { ProfileId } from "../../ipc/client";
import { FilterField } from "./FilterField";
import { FilterTerms } from "./FilterTerms";
import { GridPairing } from "./grid/GridPairing";
import { useOrganizationRows } from "./grid/useOrganizationRows";
import { SortMenu } from "./SortMenu";
import { type OrganizationsSearch, withSearch } from "./search";
import { useAnnouncedCount } from "./useAnnouncedCount";
import type { Edits } from "./useEdits";
import { useFilterText } from "./useFilterText";
import { SEGMENTS } from "./words";

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

/** The filter, and below it what it leaves, as a grid with details. */
export function Pairing({ profileId, vendorName, customers, search, onSearch, edits, onGo }: PairingProps) {
  const { filter = "todo", q = "", sort = "needFirst", desc = false } = search;
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
  const [text, setText] = useFilterText(q, onText);
  const query = useMemo(() => ({ filter, text, sort, descending: desc }), [filter, text, sort, desc]);
  const rows = useOrganizationRows(profileId, query);
  useAnnouncedCount(`${filter} ${text}`, rows.total, rows.busy, edits.say);
  return (
    <>
      <ToolRow>
        <SegmentedFilter
          label="Show"
          value={filter}
          onValueChange={(value) => change({ filter: value, org: undefined }, false)}
          options={SEGMENTS.map(({ value, label }) => ({ value, label, count: rows.counts?.[value] ?? 0 }))}
        />
        <span className="spacer" />
        <FilterField text={text} onText={setText} inputRef={filterField} />
        <SortMenu
          sort={sort}
          descending={desc}
          onSort={(value, descending) => change({ sort: value, desc: descending || undefined }, true)}
          text={text}
          onNarrow={(next) => {
            setText(next);
            // The menu gives the focus back to its button first.
            setTimeout(() => filterField.current?.focus());
          }}
        />
      </ToolRow>
      <FilterTerms terms={rows.terms} text={text} onText={setText} />
      <GridPairing
        profileId={profileId}
        vendorName={vendorName}
        customers={customers}
        search={search}
        change={change}
        edits={edits}
        onGo={onGo}
        filterField={filterField}
        rows={rows}
        query={query}
        onAll={() => change({ filter: "all", org: undefined }, false)}
        onClearText={() => setText("")}
      />
    </>
  );
}
