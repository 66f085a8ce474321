import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import type { Confirmation } from "../useDecisions";

type ConfirmMapDialogProps = {
  readonly confirmation: Confirmation;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Mapping to a customer that is taken or inactive: the engine says why, the administrator says yes. */
export function ConfirmMapDialog({ confirmation, busy, onConfirm, onClose }: ConfirmMapDialogProps) {
  const { target, error } = confirmation;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Map ${target.name} all the same`}
      description={error.message}
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Choose another
          </Button>
          <Button size="l" variant="primary" busy={busy} busyWord="Mapping…" onClick={onConfirm}>
            Map all the same
          </Button>
        </>
      }
    >
      {error.remedy.text !== "" && <p className="t2">{error.remedy.text}</p>}
    </Dialog>
  );
}
