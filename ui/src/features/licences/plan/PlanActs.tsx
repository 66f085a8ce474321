import { useMutation } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { useToast } from "../../../components/Toast";
import { call, commands, type ProfileId, type SeatPlanDto } from "../../../ipc/client";
import { useBlocked } from "../../../ipc/health";
import { useTask } from "../../../ipc/tasks";
import { formatCount } from "../../../lib/format";
import { WriteDialog } from "./WriteDialog";

type PlanActsProps = {
  readonly profileId: ProfileId;
  readonly plan: SeatPlanDto;
  /** The plan was thrown away. */
  readonly onGone: () => void;
  /** Another plan was made of it. */
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
    mutationFn: () => call(commands.takeSeatsBack(profileId, plan.id)),
    ...told,
    onSuccess: onMade,
  });
  const isRunning = task?.state.state === "running";
  return (
    <>
      <Button variant="quiet" icon={FileDown} busy={saving.isPending} onClick={() => saving.mutate()}>
        Save as a file…
      </Button>
      {plan.state === "draft" && (
        <>
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
          <Button variant="dangerQuiet" onClick={() => givingUp.mutate()}>
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
          onClick={() => takingBack.mutate()}
        >
          Take back…
        </Button>
      )}
      {asking && plan.state === "draft" && (
        <WriteDialog profileId={profileId} plan={plan} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
