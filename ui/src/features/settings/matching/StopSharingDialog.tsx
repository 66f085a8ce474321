import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import type { AppError } from "../../../ipc/client";

type StopSharingDialogProps = {
  /** How many customers are shared, and what becomes of them. */
  readonly asked: AppError;
  readonly busy: boolean;
  readonly onStop: () => void;
  readonly onClose: () => void;
};

/** Customers are shared that would no longer be allowed to be: they stay, as problems. */
export function StopSharingDialog({ asked, busy, onStop, onClose }: StopSharingDialogProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      locked={busy}
      title="Share customers no longer"
      description={asked.message}
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Go on sharing
          </Button>
          <Button size="l" variant="primary" busy={busy} busyWord="Changing…" onClick={onStop}>
            Share no longer
          </Button>
        </>
      }
    >
      <p>{asked.remedy.text}</p>
    </Dialog>
  );
}
