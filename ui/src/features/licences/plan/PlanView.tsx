import { useMutation } from "@tanstack/react-query";
import { ArrowLeft, History } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "../../../components/Button";
import { DataGrid } from "../../../components/DataGrid";
import { EmptyState } from "../../../components/EmptyState";
import { Page, PageHead, ToolRow } from "../../../components/Page";
import { ProgressBar } from "../../../components/ProgressBar";
import { Skeleton } from "../../../components/Skeleton";
import { SplitPane } from "../../../components/SplitPane";
import { ErrorNotice, type ErrorPlace } from "../../../errors/ErrorNotice";
import {
  AppFailure,
  call,
  commands,
  type ProfileId,
  type SeatLineDto,
  type SeatPlanDto,
  type SeatPlanId,
} from "../../../ipc/client";
import { useTask } from "../../../ipc/tasks";
import { TICKS_IN_TURN } from "../../../ipc/turns";
import { BREAKPOINTS, useMediaQuery } from "../../../lib/useMediaQuery";
import s from "../Licences.module.css";
import { columnsFor, nameOf } from "./columns";
import { Kept } from "./Kept";
import { PlanActs } from "./PlanActs";
import { usePlanRows } from "./usePlanRows";
import { numberOf, sumOf } from "./words";

type PlanViewProps = {
  readonly profileId: ProfileId;
  /** Null for the newest. */
  readonly planId: SeatPlanId | null;
  readonly onBack: () => void;
  /** Opens another plan; without a number the newest. */
  readonly onOpen: (plan: SeatPlanId | undefined) => void;
  readonly onPlans: () => void;
  readonly onGo: (place: ErrorPlace) => void;
};

/** The plan: what would be written, line by line; while it is written, what became of each. */
export function PlanView({ profileId, planId, onBack, onOpen, onPlans, onGo }: PlanViewProps) {
  const { page: plan, isNone, getRow, onRangeChange, busy, error, retry } = usePlanRows(profileId, planId);
  const task = useTask(profileId, "writeSeats");
  const failure =
    task?.state.state === "failed" && plan?.state === "begun" ? new AppFailure(task.state.error) : null;
  const narrow = useMediaQuery(BREAKPOINTS.narrow);
  const [failed, setFailed] = useState<Error | null>(null);
  const ticking = useMutation({
    scope: TICKS_IN_TURN,
    mutationFn: ({
      plan,
      lines,
      ticked,
    }: {
      plan: SeatPlanDto;
      lines: SeatLineDto[] | null;
      ticked: boolean;
    }) => call(commands.tickSeatLines(profileId, plan.id, lines?.map(({ id }) => id) ?? null, ticked)),
    onSuccess: () => setFailed(null),
    onError: setFailed,
  });
  const { mutate: tick } = ticking;
  const draft = plan?.state === "draft" ? plan : null;
  const toggle = useMemo(
    () => draft && ((line: SeatLineDto) => tick({ plan: draft, lines: [line], ticked: !line.ticked })),
    [draft, tick],
  );
  const columns = useMemo(() => columnsFor(narrow, toggle), [narrow, toggle]);
  const back = (
    <>
      <Button variant="quiet" icon={ArrowLeft} onClick={onBack}>
        Back to the comparison
      </Button>
      {plan?.state !== "draft" && (
        <Button variant="quiet" icon={History} onClick={onPlans}>
          All plans
        </Button>
      )}
    </>
  );
  if (isNone || plan === undefined) {
    return (
      <Page fixed>
        <PageHead title="Plan of seats" actions={back} />
        {error ? (
          <ErrorNotice error={error} onRetry={retry} onGo={onGo} />
        ) : isNone ? (
          <EmptyState title="There is no plan">
            The comparison makes one of everything that differs.
          </EmptyState>
        ) : (
          <Skeleton label="Reading the plan" lines={8} />
        )}
      </Page>
    );
  }
  return (
    <Page fixed>
      <PageHead
        title={plan.undoes !== null ? "Plan that takes seats back" : "Plan of seats"}
        meta={numberOf(plan)}
        actions={
          <>
            {back}
            <PlanActs
              profileId={profileId}
              plan={plan}
              onGone={onBack}
              onMade={() => onOpen(undefined)}
              onFailed={setFailed}
            />
          </>
        }
      />
      {(failed ?? failure ?? error) && (
        <div className={s["notice"]}>
          <ErrorNotice inline error={failed ?? failure ?? error} onGo={onGo} />
        </div>
      )}
      <Standing plan={plan} isRunning={task?.state.state === "running"} />
      {plan.state !== "draft" && <Kept profileId={profileId} plan={plan} onOpen={onOpen} />}
      {draft && (
        <ToolRow>
          <Button onClick={() => tick({ plan: draft, lines: null, ticked: true })}>
            Tick all that are not braked
          </Button>
          <Button onClick={() => tick({ plan: draft, lines: null, ticked: false })}>Untick all</Button>
        </ToolRow>
      )}
      <SplitPane pane={null}>
        <DataGrid<SeatLineDto>
          label="Lines of the plan"
          rowCount={plan.counts.all}
          getRow={getRow}
          getKey={({ id }) => String(id)}
          getName={nameOf}
          columns={columns}
          listKey={String(plan.id)}
          onRangeChange={onRangeChange}
          busy={busy}
          onRowKey={
            toggle === null
              ? undefined
              : (event, line) => {
                  if (event.key !== " ") return false;
                  toggle(line);
                  return true;
                }
          }
        />
      </SplitPane>
    </Page>
  );
}

/** What the plan sums up to; while it is written, how far it is. */
function Standing({ plan, isRunning }: { readonly plan: SeatPlanDto; readonly isRunning: boolean }) {
  const { counts } = plan;
  const settled = counts.ticked - counts.open;
  return (
    <div className={s["sum"]}>
      {plan.state === "begun" ? (
        <>
          <span role="status">
            <b className="strong">
              {settled} of {counts.ticked}
            </b>{" "}
            {isRunning ? "written or settled" : "settled, the rest waits: the plan was stopped"}
          </span>
          <ProgressBar className={s["bar"]} label="Lines settled" value={settled} max={counts.ticked} />
        </>
      ) : (
        sumOf(plan).map((part) => <span key={part}>{part}</span>)
      )}
      {plan.reason !== null && <span>Reason: {plan.reason}</span>}
    </div>
  );
}
