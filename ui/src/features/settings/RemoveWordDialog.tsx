import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import type { UsedWordDto } from "../../ipc/client";
import { formatCount } from "../../lib/format";
import s from "./Settings.module.css";

type RemoveWordDialogProps = {
  readonly word: UsedWordDto | null;
  readonly busy: boolean;
  readonly onRemove: () => void;
  readonly onClose: () => void;
};

/** A word that rules or seats hold on to: says what goes with it. */
export function RemoveWordDialog({ word, busy, onRemove, onClose }: RemoveWordDialogProps) {
  return (
    <Dialog
      open={word !== null}
      onClose={onClose}
      locked={busy}
      title={`Remove “${word?.name ?? ""}” with what holds on to it`}
      note="Nothing in Halo is touched"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Keep it
          </Button>
          <Button size="l" variant="danger" onClick={onRemove} busy={busy} busyWord="Removing…">
            Remove it
          </Button>
        </>
      }
    >
      <ul className={s["bullets"]}>
        {word && word.rules > 0 && (
          <li>
            It goes from {formatCount(word.rules, "ticket rule")} that {word.rules === 1 ? "names" : "name"}{" "}
            it.
          </li>
        )}
        {word && word.organizations > 0 && (
          <li>The seats of {formatCount(word.organizations, "organisation")} go with it.</li>
        )}
        <li>It cannot be undone. To call it something else, rename it instead: rules and seats follow.</li>
      </ul>
    </Dialog>
  );
}
