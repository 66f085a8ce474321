import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useCallback } from "react";
import { Button } from "../../../components/Button";
import { DataGrid, type DataGridColumn } from "../../../components/DataGrid";
import { EmptyState } from "../../../components/EmptyState";
import { Page, PageHead } from "../../../components/Page";
import { Skeleton } from "../../../components/Skeleton";
import { SplitPane } from "../../../components/SplitPane";
import { StateLabel } from "../../../components/StateLabel";
import { ErrorNotice, type ErrorPlace } from "../../../errors/ErrorNotice";
import type { PlanSummaryDto, ProfileId, SeatPlanId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatMoment, formatNumber } from "../../../lib/format";
import { outcomeOf, planName, planState } from "./words";

type PlansViewProps = {
  readonly profileId: ProfileId;
  readonly onBack: () => void;
  readonly onOpen: (plan: SeatPlanId) => void;
  readonly onGo: (place: ErrorPlace) => void;
};

/** Every plan that was confirmed, with what became of it. Each can be opened, saved and taken back. */
export function PlansView({ profileId, onBack, onOpen, onGo }: PlansViewProps) {
  const plans = useQuery(queries.seatPlans(profileId));
  const rows = plans.data;
  const getRow = useCallback((index: number) => rows?.[index], [rows]);
  return (
    <Page fixed>
      <PageHead
        title="Plans of seats"
        meta="Confirmed plans are kept, each as a file too"
        actions={
          <Button variant="quiet" icon={ArrowLeft} onClick={onBack}>
            Back to the comparison
          </Button>
        }
      />
      <SplitPane pane={null}>
        {rows === undefined ? (
          plans.error ? (
            <ErrorNotice error={plans.error} onRetry={() => void plans.refetch()} onGo={onGo} />
          ) : (
            <Skeleton label="Reading the plans" lines={6} />
          )
        ) : rows.length === 0 ? (
          <EmptyState title="No plan was confirmed yet">
            What is written to Halo stands in a plan first. Every plan that was confirmed is listed here.
          </EmptyState>
        ) : (
          <DataGrid<PlanSummaryDto>
            label="Plans"
            rowCount={rows.length}
            getRow={getRow}
            getKey={({ id }) => String(id)}
            getName={planName}
            columns={COLUMNS}
            onActivate={({ id }) => onOpen(id)}
          />
        )}
      </SplitPane>
    </Page>
  );
}

const COLUMNS: readonly DataGridColumn<PlanSummaryDto>[] = [
  { id: "plan", head: "Plan", width: "minmax(0, .8fr)", cell: planName, title: planName, rowHeader: true },
  { id: "begun", head: "Confirmed", width: "148px", cell: ({ begunAt }) => formatMoment(begunAt) },
  { id: "state", head: "State", width: "136px", cell: (plan) => <StateLabel {...planState(plan)} /> },
  {
    id: "done",
    head: "Written",
    width: "96px",
    numeric: true,
    cell: ({ done, ticked }) => `${formatNumber(done)} of ${formatNumber(ticked)}`,
  },
  {
    id: "outcome",
    head: "What became of it",
    width: "minmax(0, 1fr)",
    cell: (plan) => <span className="t2">{outcomeOf(plan)}</span>,
    title: outcomeOf,
  },
];
