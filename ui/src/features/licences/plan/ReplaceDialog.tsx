import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import type { SeatPlanDto } from "../../../ipc/client";

type ReplaceDialogProps = {
  /** The draft that would go. */
  readonly draft: SeatPlanDto;
  readonly onClose: () => void;
  readonly onReplace: () => void;
};

/** Asks before a draft whose ticks were set by hand goes for a new plan. */
export function ReplaceDialog({ draft: { id, counts }, onClose, onReplace }: ReplaceDialogProps) {
  const ticks = counts.byHand === 1 ? "1 of its ticks was" : `${counts.byHand} of its ticks were`;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Replace plan ${id}`}
      description={`Plan ${id} is not written yet, and ${ticks} set by hand. A new plan takes its place, and these ticks are gone.`}
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Keep it
          </Button>
          <Button size="l" variant="danger" onClick={onReplace}>
            Replace it
          </Button>
        </>
      }
    />
  );
}
