import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { DataGrid } from "../../components/DataGrid";
import { ToolRow } from "../../components/Page";
import { SegmentedFilter } from "../../components/SegmentedFilter";
import { Skeleton } from "../../components/Skeleton";
import { SplitPane } from "../../components/SplitPane";
import { ErrorNotice, type ErrorPlace } from "../../errors/ErrorNotice";
import type { CustomerDto, OrganizationRowDto, ProfileId } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { BREAKPOINTS, useMediaQuery } from "../../lib/useMediaQuery";
import { type Act, actOfKey, mayMap, offers } from "./acts";
import { columnsFor } from "./columns";
import { ConfirmMapDialog } from "./dialogs/ConfirmMapDialog";
import { ExcludeDialog } from "./dialogs/ExcludeDialog";
import { OrganizationFormDialog } from "./dialogs/OrganizationFormDialog";
import { FailureNotice } from "./FailureNotice";
import { FilteredToNothing } from "./FilteredToNothing";
import { FilterField } from "./FilterField";
import { OrderMenu } from "./OrderMenu";
import s from "./Organizations.module.css";
import { DetailsPane } from "./pane/DetailsPane";
import { type OrganizationsSearch, withSearch } from "./search";
import { type Decision, type DecisionTarget, useDecisions } from "./useDecisions";
import type { Edits } from "./useEdits";
import { useOrganizationRows } from "./useOrganizationRows";
import { usePageKeys } from "./usePageKeys";
import { usePane } from "./usePane";
import { SEGMENTS } from "./words";

type PairingProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly customers: number;
  readonly search: OrganizationsSearch;
  readonly onSearch: (next: OrganizationsSearch, options: { readonly replace: boolean }) => void;
  readonly edits: Edits;
  readonly onGo: (page: ErrorPlace) => void;
};

/** The grid with its filter, the details of the open row, and deciding by key or button. */
export function Pairing({ profileId, vendorName, customers, search, onSearch, edits, onGo }: PairingProps) {
  const { filter = "todo", q: text = "", sort = "needFirst", org: openId } = search;
  const counts = useQuery(queries.organizationCounts(profileId, text)).data;
  const rows = useOrganizationRows(profileId, { filter, text, sort });
  const pane = usePane(profileId, openId);
  const [excluding, setExcluding] = useState<DecisionTarget | null>(null);
  const [editing, setEditing] = useState(false);
  const filterField = useRef<HTMLInputElement>(null);
  const gridPlace = useRef<HTMLDivElement>(null);

  // What was asked for last. The address follows a moment later, and a change in between (a row pressed while the filter
  // still waits for more letters) must not take it back.
  const asked = useRef(search);
  useLayoutEffect(() => {
    asked.current = search;
  }, [search]);
  const change = useCallback(
    (patch: Parameters<typeof withSearch>[1], replace: boolean) => {
      asked.current = withSearch(asked.current, patch);
      onSearch(asked.current, { replace });
    },
    [onSearch],
  );
  const onText = useCallback((q: string) => change({ q }, true), [change]);
  const openIndex = openId === undefined ? -1 : rows.indexOf(openId);

  /** Focus and details go on to the next row, or to the one before when the last was decided. */
  function goOn(target: DecisionTarget, decision: Decision) {
    setExcluding(null);
    pane.choose(null);
    const at = rows.indexOf(target.id);
    const othersLeft = decision.act === "notThisOne" && (rows.getRow(at)?.candidates ?? 0) > 1;
    if (at < 0 || othersLeft) return;
    const next = rows.getRow(at + 1) ?? rows.getRow(at - 1);
    if (openId !== undefined) change({ org: next?.id }, true);
    if (next) focusRow(gridPlace.current, rows.indexOf(next.id));
  }
  const decisions = useDecisions(profileId, edits, goOn);

  /** Carries out an act on a row, or on the details when they are those of this row. */
  function act(row: Pick<OrganizationRowDto, "id" | "name" | "version" | "state" | "customer">, kind: Act) {
    const isOpen = row.id === openId && pane.detail !== undefined;
    const { id, name, version, state } = isOpen && pane.detail ? pane.detail : row;
    const target = { id, name, version };
    if (!offers(state, kind)) {
      edits.say(`That cannot be done while ${name} is ${state}`);
      return;
    }
    const suggested = isOpen
      ? kind === "map" && pane.detail && !mayMap(pane.detail, pane.compared)
        ? null
        : (pane.compared?.customer ?? null)
      : row.customer;
    switch (kind) {
      case "map":
      case "notThisOne":
        if (suggested === null) {
          edits.say(`Choose a customer for ${name}`);
          change({ org: id }, false);
        } else if (kind === "map") {
          decisions.decide(target, { act: "map", customer: suggested.id, confirmed: false });
        } else {
          decisions.decide(target, { act: "notThisOne", customer: suggested.id });
        }
        return;
      case "exclude":
        setExcluding(target);
        return;
      case "hold":
      case "unmap":
      case "release":
        decisions.decide(target, { act: kind });
    }
  }

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
  const room = narrow ? "narrow" : openId === undefined ? "wide" : "beside";
  const columns = useMemo(() => columnsFor(vendorName, room), [vendorName, room]);
  const previous = openIndex > 0 ? rows.getRow(openIndex - 1) : undefined;
  const next = openIndex >= 0 ? rows.getRow(openIndex + 1) : undefined;

  return (
    <>
      <ToolRow>
        <SegmentedFilter
          label="Show"
          value={filter}
          onValueChange={(value) => change({ filter: value, org: undefined }, false)}
          options={SEGMENTS.map(({ value, label }) => ({ value, label, count: counts?.[value] ?? 0 }))}
        />
        <span className="spacer" />
        <FilterField text={text} onText={onText} inputRef={filterField} />
        <OrderMenu sort={sort} onSort={(value) => change({ sort: value }, true)} />
      </ToolRow>
      <FailureNotice decisions={decisions} edits={edits} onGo={onGo} />
      {rows.error && rows.total !== null && (
        <div className={s["banner"]}>
          <ErrorNotice inline error={rows.error} onRetry={rows.retry} onGo={onGo} />
        </div>
      )}
      <SplitPane
        pane={
          openId === undefined ? null : (
            <DetailsPane
              profileId={profileId}
              vendorName={vendorName}
              customers={customers}
              name={rows.getRow(openIndex)?.name ?? "Organisation"}
              detail={pane.detail}
              error={pane.error}
              onRetry={pane.retry}
              compared={pane.compared}
              chosen={pane.chosen}
              busy={decisions.isDeciding}
              place={openIndex < 0 || rows.total === null ? null : { at: openIndex + 1, of: rows.total }}
              onClose={close}
              onPrevious={previous && (() => change({ org: previous.id }, true))}
              onNext={next && (() => change({ org: next.id }, true))}
              onAct={actOnOpen}
              onChoose={pane.choose}
              onMapTo={(customer: CustomerDto) =>
                pane.detail &&
                decisions.decide(pane.detail, { act: "map", customer: customer.id, confirmed: false })
              }
              onEdit={() => setEditing(true)}
              onDelete={() => pane.detail && decisions.decide(pane.detail, { act: "delete" })}
            />
          )
        }
      >
        {rows.total === null ? (
          rows.error ? (
            <div className={s["failed"]}>
              <ErrorNotice error={rows.error} onRetry={rows.retry} onGo={onGo} />
            </div>
          ) : (
            <Skeleton label="Reading organisations" lines={10} />
          )
        ) : rows.total === 0 && !rows.busy ? (
          <FilteredToNothing
            filter={filter}
            text={text}
            matching={counts?.all ?? 0}
            onAll={() => change({ filter: "all", org: undefined }, false)}
            onClearText={() => change({ q: undefined }, true)}
          />
        ) : (
          <div ref={gridPlace} className={s["grid"]}>
            <DataGrid<OrganizationRowDto>
              key={`${filter} ${sort}`}
              label="Organisations"
              rowCount={rows.total}
              getRow={rows.getRow}
              getKey={keyOf}
              getName={nameOf}
              columns={columns}
              onRangeChange={rows.onRangeChange}
              activeKey={openId === undefined ? null : String(openId)}
              onActivate={(row) => change({ org: row.id }, openId !== undefined)}
              onFocusRow={(row) => openId !== undefined && row.id !== openId && change({ org: row.id }, true)}
              onRowKey={onRowKey}
              busy={rows.busy}
            />
          </div>
        )}
      </SplitPane>
      {excluding && (
        <ExcludeDialog
          name={excluding.name}
          busy={decisions.isDeciding}
          onExclude={(reason) => decisions.decide(excluding, { act: "exclude", reason })}
          onClose={() => setExcluding(null)}
        />
      )}
      {decisions.confirmation && (
        <ConfirmMapDialog
          confirmation={decisions.confirmation}
          busy={decisions.isDeciding}
          onConfirm={decisions.confirm}
          onClose={decisions.dropConfirmation}
        />
      )}
      {editing && pane.detail && (
        <OrganizationFormDialog
          profileId={profileId}
          vendorName={vendorName}
          organization={pane.detail}
          onSaved={(edit) => {
            setEditing(false);
            edits.made(edit);
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  );
}

const keyOf = (row: OrganizationRowDto) => String(row.id);
const nameOf = (row: OrganizationRowDto) => row.name;

/** Brings the focus to a row that is drawn. The grid takes over from there: its focus follows the row. */
function focusRow(place: HTMLElement | null, index: number) {
  place?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus();
}
