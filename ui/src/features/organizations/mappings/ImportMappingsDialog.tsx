import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Form } from "../../../components/Form";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { FileField } from "../../../files/FileField";
import {
  call,
  commands,
  type EditDto,
  type EditId,
  type ImportedMappingsDto,
  type ProfileId,
  type TakeFromDto,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount, formatNumber } from "../../../lib/format";
import { writesNote } from "../writesNote";
import { changesOf, KEEP_OURS, ticketsOf } from "./choice";
import s from "./Mappings.module.css";
import { MappingsPreview } from "./MappingsPreview";

type ImportMappingsDialogProps = {
  readonly profileId: ProfileId;
  /** The import is done; its undo is shown here. */
  readonly onImported: (edit: EditDto) => void;
  readonly onUndo: (edit: EditId) => void;
  readonly onClose: () => void;
};

/** From a file of mappings to pairs, holds and exclusions: which file, what would happen, what happened. */
export function ImportMappingsDialog(props: ImportMappingsDialogProps) {
  const { profileId, onImported, onClose } = props;
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState(false);
  const [path, setPath] = useState<string | null>(null);
  const [choice, setChoice] = useState<TakeFromDto>(KEEP_OURS);
  const preview = useQuery({ ...queries.previewMappings(profileId, path ?? ""), enabled: path !== null });
  const importing = useMutation({
    mutationFn: ({ file, mark }: { file: string; mark: string }) =>
      call(commands.importMappings(profileId, file, choice, mark)),
    onSuccess: (done) => onImported(done.edit),
    // What is shown may be old by now.
    onError: () => void preview.refetch(),
  });

  function take(file: string) {
    setAsked(true);
    if (file === "") return;
    importing.reset();
    setChoice(KEEP_OURS);
    setPath(file);
  }

  if (importing.data) return <Done {...props} imported={importing.data} />;
  const shown = path !== null && !preview.error ? preview.data : undefined;
  const changes = shown ? changesOf(shown, choice) : 0;
  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      locked={importing.isPending}
      title={shown ? `Import ${shown.fileName}` : "Import mappings"}
      description={
        shown
          ? "Nothing is imported yet."
          : "A file that Halyard exported, as CSV or JSON. You see every line before it counts."
      }
      note={writesNote(shown && ticketsOf(shown, choice))}
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
          {path === null || preview.error ? (
            <Button size="l" variant="primary" onClick={() => take(typed.trim())}>
              Read the file
            </Button>
          ) : (
            shown && (
              <Button
                size="l"
                variant="primary"
                busy={importing.isPending}
                busyWord="Importing…"
                reason={
                  preview.isFetching
                    ? "The file is being read"
                    : changes === 0
                      ? "Nothing in the file is new or chosen"
                      : undefined
                }
                onClick={() => importing.mutate({ file: path, mark: shown.mark })}
              >
                {`Change ${formatCount(changes, "organisation")}`}
              </Button>
            )
          )}
        </>
      }
    >
      <Form className={s["body"]} onSubmit={() => take(typed.trim())}>
        {importing.error && <ErrorNotice inline error={importing.error} title="Nothing was imported" />}
        {(path === null || preview.error) && (
          <FileField
            hint="The full path of a file of mappings on this computer"
            path={typed}
            onPath={setTyped}
            error={asked && typed.trim() === "" ? "Choose a file or type its path." : undefined}
            chooseWords="Choose file…"
            choose={() => call(commands.chooseMappingsFile())}
            onChosen={(chosen) => {
              setTyped(chosen);
              take(chosen);
            }}
          />
        )}
        {path !== null && preview.error && (
          <ErrorNotice inline error={preview.error} onRetry={() => void preview.refetch()} />
        )}
        {path !== null && preview.isPending && <Skeleton label="Reading the file" lines={5} />}
        {shown && <MappingsPreview preview={shown} choice={choice} onChoice={setChoice} />}
      </Form>
    </Dialog>
  );
}

function Done({
  imported,
  onUndo,
  onClose,
}: ImportMappingsDialogProps & { readonly imported: ImportedMappingsDto }) {
  const { mapped, setAside, kept, leftOut, sentTickets, edit } = imported;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${formatCount(mapped + setAside, "organisation")} changed`}
      note={
        sentTickets === 0
          ? "Nothing was written to Halo"
          : `${formatCount(sentTickets, "held ticket is", "held tickets are")} sent to Halo now`
      }
      actions={
        <>
          {edit.id !== null && (
            <Button size="l" variant="quiet" onClick={() => edit.id !== null && onUndo(edit.id)}>
              Undo the import
            </Button>
          )}
          <Button size="l" variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <Banner
        tone="connected"
        live
        title={
          setAside === 0
            ? `${formatNumber(mapped)} mapped.`
            : `${formatNumber(mapped)} mapped, ${formatNumber(setAside)} held or excluded.`
        }
      >
        {kept > 0 && `${formatCount(kept, "conflict")} stayed as it was here. `}
        {leftOut > 0
          ? `${formatCount(leftOut, "line was", "lines were")} left out. Mend them in the file and import it again; nothing is doubled.`
          : "Every line of the file could be read."}
      </Banner>
    </Dialog>
  );
}
