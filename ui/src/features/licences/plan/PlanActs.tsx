import { useMutation, useQuery } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { useToast } from "../../../components/Toast";
import { call, commands, type ProfileId, type SeatPlanDto } from "../../../ipc/client";
import { useBlocked } from "../../../ipc/health";
import { queries } from "../../../ipc/queries";
import { useTask } from "../../../ipc/tasks";
import { formatCount } from "../../../lib/format";
import { ReplaceDialog } from "./ReplaceDialog";
import { WriteDialog } from "./WriteDialog";

type PlanActsProps = {
  readonly profileId: ProfileId;
  readonly plan: SeatPlanDto;
  /** The plan was thrown away. */
  readonly onGone: () => void;
  /** Another plan was made, of it or in its place. */
  readonly onMade: () => void;
  readonly onFailed: (error: Error | null) => void;
};

/** What can be done with a plan as it stands. */
export function PlanActs({ profileId, plan, onGone, onMade, onFailed }: PlanActsProps) {
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  const task = useTask(profileId, "writeSeats");
  const blocked = useBlocked(profileId).read ?? undefined;
  const told = { onMutate: () => onFailed(null), onError: onFailed };
  const saving = useMutation({
    mutationFn: () => call(commands.saveSeatPlan(profileId, plan.id)),
    ...told,
    onSuccess: (saved) => {
      if (saved) toast.show(`${formatCount(saved.lines, "line")} kept in ${saved.path}`);
    },
  });
  const goingOn = useMutation({
    mutationFn: () => call(commands.applySeatPlan(profileId, plan.id, null)),
    ...told,
  });
  const pausing = useMutation({
    mutationFn: async () => {
      if (task) await call(commands.cancelTask(task.id));
    },
    ...told,
  });
  const givingUp = useMutation({
    mutationFn: () => call(commands.giveSeatPlanUp(profileId, plan.id)),
    ...told,
    onSuccess: () => {
      if (plan.state === "draft") onGone();
    },
  });
  const takingBack = useMutation({
    mutationFn: (replace: boolean) => call(commands.takeSeatsBack(profileId, plan.id, replace)),
    ...told,
    onSuccess: onMade,
  });
  const makingAnew = useMutation({
    mutationFn: (replace: boolean) => call(commands.makeSeatPlan(profileId, replace)),
    ...told,
    onSuccess: (made) => {
      if (made !== null) return onMade();
      toast.show("Nothing differs any more, so there is no plan");
      onGone();
    },
  });
  const newest = useQuery({
    ...queries.seatPlan(profileId, null, 0, 0),
    enabled: plan.canBeTakenBack,
  }).data;
  const draft = plan.state === "draft" ? plan : newest?.state === "draft" ? newest : null;
  const replacing = plan.state === "draft" ? makingAnew : takingBack;
  const [isReplacing, setIsReplacing] = useState(false);
  /** Makes the new plan, and asks first where that would throw away what was ticked by hand. */
  function replace() {
    if (draft !== null && draft.counts.byHand > 0) setIsReplacing(true);
    else replacing.mutate(false);
  }
  const isRunning = task?.state.state === "running";
  return (
    <>
      <Button variant="quiet" icon={FileDown} busy={saving.isPending} onClick={() => saving.mutate()}>
        Save as a file…
      </Button>
      {plan.state === "draft" && (
        <>
          {plan.undoes === null && (
            <Button
              busy={makingAnew.isPending}
              tooltip="Makes a plan of everything that differs now, in place of this one"
              onClick={replace}
            >
              Make it anew…
            </Button>
          )}
          <Button variant="dangerQuiet" onClick={() => givingUp.mutate()}>
            Discard
          </Button>
          <Button
            variant="primary"
            reason={plan.counts.ticked === 0 ? "No line is ticked" : blocked}
            onClick={() => setAsking(true)}
          >
            {`Write ${formatCount(plan.counts.ticked, "line")}…`}
          </Button>
        </>
      )}
      {plan.state === "begun" && isRunning && (
        <Button busy={pausing.isPending} busyWord="Pausing…" onClick={() => pausing.mutate()}>
          Pause
        </Button>
      )}
      {plan.state === "begun" && !isRunning && (
        <>
          <Button
            variant="dangerQuiet"
            busy={givingUp.isPending}
            busyWord="Giving up…"
            onClick={() => givingUp.mutate()}
          >
            Give up the rest
          </Button>
          <Button
            variant="primary"
            busy={goingOn.isPending}
            busyWord="Starting…"
            reason={blocked}
            onClick={() => goingOn.mutate()}
          >
            Go on
          </Button>
        </>
      )}
      {plan.canBeTakenBack && (
        <Button
          busy={takingBack.isPending}
          tooltip="Makes a plan with the opposite lines, to be looked at first. What has changed since is skipped"
          onClick={replace}
        >
          Take back…
        </Button>
      )}
      {isReplacing && draft !== null && (
        <ReplaceDialog
          draft={draft}
          onClose={() => setIsReplacing(false)}
          onReplace={() => {
            setIsReplacing(false);
            replacing.mutate(true);
          }}
        />
      )}
      {asking && plan.state === "draft" && (
        <WriteDialog profileId={profileId} plan={plan} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
