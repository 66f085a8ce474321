import { useMutation, useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { KeyValue } from "../../components/KeyValue";
import { Skeleton } from "../../components/Skeleton";
import { Pane, PaneSection } from "../../components/SplitPane";
import { useToast } from "../../components/Toast";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { useSendsQuestion } from "../../errors/useSendsQuestion";
import {
  type ActivityDetailsDto,
  call,
  commands,
  type OrganizationChangesDto,
  type ProfileId,
  type SeatPlanId,
  type UndoPlanDto,
} from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { formatCount, formatMoment, formatNumber } from "../../lib/format";
import { ActFoot } from "./ActFoot";
import s from "./Activity.module.css";
import { Result } from "./columns";
import { UndoDialog } from "./UndoDialog";
import { whoOf } from "./words";

type ActivityPaneProps = {
  readonly profileId: ProfileId;
  readonly line: number;
  /** Opens the plan of seats that the line tells of. */
  readonly onPlan: (plan: SeatPlanId) => void;
  readonly onClose: () => void;
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
};

/** One line: when, who, what it changed; an edit can be taken back. */
export function ActivityPane({ profileId, line, onPlan, onClose, onPrevious, onNext }: ActivityPaneProps) {
  const details = useQuery(queries.activityDetails(profileId, line));
  const found = details.data;
  return (
    <Pane
      title={found?.row.what ?? "Activity"}
      meta={found && <Result result={found.row.result} />}
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
      footer={found && <Foot profileId={profileId} details={found} onPlan={onPlan} />}
    >
      {found ? (
        <Details details={found} />
      ) : details.error ? (
        <ErrorNotice
          error={details.error}
          onRetry={() => void details.refetch()}
          retrying={details.isFetching}
        />
      ) : (
        <Skeleton label="Reading the line" lines={4} />
      )}
    </Pane>
  );
}

function Details({ details: { row, changes, touched } }: { details: ActivityDetailsDto }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ["When", formatMoment(row.at)],
    ["Who", whoOf(row)],
    ["Before", row.before],
    ["After", row.after],
    ["Note", row.note],
    ["Requests used", row.requests === null ? null : formatNumber(row.requests)],
  ];
  return (
    <>
      <KeyValue rows={facts.flatMap(([term, value]) => (value === null ? [] : [{ term, value }]))} />
      {changes.length > 0 && (
        <PaneSection title={formatCount(touched, "organisation was changed", "organisations were changed")}>
          {changes.map((change) => (
            <Change key={change.organization} change={change} />
          ))}
          {touched > changes.length && (
            <p className="hint">The first {formatNumber(changes.length)} are shown.</p>
          )}
        </PaneSection>
      )}
    </>
  );
}

function Change({ change: { name, changes } }: { change: OrganizationChangesDto }) {
  return (
    <div className={s["change"]}>
      <h4 className="strong">{name}</h4>
      <ul>
        {changes.map(({ field, before, after }) => (
          <li key={field}>
            <span className="t3">{field}: </span>
            {before !== null && <s>{before}</s>} {after ?? "nothing"}
          </li>
        ))}
      </ul>
    </div>
  );
}

type FootProps = {
  readonly profileId: ProfileId;
  readonly details: ActivityDetailsDto;
  readonly onPlan: (plan: SeatPlanId) => void;
};

/** What can be done from a line; nothing where nothing can. */
function Foot({ profileId, details: { row, undo, act }, onPlan }: FootProps) {
  const { plan } = row;
  if (undo !== null) return <UndoFoot profileId={profileId} plan={undo} />;
  if (act !== null) return <ActFoot profileId={profileId} line={row.id} act={act} />;
  return plan === null ? null : <Button onClick={() => onPlan(plan)}>Open the plan</Button>;
}

function UndoFoot({ profileId, plan }: { profileId: ProfileId; plan: UndoPlanDto }) {
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const { run, question } = useSendsQuestion("undo");
  const along = plan.along.map(({ id }) => id);
  const undoing = useMutation({
    mutationFn: () => run((sends) => call(commands.undoWith(profileId, plan.edit.id, along, sends))),
    onSuccess: (count) => {
      setAsking(false);
      if (count !== undefined) toast.show(`Undone: ${formatCount(count, "edit")}`);
    },
  });
  if (plan.undoneAt !== null) return <p className="t2">Undone {formatMoment(plan.undoneAt)}</p>;
  if (plan.isClosed) return <p className="t2">Done with another Halo, so it cannot be undone</p>;
  const several = plan.along.length > 0;
  if (question) return question;
  return (
    <>
      {undoing.error && !asking && <ErrorNotice inline error={undoing.error} title="It was not undone" />}
      <Button
        icon={Undo2}
        busy={undoing.isPending}
        busyWord="Undoing…"
        onClick={() => (several ? setAsking(true) : undoing.mutate())}
      >
        {several ? `Undo with ${formatCount(plan.along.length, "later edit")}…` : "Undo"}
      </Button>
      {asking && (
        <UndoDialog
          plan={plan}
          busy={undoing.isPending}
          error={undoing.error}
          onUndo={() => undoing.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
