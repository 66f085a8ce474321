import { useMutation, useQuery } from "@tanstack/react-query";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { PairGroups } from "../../../components/PairGroups";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  type AutomaticPreviewDto,
  call,
  commands,
  type EditDto,
  type ProfileId,
  toFailure,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount, formatNumber } from "../../../lib/format";
import { shownPairs } from "../../../lib/shownPairs";
import s from "../Settings.module.css";

type AutomaticDialogProps = {
  readonly profileId: ProfileId;
  readonly onDone: (edit: EditDto) => void;
  readonly onClose: () => void;
};

/** What accepting by itself would do now. It is switched on only by whoever has seen that. */
export function AutomaticDialog({ profileId, onDone, onClose }: AutomaticDialogProps) {
  const preview = useQuery(queries.previewAutomatic(profileId));
  const switching = useMutation({
    mutationFn: (expected: string) => call(commands.switchAutomaticOn(profileId, expected)),
    onSuccess: onDone,
    onError: (thrown) => {
      if (isStale(thrown)) void preview.refetch();
    },
  });
  const changed = switching.error !== null && isStale(switching.error);
  const total = preview.data?.accept.total ?? 0;
  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      locked={switching.isPending}
      title="Accept clear suggestions by itself"
      description={preview.data && whatNow(preview.data)}
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Leave it off
          </Button>
          <Button
            size="l"
            variant="primary"
            busy={switching.isPending}
            busyWord="Switching on…"
            reason={preview.data ? undefined : "The suggestions are still looked through"}
            onClick={() => preview.data && switching.mutate(preview.data.accept.mark)}
          >
            {total === 0 ? "Switch on" : `Switch on and map ${formatNumber(total)}`}
          </Button>
        </>
      }
    >
      {changed && (
        <Banner tone="attention" live title="The suggestions changed meanwhile.">
          Nothing was switched on. This is how they are now.
        </Banner>
      )}
      {switching.error && !changed && <ErrorNotice inline error={switching.error} />}
      {preview.data ? (
        <div className={s["form"]}>
          <PairGroups {...shownPairs(preview.data.accept)} />
          <p className="t2">
            A similar name alone, a rival close by, a customer that is taken or inactive, a warning, and
            whatever you mapped or parted yourself stays for you to decide.
          </p>
        </div>
      ) : preview.error ? (
        <ErrorNotice inline error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <Skeleton label="Looking through the suggestions" lines={4} />
      )}
    </Dialog>
  );
}

function whatNow({ accept, todo }: AutomaticPreviewDto): string {
  if (todo === 0) return "No organisation waits for a decision now.";
  const now = `It would accept ${formatNumber(accept.total)} of ${formatCount(todo, "organisation")} to decide now.`;
  return accept.total === 0 ? now : `${now} One press of Undo takes all of them back.`;
}

/** Whether the suggestions shown are no longer those there are. */
function isStale(thrown: Error): boolean {
  const { error } = toFailure(thrown);
  return error.code === "conflict" || (error.code === "invalidInput" && error.field === "expected");
}
