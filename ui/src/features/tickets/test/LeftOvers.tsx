import { useMutation } from "@tanstack/react-query";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { useToast } from "../../../components/Toast";
import { ErrorNotice, type ErrorPlace } from "../../../errors/ErrorNotice";
import { call, commands, type ProfileId, type TestRunDto, type TestRunId } from "../../../ipc/client";
import { useBlocked } from "../../../ipc/health";
import { formatMoment } from "../../../lib/format";
import s from "./Test.module.css";

type LeftOversProps = {
  readonly profileId: ProfileId;
  readonly runs: readonly TestRunDto[];
  readonly isRunning: boolean;
  readonly onGo: (page: ErrorPlace) => void;
};

/** A ticket of an earlier run may still stand in Halo: says which, and closes it. One at a time, the newest first. */
export function LeftOvers({ profileId, runs, isRunning, onGo }: LeftOversProps) {
  const toast = useToast();
  const blocked = useBlocked(profileId).tickets ?? undefined;
  const closing = useMutation({
    mutationFn: (run: TestRunId) => call(commands.cleanUpTestRun(profileId, run)),
    onSuccess: (run) => {
      toast.show(
        run.ticketId === null
          ? "No ticket of that run is left in Halo"
          : `Ticket ${run.ticketId} is cleaned up`,
      );
    },
  });
  const dismissing = useMutation({
    mutationFn: ({ run, isGone }: { run: TestRunId; isGone: boolean }) =>
      call(commands.dismissLeftOver(profileId, run, isGone)),
    onSuccess: ({ id }, { isGone }) => {
      closing.reset();
      if (!isGone) return toast.show("It is taken for a left-over again");
      toast.show("It is not taken for a left-over any more", {
        label: "Undo",
        onPress: () => dismissing.mutate({ run: id, isGone: false }),
      });
    },
  });
  const run = isRunning ? undefined : runs.find(({ leftOver }) => leftOver);
  if (!run) return null;
  return (
    <div className={s["banners"]}>
      <Banner
        tone="attention"
        title={
          run.ticketId === null
            ? `The run of ${formatMoment(run.startedAt)} may have left a ticket in Halo.`
            : `Ticket ${run.ticketId} of the run of ${formatMoment(run.startedAt)} still stands in Halo.`
        }
        actions={
          <>
            <Button
              busy={closing.isPending}
              busyWord="Closing…"
              reason={blocked}
              onClick={() => closing.mutate(run.id)}
            >
              Close it now
            </Button>
            <Button
              variant="quiet"
              reason={closing.isPending ? "Closing…" : undefined}
              busy={dismissing.isPending}
              busyWord="Remembering…"
              onClick={() => dismissing.mutate({ run: run.id, isGone: true })}
            >
              It is gone in Halo
            </Button>
          </>
        }
      >
        It is found by its mark <code>{run.reference}</code>. A ticket without the mark is never touched. If
        you see in Halo that it was deleted, say so; Halo is not asked then, and the activity list keeps it.
      </Banner>
      {closing.error && <ErrorNotice inline error={closing.error} onGo={onGo} />}
      {dismissing.error && <ErrorNotice inline error={dismissing.error} onGo={onGo} />}
    </div>
  );
}
