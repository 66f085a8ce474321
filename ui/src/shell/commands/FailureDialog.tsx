import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { asksToSend, SendsQuestion } from "../../errors/SendsQuestion";
import type { Failure } from "./useAttempt";

type FailureDialogProps = {
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly onClose: () => void;
};

/** Why a command did not work. It was asked for from anywhere, so no screen has a place for it. */
export function FailureDialog({ failure, busy, onClose }: FailureDialogProps) {
  const asked = failure?.confirm ? asksToSend(failure.error) : null;
  if (failure?.confirm && asked) {
    const act = failure.title.startsWith("Undo") ? "undo" : "redo";
    return <SendsQuestion asked={asked} act={act} busy={busy} onYes={failure.confirm} onNo={onClose} />;
  }
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
