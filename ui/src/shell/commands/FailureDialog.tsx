import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNotice } from "../../errors/ErrorNotice";
import type { Failure } from "./useAttempt";

type FailureDialogProps = {
  readonly failure: Failure | null;
  readonly onClose: () => void;
};

/** Why a command did not work. It was asked for from anywhere, so no screen has a place for it. */
export function FailureDialog({ failure, onClose }: FailureDialogProps) {
  return (
    <Dialog
      open={failure !== null}
      onClose={onClose}
      title={failure?.title ?? ""}
      actions={
        <Button size="l" onClick={onClose}>
          Close
        </Button>
      }
    >
      {failure && <ErrorNotice inline error={failure.error} />}
    </Dialog>
  );
}
