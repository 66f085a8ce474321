import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { Skeleton } from "../../../components/Skeleton";
import { SplitPane } from "../../../components/SplitPane";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { OrganizationRowDto } from "../../../ipc/client";
import { BREAKPOINTS, useMediaQuery } from "../../../lib/useMediaQuery";
import { type Act, actOfKey } from "../acts";
import { type Asking, DecisionDialogs } from "../DecisionDialogs";
import { FailureNotice } from "../FailureNotice";
import { FilteredToNothing } from "../FilteredToNothing";
import { FilterTools } from "../FilterTools";
import s from "../Organizations.module.css";
import type { ViewProps } from "../Pairing";
import { OrganizationPane } from "../pane/OrganizationPane";
import { SortMenu } from "../SortMenu";
import { filterOf } from "../search";
import { useActs } from "../useActs";
import { useAnnouncedCount } from "../useAnnouncedCount";
import { type Decision, type DecisionTarget, useDecisions } from "../useDecisions";
import { usePageKeys } from "../usePageKeys";
import { usePane } from "../usePane";
import { GridView } from "./GridView";
import { useOrganizationRows } from "./useOrganizationRows";

/** The grid with its filter and the details of the open row, and deciding by key or button. */
export function GridPairing(props: ViewProps) {
  const { profileId, vendorName, customers, search, change, edits, onGo, text, setText, filterField } = props;
  const { sort = "needFirst", desc = false, org: openId } = search;
  const filter = filterOf(search);
  const query = useMemo(() => ({ filter, text, sort, descending: desc }), [filter, text, sort, desc]);
  const rows = useOrganizationRows(profileId, query);
  const total = rows.page?.total ?? null;
  useAnnouncedCount(`${filter} ${text}`, total, rows.busy, edits.say);
  const pane = usePane(profileId, openId);
  const [asking, setAsking] = useState<Asking | null>(null);
  const gridPlace = useRef<HTMLDivElement>(null);
  const openIndex = openId === undefined ? -1 : rows.indexOf(({ id }) => id === openId);

  /** Focus and details go on to the next row, or to the one before when the last was decided. */
  function goOn(target: DecisionTarget, decision: Decision) {
    setAsking(null);
    pane.choose(null);
    const at = rows.indexOf(({ id }) => id === target.id);
    // The pair stays where it is; its warnings may be more than one.
    if (decision.act === "settleWarning" || decision.act === "raiseWarning") return;
    const othersLeft = decision.act === "notThisOne" && (rows.getRow(at)?.candidates ?? 0) > 1;
    if (at < 0 || othersLeft) return;
    const next = rows.getRow(at + 1) ?? rows.getRow(at - 1);
    if (openId !== undefined) change({ org: next?.id }, true);
    if (next)
      focusRow(
        gridPlace.current,
        rows.indexOf(({ id }) => id === next.id),
      );
  }
  const decisions = useDecisions(profileId, edits, goOn);
  const act = useActs({
    decisions,
    edits,
    pane,
    openId,
    onChoose: (id) => change({ org: id }, false),
    onAsk: setAsking,
  });

  function actOnOpen(kind: Act) {
    if (pane.detail) act({ ...pane.detail, customer: null }, kind);
  }
  function close() {
    const at = openIndex;
    change({ org: undefined }, false);
    focusRow(gridPlace.current, at);
  }

  usePageKeys({
    onFilter: () => filterField.current?.focus(),
    onUndo: edits.undoLast,
    onRedo: edits.redoLast,
    onEscape: () => openId !== undefined && close(),
    onAct: actOnOpen,
  });

  const onRowKey = (event: KeyboardEvent, row: OrganizationRowDto) => {
    const kind = actOfKey(event.key);
    if (kind === null || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return false;
    act(row, kind);
    return true;
  };

  const narrow = useMediaQuery(BREAKPOINTS.medium);
  const previous = openIndex > 0 ? rows.getRow(openIndex - 1) : undefined;
  const next = openIndex >= 0 ? rows.getRow(openIndex + 1) : undefined;

  return (
    <>
      <FilterTools
        filter={filter}
        counts={rows.page?.counts}
        terms={rows.page?.terms ?? []}
        text={text}
        onFilter={(value) => change({ filter: value, org: undefined }, false)}
        onText={setText}
        fieldRef={filterField}
        placeholder="Filter"
      >
        <SortMenu
          sort={sort}
          descending={desc}
          onSort={(value, descending) => change({ sort: value, desc: descending || undefined }, true)}
          text={text}
          onNarrow={(narrowed) => {
            setText(narrowed);
            // The menu gives the focus back to its button first.
            setTimeout(() => filterField.current?.focus());
          }}
        />
      </FilterTools>
      <FailureNotice decisions={decisions} edits={edits} onGo={onGo} />
      {rows.error && total !== null && (
        <div className={s["banner"]}>
          <ErrorNotice inline error={rows.error} onRetry={rows.retry} onGo={onGo} />
        </div>
      )}
      <SplitPane
        pane={
          openId === undefined ? null : (
            <OrganizationPane
              profileId={profileId}
              vendorName={vendorName}
              customers={customers}
              name={rows.getRow(openIndex)?.name}
              pane={pane}
              decisions={decisions}
              edits={edits}
              place={openIndex < 0 || total === null ? null : { at: openIndex + 1, of: total }}
              onAct={actOnOpen}
              onClose={close}
              onPrevious={previous && (() => change({ org: previous.id }, true))}
              onNext={next && (() => change({ org: next.id }, true))}
              onDialog={(dialog, take) => change({ dialog, take }, false)}
            />
          )
        }
      >
        {total === null ? (
          rows.error ? (
            <div className={s["failed"]}>
              <ErrorNotice error={rows.error} onRetry={rows.retry} onGo={onGo} />
            </div>
          ) : (
            <Skeleton label="Reading organisations" lines={10} />
          )
        ) : total === 0 && !rows.busy ? (
          <FilteredToNothing
            filter={filter}
            text={text}
            matching={rows.page?.counts.all ?? 0}
            onAll={() => change({ filter: "all", org: undefined }, false)}
            onClearText={() => setText("")}
          />
        ) : (
          <GridView
            profileId={profileId}
            vendorName={vendorName}
            query={query}
            rows={rows}
            room={narrow ? "narrow" : openId === undefined ? "wide" : "beside"}
            openId={openId}
            edits={edits}
            place={gridPlace}
            onOpen={(row) => change({ org: row.id }, openId !== undefined)}
            onFocusRow={(row) => openId !== undefined && row.id !== openId && change({ org: row.id }, true)}
            onRowKey={onRowKey}
            onSort={(value, descending) => change({ sort: value, desc: descending || undefined }, true)}
          />
        )}
      </SplitPane>
      <DecisionDialogs profileId={profileId} decisions={decisions} asking={asking} onAsking={setAsking} />
    </>
  );
}

/** Brings the focus to a row that is drawn. The grid takes over from there: its focus follows the row. */
function focusRow(place: HTMLElement | null, index: number) {
  place?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
}
