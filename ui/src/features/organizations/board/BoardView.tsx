import { useCallback, useId, useRef } from "react";
import { SplitPane } from "../../../components/SplitPane";
import { ErrorNotice, type ErrorPlace } from "../../../errors/ErrorNotice";
import type { BoardDto, BoardQueryDto, OrganizationId, ProfileId } from "../../../ipc/client";
import { cx } from "../../../lib/cx";
import { DecisionDialogs } from "../DecisionDialogs";
import { FailureNotice } from "../FailureNotice";
import os from "../Organizations.module.css";
import { OrganizationPane } from "../pane/OrganizationPane";
import type { Edits } from "../useEdits";
import { usePageKeys } from "../usePageKeys";
import { usePane } from "../usePane";
import s from "./Board.module.css";
import { BoardColumn, type RowEvents } from "./BoardColumn";
import { BoardGap, type Redraw } from "./BoardGap";
import { CustomersHead, OrganizationsHead } from "./ColumnHeads";
import { LineBar } from "./LineBar";
import { rowOfPlace } from "./layout";
import type { BoardLine, Stub } from "./lines";
import { Overview } from "./Overview";
import { customerRow, organizationRow } from "./Rows";
import { useBoardActs } from "./useBoardActs";
import { useBoardDetails } from "./useBoardDetails";
import { spots, useBoardLines } from "./useBoardLines";
import { useDrag } from "./useDrag";
import { useFollow } from "./useFollow";
import { usePlaces } from "./usePlaces";
import { useSide } from "./useSide";
import { useCustomerWindow, useOrganizationWindow } from "./useWindows";
import { CUSTOMER_GROUPS, ORGANIZATION_GROUPS } from "./words";

type BoardViewProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  /** Customers in the last snapshot. */
  readonly customers: number;
  readonly board: BoardDto;
  readonly query: BoardQueryDto;
  readonly busy: boolean;
  readonly edits: Edits;
  readonly onOrder: (order: BoardQueryDto["order"]) => void;
  /** The organisation whose details are open. */
  readonly openId: OrganizationId | undefined;
  readonly onDetails: (organization: OrganizationId | undefined, replace: boolean) => void;
  /** Opens a dialog about the organisation whose details are open. */
  readonly onDialog: (dialog: "connect" | "create", take?: number) => void;
  readonly onGo: (page: ErrorPlace) => void;
};

/** Organisations left, customers right, lines between them. */
export function BoardView(props: BoardViewProps) {
  const { profileId, vendorName, board, query, busy, edits, onGo, openId, onDetails } = props;
  const id = useId();
  const leftSide = useSide(board.organizations);
  const rightSide = useSide(board.customers);
  const left = leftSide.column;
  const right = rightSide.column;
  const organizations = useOrganizationWindow(profileId, query, left.stretches);
  const customers = useCustomerWindow(profileId, query, right.stretches);
  const leftId = useCallback((place: number) => organizations.at(place)?.id, [organizations]);
  const rightId = useCallback((place: number) => customers.at(place)?.id, [customers]);
  const leftPlaces = usePlaces(profileId, query, "organization", { layout: left.layout, idAt: leftId });
  const rightPlaces = usePlaces(profileId, query, "customer", { layout: right.layout, idAt: rightId });

  const pane = usePane(profileId, openId);
  const acts = useBoardActs({
    profileId,
    edits,
    pane,
    openId,
    onDetails: (organization) => onDetails(organization, openId !== undefined),
    // Where the keys are, they and the details go on to the next one.
    onDeleted: (organization) =>
      organization === openId && leftPlaces.at?.id !== organization && onDetails(undefined, true),
    organizations: { column: left, places: leftPlaces, at: organizations.at, focus: leftSide.focus },
    customers: { column: right, places: rightPlaces, at: customers.at, focus: rightSide.focus },
  });
  const { picked, line } = acts;
  const lines = useBoardLines(
    { column: left, at: organizations.at },
    { column: right, at: customers.at },
    picked,
  );
  const anchor = leftPlaces.at?.place ?? null;
  const here = leftPlaces.at?.id ?? null;
  const details = useBoardDetails({
    profileId,
    query,
    openId,
    onDetails,
    column: left,
    places: leftPlaces,
    at: organizations.at,
    focus: leftSide.focus,
  });
  usePageKeys({
    onEscape: openId === undefined ? undefined : details.close,
    onAct: acts.actOnOpen,
  });
  const follow = useFollow({ on: query.order === "inStep", left, right, at: organizations.at, anchor });
  const redraw = useRef<Redraw>(null);

  const { drag, onPointerDown } = useDrag({
    scroller: (side) => (side === "organization" ? left : right).scroller.current,
    onJoin: (side, place, over) => {
      const [atLeft, atRight] = side === "organization" ? [place, over] : [over, place];
      const organization = organizations.at(atLeft);
      const customer = customers.at(atRight);
      if (organization && customer) acts.join(organization, customer);
    },
  });
  const events: RowEvents = {
    onKeyDown: acts.onKeyDown,
    onPointerDown,
    onHover: (side, hovered) => {
      lines.hover(hovered === null ? null : { side, id: hovered });
      redraw.current?.();
    },
    onPress: (side, place, event) => {
      const organization = side === "organization" ? organizations.at(place) : undefined;
      const customer = side === "customer" ? customers.at(place) : undefined;
      if (organization) {
        leftPlaces.go({ place, id: organization.id });
        acts.pickOrganization({ place, row: organization });
        if (event.detail === 2) onDetails(organization.id, openId !== undefined);
      }
      if (customer) {
        rightPlaces.go({ place, id: customer.id });
        acts.pickCustomer({ place, row: customer });
      }
    },
  };

  function pickLine(one: BoardLine) {
    const spot = spots(left.stretches, organizations.at).find(({ row }) => row.id === one.organization);
    const end = spot?.row.ends.find((other) => other.id === one.customer);
    if (spot === undefined || end === undefined) return;
    leftPlaces.go({ place: spot.place, id: spot.row.id });
    acts.pickLine(spot, end);
    leftSide.focus();
  }

  /** Brings the far end of a line to the height of the near one. */
  function jump({ side, row, target }: Stub) {
    const [near, far] = side === "organization" ? [left, right] : [right, left];
    if (side === "customer") follow.pause();
    far.scrollTo(target * far.row - (row * near.row - near.top()));
  }

  const failed = organizations.error ? organizations : customers.error ? customers : null;
  return (
    <>
      <FailureNotice decisions={acts.decisions} edits={edits} onGo={onGo} />
      {failed && (
        <div className={os["banner"]}>
          <ErrorNotice inline error={failed.error} onRetry={failed.retry} onGo={onGo} />
        </div>
      )}
      <SplitPane
        pane={
          openId === undefined ? null : (
            <OrganizationPane
              profileId={profileId}
              vendorName={vendorName}
              customers={props.customers}
              name={organizations.at(anchor ?? 0)?.name}
              pane={pane}
              decisions={acts.decisions}
              edits={edits}
              onAct={acts.actOnOpen}
              onDialog={props.onDialog}
              onClose={details.close}
              onPrevious={details.previous}
              onNext={details.next}
            />
          )
        }
      >
        <div className={cx(s["board"], openId !== undefined && s["beside"])}>
          <Overview
            runs={board.overview}
            view={leftSide.inView}
            onJump={(place) => left.scrollTo((rowOfPlace(left.layout, place) - left.page / 2) * left.row)}
          />
          <OrganizationsHead
            vendorName={vendorName}
            groups={board.organizations}
            folded={leftSide.folded}
            total={left.layout.total}
            onFold={leftSide.fold}
            hasDetails={openId !== undefined}
            onDetails={here === null ? null : () => onDetails(here, false)}
          />
          <CustomersHead
            groups={board.customers}
            folded={rightSide.folded}
            total={right.layout.total}
            order={query.order}
            onOrder={props.onOrder}
            onFold={rightSide.fold}
          />
          <BoardColumn
            side="organization"
            id={`${id}-left`}
            label={`${vendorName} organisations`}
            of={leftSide}
            words={ORGANIZATION_GROUPS}
            rowAt={organizations.at}
            draw={organizationRow}
            places={leftPlaces}
            picked={picked.organization?.row.id ?? null}
            linked={lines.linked.organization}
            drag={drag}
            busy={busy}
            events={events}
            onScroll={() => {
              left.look();
              follow.now();
              redraw.current?.();
            }}
            nobody="No organisation fits the filter."
          />
          <BoardColumn
            side="customer"
            id={`${id}-right`}
            label="Halo customers"
            of={rightSide}
            words={CUSTOMER_GROUPS}
            rowAt={customers.at}
            draw={customerRow}
            places={rightPlaces}
            picked={picked.customer?.id ?? null}
            linked={lines.linked.customer}
            drag={drag}
            busy={busy}
            events={events}
            onScroll={() => {
              right.look();
              follow.left();
              redraw.current?.();
            }}
            nobody={
              props.customers === 0
                ? "No customers have been read from Halo yet."
                : "No customer fits the filter."
            }
          />
          <BoardGap
            left={left}
            right={right}
            lines={lines}
            redraw={redraw}
            chosen={
              picked.organization && picked.customer
                ? {
                    left: leftSide.rowOf(picked.organization.place),
                    right: rightSide.rowOf(picked.customer.place),
                    made: line !== null,
                  }
                : null
            }
            drag={drag}
            onPick={pickLine}
            onLetGo={acts.clear}
            onJump={jump}
          >
            {picked.organization && picked.customer && (
              <LineBar
                line={line}
                organization={picked.organization.row.name}
                customer={picked.customer.name}
                busy={acts.decisions.isDeciding}
                onAct={acts.act}
                onClear={() => {
                  acts.clear();
                  leftSide.focus();
                }}
                onDetails={() =>
                  picked.organization && onDetails(picked.organization.row.id, openId !== undefined)
                }
              />
            )}
          </BoardGap>
        </div>
      </SplitPane>
      <DecisionDialogs
        profileId={profileId}
        decisions={acts.decisions}
        asking={acts.asking}
        onAsking={acts.setAsking}
      />
    </>
  );
}
