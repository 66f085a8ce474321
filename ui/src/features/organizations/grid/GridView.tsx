import { type KeyboardEvent, type RefObject, useCallback, useMemo, useState } from "react";
import { Button } from "../../../components/Button";
import { DataGrid } from "../../../components/DataGrid";
import { countSelected, type GridSelection, NOTHING } from "../../../components/gridSelection";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type OrganizationRowDto, type ProfileId } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import { AcceptDialog } from "../dialogs/AcceptDialog";
import { SetAsideDialog } from "../dialogs/SetAsideDialog";
import s from "../Organizations.module.css";
import type { Edits } from "../useEdits";
import { BulkBar } from "./BulkBar";
import { columnOf, columnsFor, type GridRoom, sortOf } from "./columns";
import { toSelectionDto } from "./selection";
import { useBulk } from "./useBulk";
import type { OrganizationRows, RowsQuery } from "./useOrganizationRows";

type GridViewProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly query: RowsQuery;
  readonly rows: OrganizationRows;
  readonly room: GridRoom;
  readonly openId: number | undefined;
  readonly edits: Edits;
  /** Where the rows are, for those who bring the focus to one. */
  readonly place: RefObject<HTMLDivElement | null>;
  readonly onOpen: (row: OrganizationRowDto) => void;
  readonly onFocusRow: (row: OrganizationRowDto) => void;
  readonly onRowKey: (event: KeyboardEvent, row: OrganizationRowDto) => boolean;
  readonly onSort: (sort: RowsQuery["sort"], descending: boolean) => void;
};

/** Holding or excluding that still needs its reason, with how many it was shown for. */
type Aside = { readonly act: "hold" | "exclude"; readonly expected: number };

type Held = { readonly list: string; readonly selection: GridSelection };

/** The rows with their selection. Another filter is another list: what was selected in the last one is let go. */
export function GridView(props: GridViewProps) {
  const { profileId, vendorName, query, rows, room, openId, edits, place } = props;
  const list = `${query.filter} ${query.text}`;
  const [held, setHeld] = useState<Held>({ list, selection: NOTHING });
  const selection = held.list === list ? held.selection : NOTHING;
  const select = useCallback((next: GridSelection) => setHeld({ list, selection: next }), [list]);
  const [dialog, setDialog] = useState<"map" | Aside | null>(null);

  const done = () => {
    setDialog(null);
    select(NOTHING);
  };
  const bulk = useBulk(profileId, edits, { onDecided: done, onFailed: () => setDialog(null) });

  const { filter, text, sort, descending } = query;
  const asked = useMemo(() => ({ filter, text, sort, descending }), [filter, text, sort, descending]);
  const locate = useCallback(
    (key: string) =>
      call(commands.organizationPlace(profileId, { ...asked, offset: 0, limit: 0 }, Number(key))),
    [profileId, asked],
  );
  const getKeys = useCallback(
    async (first: number, last: number) => {
      const stretch = { ...asked, offset: first, limit: last - first + 1 };
      return (await call(commands.organizationIds(profileId, stretch))).map(String);
    },
    [profileId, asked],
  );

  const columns = useMemo(() => columnsFor(vendorName, room), [vendorName, room]);
  const chosen = useMemo(() => toSelectionDto(selection, filter, text), [selection, filter, text]);
  const total = rows.page?.total ?? 0;
  return (
    <div ref={place} className={s["grid"]}>
      {bulk.error && (
        <div className={s["failure"]}>
          <ErrorNotice
            inline
            title="Nothing was changed"
            error={bulk.error}
            actions={
              <Button variant="quiet" onClick={bulk.dismissError}>
                Close
              </Button>
            }
          />
        </div>
      )}
      <DataGrid<OrganizationRowDto>
        label="Organisations"
        rowCount={total}
        getRow={rows.getRow}
        getKey={keyOf}
        getName={nameOf}
        columns={columns}
        listKey={list}
        orderKey={`${sort} ${descending}`}
        locate={locate}
        getKeys={getKeys}
        onRangeChange={rows.onRangeChange}
        activeKey={openId === undefined ? null : String(openId)}
        onActivate={props.onOpen}
        onFocusRow={props.onFocusRow}
        onRowKey={props.onRowKey}
        selection={selection}
        onSelectionChange={select}
        order={{ column: columnOf(sort), descending }}
        onSort={(column) => {
          const by = sortOf(column);
          props.onSort(by, by === sort && !descending);
        }}
        busy={rows.busy}
        bulkBar={
          <BulkBar
            profileId={profileId}
            selection={chosen}
            count={countSelected(selection, total)}
            busy={bulk.isDeciding}
            onMap={() => setDialog("map")}
            onRelease={(expected) => bulk.decide({ selection: chosen, act: { act: "release" }, expected })}
            onSetAside={(act, expected) => setDialog({ act, expected })}
            onClear={() => select(NOTHING)}
          />
        }
      />
      {dialog === "map" && (
        <AcceptDialog
          profileId={profileId}
          within={chosen}
          onAccepted={(edit) => {
            edits.made(edit);
            done();
          }}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog !== null && dialog !== "map" && (
        <SetAsideDialog
          act={dialog.act}
          who={formatCount(dialog.expected, "organisation")}
          several={dialog.expected !== 1}
          busy={bulk.isDeciding}
          onDone={(said) =>
            bulk.decide({ selection: chosen, act: { act: dialog.act, ...said }, expected: dialog.expected })
          }
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  );
}

const keyOf = (row: OrganizationRowDto) => String(row.id);
const nameOf = (row: OrganizationRowDto) => row.name;
