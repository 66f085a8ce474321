import { useMutation } from "@tanstack/react-query";
import { Inbox, Plus, Search } from "lucide-react";
import { useCallback, useMemo } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { DataGrid } from "../../../components/DataGrid";
import { EmptyState } from "../../../components/EmptyState";
import { PageHead, ToolRow } from "../../../components/Page";
import { SegmentedFilter } from "../../../components/SegmentedFilter";
import { Skeleton } from "../../../components/Skeleton";
import { SplitPane } from "../../../components/SplitPane";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { useSendsQuestion } from "../../../errors/useSendsQuestion";
import { call, commands, type TicketRowDto, type WaitingTicketsDto } from "../../../ipc/client";
import { useTask } from "../../../ipc/tasks";
import { BREAKPOINTS, useMediaQuery } from "../../../lib/useMediaQuery";
import type { TicketsSearch } from "../search";
import { SyncLine } from "../sync/SyncLine";
import { type TabProps, TicketTabs } from "../TicketTabs";
import { columnsFor } from "./columns";
import s from "./List.module.css";
import { NewTicketDialog } from "./NewTicketDialog";
import { NextTry } from "./NextTry";
import { TicketPane } from "./TicketPane";
import { useTicketRows } from "./useTicketRows";
import { countOf, orderOf, SEGMENTS, type Segment, sortOf } from "./words";

type ListTabProps = TabProps & {
  readonly search: TicketsSearch;
  readonly onSearch: (next: TicketsSearch, options: { readonly replace: boolean }) => void;
};

/** The tickets made from here: filtered and counted in the database, with the details of one beside. */
export function ListTab(props: ListTabProps) {
  const { profileId, vendorName, search, onSearch, onTab, onGo } = props;
  const { state = null, q: text = "", sort = "newest", ticket } = search;
  const rows = useTicketRows(profileId, { state, text, sort });
  const { page } = rows;
  const narrow = useMediaQuery(BREAKPOINTS.narrow);
  const change = useCallback(
    (part: { [Name in keyof TicketsSearch]: TicketsSearch[Name] | undefined }, replace = true) => {
      const next = { ...search, tab: "list" as const, ...part };
      const kept = Object.entries(next).filter(([, value]) => value !== undefined && value !== "");
      onSearch(Object.fromEntries(kept) as TicketsSearch, { replace });
    },
    [search, onSearch],
  );
  const columns = useMemo(
    () => columnsFor(vendorName, narrow || ticket !== undefined),
    [vendorName, narrow, ticket],
  );
  const open = useCallback((row: TicketRowDto) => change({ ticket: row.id }, false), [change]);
  const beside = (step: number) => {
    const at = ticket === undefined ? -1 : rows.indexOf(({ id }) => id === ticket);
    const row = at < 0 ? undefined : rows.getRow(at + step);
    return row && (() => change({ ticket: row.id }));
  };
  const isFirstUse = page?.counts.all === 0 && text === "";

  return (
    <>
      <PageHead
        title="Tickets"
        actions={
          !isFirstUse && (
            <Button variant="primary" icon={Plus} onClick={() => change({ dialog: "new" }, false)}>
              New ticket…
            </Button>
          )
        }
      />
      <TicketTabs tab="list" onTab={onTab}>
        <SyncLine profileId={profileId} onSettings={() => onGo("statusSync")} />
        {page?.waiting && <WaitingBanner profileId={profileId} waiting={page.waiting} />}
        {page !== undefined && page.waitForAWord > 0 && (
          <FreeBanner profileId={profileId} count={page.waitForAWord} />
        )}
        {page === undefined ? (
          rows.error ? (
            <ErrorNotice error={rows.error} onRetry={rows.retry} onGo={onGo} />
          ) : (
            <Skeleton label="Reading the tickets" lines={8} />
          )
        ) : isFirstUse ? (
          <FirstUse onNew={() => change({ dialog: "new" }, false)} onRules={() => onTab("rules")} />
        ) : (
          <>
            <ToolRow>
              <SegmentedFilter<Segment>
                label="Show"
                value={state ?? "all"}
                onValueChange={(next) => change({ state: next === "all" ? undefined : next })}
                options={SEGMENTS.map(({ value, label }) => ({
                  value,
                  label,
                  count: countOf(page.counts, value),
                }))}
              />
              <span className="spacer" />
              <TextInput
                size="s"
                type="search"
                icon={Search}
                className={s["filter"]}
                aria-label="Filter tickets"
                placeholder="Filter tickets"
                value={text}
                onValueChange={(q) => change({ q, ticket: undefined })}
              />
            </ToolRow>
            <SplitPane
              pane={
                ticket === undefined ? null : (
                  <TicketPane
                    key={ticket}
                    profileId={profileId}
                    vendorName={vendorName}
                    ticket={ticket}
                    onClose={() => change({ ticket: undefined })}
                    onPrevious={beside(-1)}
                    onNext={beside(1)}
                    onRules={() => onTab("rules")}
                    onGo={onGo}
                  />
                )
              }
            >
              {rows.error && <ErrorNotice inline error={rows.error} onRetry={rows.retry} onGo={onGo} />}
              {page.total === 0 ? (
                <Nothing
                  segment={state ?? "all"}
                  text={text}
                  onAll={() => change({ state: undefined, q: "" })}
                />
              ) : (
                <DataGrid<TicketRowDto>
                  label="Tickets"
                  rowCount={page.total}
                  getRow={rows.getRow}
                  getKey={keyOf}
                  getName={nameOf}
                  columns={columns}
                  listKey={`${state} ${text}`}
                  orderKey={sort}
                  onRangeChange={rows.onRangeChange}
                  activeKey={ticket === undefined ? null : String(ticket)}
                  onActivate={open}
                  order={orderOf(sort)}
                  onSort={(column) => change({ sort: sortOf(column, sort) })}
                  busy={rows.busy}
                />
              )}
            </SplitPane>
          </>
        )}
      </TicketTabs>
      {search.dialog === "new" && (
        <NewTicketDialog
          profileId={profileId}
          vendorName={vendorName}
          onCreated={(id) => change({ dialog: undefined, ticket: id, state: undefined, q: "" })}
          onRules={() => onTab("rules")}
          onClose={() => change({ dialog: undefined })}
        />
      )}
    </>
  );
}

const keyOf = (row: TicketRowDto) => String(row.id);
const nameOf = (row: TicketRowDto) => row.summary;

type WaitingBannerProps = {
  readonly profileId: number;
  readonly waiting: WaitingTicketsDto;
};

/** Halo cannot be reached, or sending was stopped: everything waits, and nothing is lost. */
function WaitingBanner({ profileId, waiting: { count, standing } }: WaitingBannerProps) {
  const task = useTask(profileId, "sendTickets");
  const trying = useMutation({ mutationFn: () => call(commands.sendTicketsNow(profileId)) });
  const isTrying = task?.state.state === "running";
  return (
    <div className={s["banner"]}>
      <Banner
        tone="offline"
        live
        title={count === 1 ? "1 ticket waits." : `${count} tickets wait.`}
        actions={
          <Button busy={isTrying || trying.isPending} busyWord="Trying…" onClick={() => trying.mutate()}>
            Try now
          </Button>
        }
      >
        {standing.reason} Nothing is lost. <NextTry key={standing.nextInMs} inMs={standing.nextInMs} />
      </Banner>
    </div>
  );
}

/** What held them is mended, by a read of Halo for instance: they go when somebody says so. */
function FreeBanner({ profileId, count }: { readonly profileId: number; readonly count: number }) {
  const asking = useSendsQuestion("send");
  const sending = useMutation({
    mutationFn: () => asking.run((sends) => call(commands.sendHeldTickets(profileId, null, sends))),
  });
  const one = count === 1;
  return (
    <div className={s["banner"]}>
      <Banner
        tone="held"
        live
        title={one ? "1 held ticket could go to Halo." : `${count} held tickets could go to Halo.`}
        actions={
          <Button busy={sending.isPending} busyWord="Sending…" onClick={() => sending.mutate()}>
            {one ? "Send it…" : "Send them…"}
          </Button>
        }
      >
        What held {one ? "it" : "them"} is mended. You are shown what is sent, and to which customer, before
        it goes.
        {sending.error && <ErrorNotice inline error={sending.error} />}
      </Banner>
      {asking.question}
    </div>
  );
}

function FirstUse({ onNew, onRules }: { readonly onNew: () => void; readonly onRules: () => void }) {
  return (
    <EmptyState
      title="Create the first ticket"
      ways={[
        {
          icon: Inbox,
          title: "New ticket",
          text: "For one of your organisations. You see every field before it is sent.",
          action: (
            <Button variant="primary" onClick={onNew}>
              New ticket…
            </Button>
          ),
        },
        {
          icon: Search,
          title: "Look at the rules first",
          text: "They say which type, priority and status a ticket gets in Halo.",
          action: <Button onClick={onRules}>Open the rules</Button>,
        },
      ]}
    >
      Tickets that are made from here stand in this list, with their status on both sides.
    </EmptyState>
  );
}

type NothingProps = { readonly segment: Segment; readonly text: string; readonly onAll: () => void };

function Nothing({ segment, text, onAll }: NothingProps) {
  const nothing = SEGMENTS.find(({ value }) => value === segment)?.nothing ?? "";
  return (
    <EmptyState
      title={text === "" ? nothing : `Nothing matches “${text}”`}
      actions={<Button onClick={onAll}>Show all tickets</Button>}
    >
      {text !== "" && "No ticket here has it in its subject, organisation, customer, number or mark."}
    </EmptyState>
  );
}
