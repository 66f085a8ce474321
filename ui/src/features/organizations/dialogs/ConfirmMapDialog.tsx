import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import type { Confirmation, Decisions } from "../useDecisions";

type ConfirmMapDialogProps = {
  readonly confirmation: Confirmation;
  readonly busy: boolean;
  readonly onConfirm: Decisions["confirm"];
  readonly onClose: () => void;
};

/**
 * Mapping to a customer that is taken or inactive: the engine says why, the administrator says yes. Where customers may
 * be shared, to one of two things.
 */
export function ConfirmMapDialog({ confirmation, busy, onConfirm, onClose }: ConfirmMapDialogProps) {
  const { target, error } = confirmation;
  const mayShare = error.code === "customerTaken";
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Map ${target.name} all the same`}
      description={error.message}
      note="Nothing is written to Halo"
      size={mayShare ? "l" : "m"}
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Choose another
          </Button>
          {mayShare && (
            <Button size="l" reason={busy ? "Mapping…" : undefined} onClick={() => onConfirm("takeOver")}>
              Take it over
            </Button>
          )}
          <Button
            size="l"
            variant="primary"
            busy={busy}
            busyWord="Mapping…"
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
