import { Download, Search } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { Button } from "../../components/Button";
import { DataGrid } from "../../components/DataGrid";
import { EmptyState } from "../../components/EmptyState";
import { Page, PageHead, ToolRow } from "../../components/Page";
import { SegmentedFilter } from "../../components/SegmentedFilter";
import { Skeleton } from "../../components/Skeleton";
import { SplitPane } from "../../components/SplitPane";
import { TextInput } from "../../components/TextInput";
import { ErrorNotice } from "../../errors/ErrorNotice";
import type { ActivityRowDto, ProfileId, SeatPlanId } from "../../ipc/client";
import { BREAKPOINTS, useMediaQuery } from "../../lib/useMediaQuery";
import s from "./Activity.module.css";
import { ActivityPane } from "./ActivityPane";
import { columnsFor } from "./columns";
import { ExportDialog } from "./ExportDialog";
import { JournalLine } from "./JournalLine";
import type { ActivitySearch } from "./search";
import { useActivityRows } from "./useActivityRows";
import { countOf, SEGMENTS, type Segment } from "./words";

type ActivityPageProps = {
  readonly profileId: ProfileId;
  readonly search: ActivitySearch;
  /** Takes the whole next search. */
  readonly onSearch: (next: ActivitySearch, options: { readonly replace: boolean }) => void;
  /** Opens a plan of seats. */
  readonly onPlan: (plan: SeatPlanId) => void;
};

/** Everything that was done here, by Halyard and in Halo; what each changed; and taking it back. */
export function ActivityPage({ profileId, search, onSearch, onPlan }: ActivityPageProps) {
  const { area = null, q: text = "", line } = search;
  const rows = useActivityRows(profileId, area, text);
  const narrow = useMediaQuery(BREAKPOINTS.narrow);
  const [exporting, setExporting] = useState(false);
  const change = useCallback(
    (part: { [Name in keyof ActivitySearch]: ActivitySearch[Name] | undefined }, replace = true) => {
      const kept = Object.entries({ ...search, ...part }).filter(
        ([, value]) => value !== undefined && value !== "",
      );
      onSearch(Object.fromEntries(kept) as ActivitySearch, { replace });
    },
    [search, onSearch],
  );
  const columns = useMemo(() => columnsFor(narrow || line !== undefined), [narrow, line]);
  const open = useCallback((row: ActivityRowDto) => change({ line: row.id }, false), [change]);
  const beside = (step: number) => {
    const at = line === undefined ? -1 : rows.indexOf(({ id }) => id === line);
    const row = at < 0 ? undefined : rows.getRow(at + step);
    return row && (() => change({ line: row.id }));
  };

  return (
    <Page fixed>
      <PageHead
        title="Activity"
        actions={
          <Button icon={Download} onClick={() => setExporting(true)}>
            Export…
          </Button>
        }
      />
      <ToolRow>
        <SegmentedFilter<Segment>
          label="Show"
          value={area ?? "all"}
          onValueChange={(next) => change({ area: next === "all" ? undefined : next, line: undefined })}
          options={SEGMENTS.map(({ value, label }) => ({
            value,
            label,
            count: countOf(rows.page?.counts, value),
          }))}
        />
        <span className="spacer" />
        <TextInput
          size="s"
          type="search"
          icon={Search}
          className={s["filter"]}
          aria-label="Search activity"
          placeholder="Search activity"
          value={text}
          onValueChange={(q) => change({ q, line: undefined })}
        />
      </ToolRow>
      <SplitPane
        pane={
          line === undefined ? null : (
            <ActivityPane
              key={line}
              profileId={profileId}
              line={line}
              onPlan={onPlan}
              onClose={() => change({ line: undefined })}
              onPrevious={beside(-1)}
              onNext={beside(1)}
            />
          )
        }
      >
        {rows.error && <ErrorNotice inline error={rows.error} onRetry={rows.retry} />}
        {rows.page === undefined ? (
          !rows.error && <Skeleton label="Reading the activity" lines={8} />
        ) : rows.page.total === 0 ? (
          <EmptyState
            title={text === "" ? nothingIn(area) : `Nothing matches “${text}”`}
            actions={
              (text !== "" || area !== null) && (
                <Button onClick={() => change({ area: undefined, q: "" })}>Show all activity</Button>
              )
            }
          >
            {text === ""
              ? "Whatever you change here, and whatever Halyard reads from or writes to Halo, stands in this list."
              : "No line here has it in what was done, before, after or its note."}
          </EmptyState>
        ) : (
          <DataGrid<ActivityRowDto>
            label="Activity"
            rowCount={rows.page.total}
            getRow={rows.getRow}
            getKey={keyOf}
            getName={nameOf}
            columns={columns}
            listKey={`${area} ${text}`}
            onRangeChange={rows.onRangeChange}
            activeKey={line === undefined ? null : String(line)}
            onActivate={open}
            busy={rows.busy}
          />
        )}
        <JournalLine profileId={profileId} />
      </SplitPane>
      {exporting && (
        <ExportDialog
          profileId={profileId}
          area={area}
          text={text}
          count={rows.page?.total ?? 0}
          onClose={() => setExporting(false)}
        />
      )}
    </Page>
  );
}

const keyOf = (row: ActivityRowDto) => String(row.id);
const nameOf = (row: ActivityRowDto) => row.what;

function nothingIn(area: ActivitySearch["area"] | null): string {
  return SEGMENTS.find(({ value }) => value === (area ?? "all"))?.nothing ?? "";
}
