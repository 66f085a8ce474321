import { useMutation, useQuery } from "@tanstack/react-query";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { PairGroups } from "../../../components/PairGroups";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  type AcceptPreviewDto,
  call,
  commands,
  type EditDto,
  type ProfileId,
  type SelectionDto,
  toFailure,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount, formatNumber } from "../../../lib/format";
import { shownPairs } from "../../../lib/shownPairs";
import { writesNote } from "../writesNote";
import s from "./Dialogs.module.css";

type AcceptDialogProps = {
  readonly profileId: ProfileId;
  /** Only those of a selection; null for all. */
  readonly within: SelectionDto | null;
  readonly onAccepted: (edit: EditDto) => void;
  readonly onClose: () => void;
};

/** What accepting clear suggestions would do, weakest first, before it is done in one step. */
export function AcceptDialog({ profileId, within, onAccepted, onClose }: AcceptDialogProps) {
  const preview = useQuery(queries.previewAccept(profileId, within));
  const accepting = useMutation({
    mutationFn: (expected: string) => call(commands.acceptSuggestions(profileId, within, expected)),
    onSuccess: onAccepted,
    onError: (thrown) => {
      if (isStale(thrown)) void preview.refetch();
    },
  });
  const total = preview.data?.total ?? 0;
  const changed = isStale(accepting.error);

  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      locked={accepting.isPending}
      title={
        preview.data === undefined
          ? "Accept suggestions"
          : total === 0
            ? "No suggestion is clear enough"
            : `Accept ${formatCount(total, "suggestion")}`
      }
      description={total > 0 ? "Weakest first. One press of Undo takes all of them back." : undefined}
      note={writesNote(preview.data?.heldTickets)}
      actions={
        <>
          <Button size="l" onClick={onClose}>
            {total === 0 ? "Close" : "Cancel"}
          </Button>
          {total > 0 && (
            <Button
              size="l"
              variant="primary"
              busy={accepting.isPending}
              busyWord="Mapping…"
              onClick={() => preview.data && accepting.mutate(preview.data.mark)}
            >
              {`Map ${formatNumber(total)}`}
            </Button>
          )}
        </>
      }
    >
      {changed && (
        <Banner tone="attention" live title="The suggestions changed meanwhile.">
          Or tickets came to wait for them. Nothing was mapped. This is how they are now.
        </Banner>
      )}
      {accepting.error && !changed && <ErrorNotice inline error={accepting.error} />}
      {preview.data ? (
        <Preview preview={preview.data} />
      ) : preview.error ? (
        <ErrorNotice inline error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <Skeleton label="Looking through the suggestions" lines={4} />
      )}
    </Dialog>
  );
}

/** Whether the suggestions shown are no longer those there are. */
function isStale(thrown: Error | null): boolean {
  if (thrown === null) return false;
  const { error } = toFailure(thrown);
  return error.code === "conflict" || (error.code === "invalidInput" && error.field === "expected");
}

function Preview({ preview }: { preview: AcceptPreviewDto }) {
  return (
    <div className={s["groups"]}>
      <PairGroups {...shownPairs(preview)} />
      {preview.left > 0 && (
        <p className="t2">
          {formatCount(preview.left, "suggestion stays", "suggestions stay")} for you to decide: a similar
          name alone, a rival close by, a customer that is taken or inactive, or a warning.
        </p>
      )}
    </div>
  );
}
