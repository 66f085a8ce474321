import { useMemo } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { BREAKPOINTS, useMediaQuery } from "../../../lib/useMediaQuery";
import { FilteredToNothing } from "../FilteredToNothing";
import { FilterTools } from "../FilterTools";
import os from "../Organizations.module.css";
import type { ViewProps } from "../Pairing";
import { filterOf } from "../search";
import { useAnnouncedCount } from "../useAnnouncedCount";
import { usePageKeys } from "../usePageKeys";
import { BoardView } from "./BoardView";
import { Legend } from "./Legend";
import { useBoard } from "./useBoard";

/** The board with its filter. */
export function BoardPairing(props: ViewProps) {
  const { profileId, search, change, edits, onGo, text, setText, filterField } = props;
  const filter = filterOf(search);
  const order = search.order ?? "inStep";
  const query = useMemo(() => ({ filter, text, order }), [filter, text, order]);
  const data = useBoard(profileId, query);
  const { board } = data;
  const total = board?.organizations.reduce((sum, { count }) => sum + count, 0) ?? null;
  useAnnouncedCount(`${filter} ${text}`, total, data.busy, edits.say);
  usePageKeys({
    onFilter: () => filterField.current?.focus(),
    onUndo: edits.undoLast,
    onRedo: edits.redoLast,
  });

  const narrow = useMediaQuery(BREAKPOINTS.narrow);
  return (
    <>
      <FilterTools
        filter={filter}
        counts={board?.counts}
        terms={board?.terms ?? []}
        text={text}
        onFilter={(value) => change({ filter: value, org: undefined }, false)}
        onText={setText}
        fieldRef={filterField}
        placeholder="Filter both sides"
      />
      {narrow && (
        <div className={os["banner"]}>
          <Banner
            tone="neutral"
            title="Grid is easier at this size."
            actions={<Button onClick={() => change({ view: undefined }, false)}>Show the grid</Button>}
          />
        </div>
      )}
      {data.error && board !== null && (
        <div className={os["banner"]}>
          <ErrorNotice inline error={data.error} onRetry={data.retry} onGo={onGo} />
        </div>
      )}
      {board === null ? (
        data.error ? (
          <div className={os["failed"]}>
            <ErrorNotice error={data.error} onRetry={data.retry} onGo={onGo} />
          </div>
        ) : (
          <Skeleton label="Laying out the board" lines={10} />
        )
      ) : total === 0 && !data.busy ? (
        <FilteredToNothing
          filter={filter}
          text={text}
          matching={board.counts.all}
          onAll={() => change({ filter: "all", org: undefined }, false)}
          onClearText={() => setText("")}
        />
      ) : (
        <>
          <BoardView
            profileId={profileId}
            vendorName={props.vendorName}
            customers={props.customers}
            board={board}
            query={data.shown}
            busy={data.busy}
            edits={edits}
            onOrder={(value) => change({ order: value }, true)}
            openId={search.org}
            onDetails={(organization, replace) => change({ org: organization }, replace)}
            onDialog={(dialog, take) => change({ dialog, take }, false)}
            onGo={onGo}
          />
          <Legend />
        </>
      )}
    </>
  );
}
