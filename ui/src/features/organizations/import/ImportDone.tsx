import { useRef } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import type { ImportedDto } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import { ImportResult } from "./ImportResult";

type ImportDoneProps = {
  readonly imported: ImportedDto;
  readonly onUndo: () => void;
  readonly onReview: () => void;
  readonly onClose: () => void;
};

/** What the import did, and where to go on. */
export function ImportDone({ imported, onUndo, onReview, onClose }: ImportDoneProps) {
  // Not on Undo, which comes first: Enter right after an import must not take it back.
  const goOn = useRef<HTMLButtonElement>(null);
  const count = imported.added + imported.updated;
  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      initialFocus={goOn}
      title={count === 0 ? "The list is imported" : `${formatCount(count, "organisation")} imported`}
      note="Nothing was written to Halo"
      actions={
        <>
          {imported.edit.id !== null && (
            <Button size="l" variant="quiet" onClick={onUndo}>
              Undo the import
            </Button>
          )}
          <Button size="l" onClick={onClose}>
            Close
          </Button>
          <Button ref={goOn} size="l" variant="primary" onClick={onReview}>
            Review suggestions
          </Button>
        </>
      }
    >
      <ImportResult imported={imported} />
    </Dialog>
  );
}
