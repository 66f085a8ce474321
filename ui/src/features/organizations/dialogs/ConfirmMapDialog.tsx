import { useQuery } from "@tanstack/react-query";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import type { ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import type { Confirmation, Decisions } from "../useDecisions";
import { writesNote } from "../writesNote";

type ConfirmMapDialogProps = {
  readonly profileId: ProfileId;
  readonly confirmation: Confirmation;
  readonly busy: boolean;
  readonly onConfirm: Decisions["confirm"];
  readonly onClose: () => void;
};

/**
 * Mapping to a customer that is taken or inactive: the engine says why, the administrator says yes. Where customers may
 * be shared, to one of two things.
 */
export function ConfirmMapDialog({
  profileId,
  confirmation,
  busy,
  onConfirm,
  onClose,
}: ConfirmMapDialogProps) {
  const { target, error } = confirmation;
  const detail = useQuery(queries.organizationDetail(profileId, target.id));
  const mayShare = error.code === "customerTaken";
  // A yes is one to the tickets as well, so it waits until they are counted.
  const counting = detail.isFetching ? "Looking for held tickets" : undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Map ${target.name} all the same`}
      description={error.message}
      note={writesNote(detail.data?.heldTickets)}
      size={mayShare ? "l" : "m"}
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Choose another
          </Button>
          {mayShare && (
            <Button size="l" reason={busy ? "Mapping…" : counting} onClick={() => onConfirm("takeOver")}>
              Take it over
            </Button>
          )}
          <Button
            size="l"
            variant="primary"
            busy={busy}
            busyWord="Mapping…"
            reason={counting}
            onClick={() => onConfirm(mayShare ? "share" : "takeOver")}
          >
            {mayShare ? "Map both" : "Map all the same"}
          </Button>
        </>
      }
    >
      {error.remedy.text !== "" && <p className="t2">{error.remedy.text}</p>}
    </Dialog>
  );
}
