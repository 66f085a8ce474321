import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import type { AppError } from "../ipc/client";

const WORDS = {
  undo: "Undo and send",
  redo: "Make it again and send",
  save: "Save and send",
  bringBack: "Bring back and send",
  remove: "Remove and send",
  send: "Send to Halo",
} as const;

/** What would send them. */
export type SendsAct = keyof typeof WORDS;

export type SendsQuestionProps = {
  /** What would be sent, and to which customer. */
  readonly asked: AppError;
  readonly act: SendsAct;
  readonly busy: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
};

/** Tickets wait for what would be done: they would be sent to Halo, which somebody has to want. */
export function SendsQuestion({ asked, act, busy, onYes, onNo }: SendsQuestionProps) {
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
            {WORDS[act]}
          </Button>
        </>
      }
    >
      <p>{asked.remedy.text}</p>
    </Dialog>
  );
}
