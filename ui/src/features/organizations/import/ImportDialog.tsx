import { useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { RadioGroup } from "../../../components/RadioGroup";
import type { EditDto, EditId, ImportedDto, ProfileId } from "../../../ipc/client";
import s from "./Import.module.css";
import { ImportDone } from "./ImportDone";
import type { ImportSourceKind, Stage } from "./stage";
import { useApiImport } from "./useApiImport";
import { useCustomersImport } from "./useCustomersImport";
import { useFileImport } from "./useFileImport";

type ImportDialogProps = {
  /** The source that is chosen at first. */
  readonly start: ImportSourceKind;
  /** The demo’s list is read at once. */
  readonly startsWithDemo?: boolean;
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly isDemo: boolean;
  /** The import is done, and perhaps suggestions were accepted after it; the undo is shown by the screen. */
  readonly onImported: (edit: EditDto) => void;
  /** Takes the import back, in this order. */
  readonly onUndo: (edits: readonly EditId[]) => void;
  readonly onReview: () => void;
  readonly onClose: () => void;
};

const SOURCES: readonly { readonly value: ImportSourceKind; readonly label: string }[] = [
  { value: "file", label: "A file" },
  { value: "api", label: "The vendor’s API" },
  { value: "customers", label: "Halo’s customers" },
];

/** From a source to organisations: where they come from, what would happen, what happened. */
export function ImportDialog(props: ImportDialogProps) {
  const { start, startsWithDemo = false, profileId, vendorName, isDemo, onImported, onClose } = props;
  const [source, setSource] = useState<ImportSourceKind>(start);
  const [imported, setImported] = useState<ImportedDto | null>(null);
  const show = (done: ImportedDto) => {
    setImported(done);
    onImported(done.accepted ?? done.edit);
  };
  const stages: Record<ImportSourceKind, Stage> = {
    file: useFileImport({ profileId, vendorName, isDemo, startsWithDemo, onImported: show }),
    api: useApiImport({ profileId, vendorName, isShown: source === "api", onImported: show }),
    customers: useCustomersImport({
      profileId,
      vendorName,
      isShown: source === "customers",
      onImported: show,
    }),
  };
  const stage = stages[source];

  if (imported)
    return (
      <ImportDone
        imported={imported}
        onUndo={() =>
          props.onUndo(
            [imported.accepted?.id, imported.edit.id].filter((id) => id !== undefined && id !== null),
          )
        }
        onReview={props.onReview}
        onClose={onClose}
      />
    );
  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      locked={stage.isLocked}
      title={stage.title}
      description={stage.description}
      note="Nothing is written to Halo"
      actions={
        <>
          {stage.back}
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          {stage.actions}
        </>
      }
    >
      <div className={s["body"]}>
        {stage.isAtStart && (
          <RadioGroup
            label="Where they come from"
            inline
            value={source}
            onValueChange={setSource}
            options={SOURCES}
          />
        )}
        {stage.body}
      </div>
    </Dialog>
  );
}
