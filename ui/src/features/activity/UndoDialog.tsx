import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNotice } from "../../errors/ErrorNotice";
import type { UndoPlanDto } from "../../ipc/client";
import { formatCount, formatMoment } from "../../lib/format";
import s from "./Activity.module.css";

type UndoDialogProps = {
  readonly plan: UndoPlanDto;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onUndo: () => void;
  readonly onClose: () => void;
};

/** Shows what goes along when an edit is taken back that others have followed. */
export function UndoDialog({ plan: { edit, along }, busy, error, onUndo, onClose }: UndoDialogProps) {
  const total = along.length + 1;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Undo ${formatCount(total, "edit")}`}
      description="These changed the same organisations since, so they are taken back first, the newest before the others. All of them, or none."
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button size="l" variant="primary" busy={busy} busyWord="Undoing…" onClick={onUndo}>
            Undo all {total}
          </Button>
        </>
      }
    >
      <ol className={s["along"]}>
        {[...along, edit].map(({ id, what, at }) => (
          <li key={id}>
            {what} <span className="t3">{formatMoment(at)}</span>
          </li>
        ))}
      </ol>
      {error !== null && <ErrorNotice inline error={error} title="Nothing was undone" />}
    </Dialog>
  );
}
