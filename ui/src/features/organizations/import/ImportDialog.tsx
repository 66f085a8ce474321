import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  type CsvOptionsDto,
  type CsvPreviewDto,
  call,
  commands,
  type EditDto,
  type ImportedDto,
  type ProfileId,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount } from "../../../lib/format";
import s from "./Import.module.css";
import { ImportPreview } from "./ImportPreview";
import { ImportResult } from "./ImportResult";
import { ImportSource } from "./ImportSource";

type ImportDialogProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly isDemo: boolean;
  /** The import is done; its undo is shown by the screen. */
  readonly onImported: (edit: EditDto) => void;
  readonly onUndo: () => void;
  readonly onReview: () => void;
  readonly onClose: () => void;
};

const WORK_IT_OUT: CsvOptionsDto = { delimiter: null, hasHeader: null, columns: null };

/** From a file to organisations: which file, what its columns hold, what would happen, what happened. */
export function ImportDialog(props: ImportDialogProps) {
  const { profileId, vendorName, isDemo, onImported, onClose } = props;
  const [path, setPath] = useState<string | null>(null);
  const [options, setOptions] = useState<CsvOptionsDto>(WORK_IT_OUT);
  const preview = useQuery({ ...queries.previewCsv(profileId, path ?? "", options), enabled: path !== null });
  const importing = useMutation({
    // As it was shown, not as it would be worked out now: the file may have been saved anew since.
    mutationFn: ({ file, shown }: { file: string; shown: CsvPreviewDto }) =>
      call(commands.importCsv(profileId, file, asShown(shown))),
    onSuccess: (done) => onImported(done.edit),
  });

  function takeFile(file: string) {
    setOptions(WORK_IT_OUT);
    setPath(file);
  }

  if (importing.data) return <Done {...props} imported={importing.data} />;
  const shown = path !== null && !preview.error ? preview.data : undefined;
  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      locked={importing.isPending}
      title={shown ? `Import ${shown.fileName}` : `Import ${vendorName} organisations`}
      description={
        shown
          ? `${formatCount(shown.totalRows, "row")}, ${shown.encoding}. Nothing is imported yet.`
          : "A CSV file. You choose the columns and see every row before it counts."
      }
      note="Nothing is written to Halo"
      actions={
        <>
          {path !== null && (
            <Button size="l" variant="quiet" onClick={() => setPath(null)}>
              Another file
            </Button>
          )}
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          {path !== null && shown && (
            <Button
              size="l"
              variant="primary"
              busy={importing.isPending}
              busyWord="Importing…"
              reason={whyNot(shown, preview.isPlaceholderData)}
              onClick={() => importing.mutate({ file: path, shown })}
            >
              {`Import ${formatCount(shown.added + shown.updated, "organisation")}`}
            </Button>
          )}
        </>
      }
    >
      <div className={s["body"]}>
        {importing.error && <ErrorNotice inline error={importing.error} />}
        {(path === null || preview.error) && (
          <ImportSource profileId={profileId} isDemo={isDemo} initialPath={path ?? ""} onFile={takeFile} />
        )}
        {path !== null && preview.error && (
          <ErrorNotice inline error={preview.error} onRetry={() => void preview.refetch()} />
        )}
        {path !== null && preview.isPending && <Skeleton label="Reading the file" lines={5} />}
        {shown && (
          <ImportPreview
            preview={shown}
            onOptions={(change) => setOptions((old) => ({ ...old, ...change }))}
          />
        )}
      </div>
    </Dialog>
  );
}

/** The choices that lead to what is shown. */
function asShown({ delimiter, hasHeader, columns }: CsvPreviewDto): CsvOptionsDto {
  return { delimiter, hasHeader, columns: columns.map(({ holds }) => holds) };
}

/** Why the import cannot start yet. */
function whyNot(preview: CsvPreviewDto, isOld: boolean): string | undefined {
  if (isOld) return "The preview is being renewed";
  if (preview.blocked !== null) return preview.blocked;
  if (preview.added + preview.updated === 0) return "Nothing in the file is new or changed";
  return undefined;
}

function Done({
  imported,
  onUndo,
  onReview,
  onClose,
}: ImportDialogProps & { readonly imported: ImportedDto }) {
  const count = imported.added + imported.updated;
  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      title={`${formatCount(count, "organisation")} imported`}
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
          <Button size="l" variant="primary" onClick={onReview}>
            Review suggestions
          </Button>
        </>
      }
    >
      <ImportResult imported={imported} />
    </Dialog>
  );
}
