import { Search } from "lucide-react";
import { useMemo } from "react";
import { Button } from "../../components/Button";
import { DataGrid } from "../../components/DataGrid";
import { EmptyState } from "../../components/EmptyState";
import { ToolRow } from "../../components/Page";
import { SegmentedFilter } from "../../components/SegmentedFilter";
import { Skeleton } from "../../components/Skeleton";
import { SplitPane } from "../../components/SplitPane";
import { TextInput } from "../../components/TextInput";
import { ErrorNotice, type ErrorPlace } from "../../errors/ErrorNotice";
import type { ProfileId, SeatPageDto, SeatRowDto } from "../../ipc/client";
import { formatCount, formatNumber } from "../../lib/format";
import { BREAKPOINTS, useMediaQuery } from "../../lib/useMediaQuery";
import { columnsFor } from "./columns";
import s from "./Licences.module.css";
import type { LicencesSearch } from "./search";
import { useSeatRows } from "./useSeatRows";
import { nameOf, SEGMENTS, type Segment, signed } from "./words";

type ComparisonProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly search: LicencesSearch;
  /** Whether recurring invoices were read, so that what follows a licence can be shown. */
  readonly showsInvoices: boolean;
  readonly onChange: (part: { [Name in keyof LicencesSearch]: LicencesSearch[Name] | undefined }) => void;
  readonly onGo: (place: ErrorPlace) => void;
};

/** Both sides row by row, counted and summed up. */
export function Comparison({
  profileId,
  vendorName,
  search,
  showsInvoices,
  onChange,
  onGo,
}: ComparisonProps) {
  const { state = null, q: text = "" } = search;
  const { page, getRow, onRangeChange, busy, error, retry } = useSeatRows(profileId, state, text);
  const medium = useMediaQuery(BREAKPOINTS.medium);
  const narrow = useMediaQuery(BREAKPOINTS.narrow);
  const width = narrow ? "narrow" : medium ? "medium" : "wide";
  const columns = useMemo(
    () => columnsFor(vendorName, width, showsInvoices),
    [vendorName, width, showsInvoices],
  );
  if (page === undefined) {
    return error ? (
      <ErrorNotice error={error} onRetry={retry} onGo={onGo} />
    ) : (
      <Skeleton label="Comparing seats" lines={8} />
    );
  }
  const segment: Segment = state ?? "all";
  const isNarrowed = state !== null || text !== "";
  return (
    <>
      <Sum page={page} vendorName={vendorName} />
      <ToolRow>
        <SegmentedFilter<Segment>
          label="Show"
          value={segment}
          onValueChange={(next) => onChange({ state: next === "all" ? undefined : next })}
          options={SEGMENTS.map(({ value, label }) => ({ value, label, count: page.counts[value] }))}
        />
        <span className="spacer" />
        <TextInput
          size="s"
          type="search"
          icon={Search}
          className={s["filter"]}
          aria-label="Filter licences"
          placeholder="Filter licences"
          value={text}
          onValueChange={(q) => onChange({ q })}
        />
      </ToolRow>
      <SplitPane pane={null}>
        {error && <ErrorNotice inline error={error} onRetry={retry} onGo={onGo} />}
        {page.total === 0 ? (
          <EmptyState
            title={
              text === ""
                ? (SEGMENTS.find(({ value }) => value === segment)?.nothing ?? "")
                : `Nothing matches “${text}”`
            }
            actions={
              isNarrowed && (
                <Button onClick={() => onChange({ state: undefined, q: undefined })}>Show everything</Button>
              )
            }
          >
            {text !== ""
              ? "No organisation, customer, product or licence here has it in its name."
              : !isNarrowed &&
                "No mapped organisation has seats. They come with an import that has a column for them, or by hand in an organisation’s details."}
          </EmptyState>
        ) : (
          <DataGrid<SeatRowDto>
            label="Seats"
            rowCount={page.total}
            getRow={getRow}
            getKey={keyOf}
            getName={nameOf}
            columns={columns}
            listKey={`${state} ${text}`}
            onRangeChange={onRangeChange}
            busy={busy}
          />
        )}
      </SplitPane>
    </>
  );
}

const keyOf = (row: SeatRowDto) => row.key;

function Sum({ page, vendorName }: { readonly page: SeatPageDto; readonly vendorName: string }) {
  const { counts, vendorTotal, haloTotal } = page;
  const differ = counts.up + counts.down + counts.new;
  return (
    <p className={s["sum"]}>
      <span>
        <b className="strong">{formatNumber(differ)}</b> {differ === 1 ? "line differs" : "lines differ"},{" "}
        <b className="strong">{formatNumber(counts.equal)}</b> {counts.equal === 1 ? "is" : "are"} equal
      </span>
      <span>
        {formatCount(vendorTotal, "seat")} in {vendorName}, {formatNumber(haloTotal)} in Halo (
        {signed(vendorTotal - haloTotal)})
      </span>
    </p>
  );
}
