import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { type AppError, toFailure } from "../ipc/client";

/** What undo and redo ask before they send tickets that wait; null for every other failure. */
export function asksToSend(error: unknown): AppError | null {
  if (error === null || error === undefined) return null;
  const { error: failure } = toFailure(error);
  return failure.code === "needsConfirmation" ? failure : null;
}

type SendsQuestionProps = {
  /** What would be sent, and to which customer. */
  readonly asked: AppError;
  readonly act: "undo" | "redo";
  readonly busy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
};

/** Tickets wait for a pair that would come back: they would be sent to Halo, which somebody has to want. */
export function SendsQuestion({ asked, act, busy, onYes, onNo }: SendsQuestionProps) {
  const words = act === "undo" ? "Undo and send" : "Make it again and send";
  return (
    <Dialog
      open
      onClose={onNo}
      locked={busy}
      title="Tickets would be sent to Halo"
      description={asked.message}
      actions={
        <>
          <Button size="l" onClick={onNo}>
            Leave it as it is
          </Button>
          <Button size="l" variant="primary" busy={busy} busyWord="Sending…" onClick={onYes}>
            {words}
          </Button>
        </>
      }
    >
      <p>{asked.remedy.text}</p>
    </Dialog>
  );
}
