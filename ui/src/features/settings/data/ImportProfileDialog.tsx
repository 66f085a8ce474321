import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Form } from "../../../components/Form";
import { KeyValue } from "../../../components/KeyValue";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { FileField } from "../../../files/FileField";
import { call, commands, type ProfileId, type ProfilePreviewDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import s from "../Settings.module.css";
import { backupTime, profileRows } from "./words";

type ImportProfileDialogProps = {
  /** The new profile, whose set-up goes on with its Halo. */
  readonly onImported: (profile: ProfileId) => void;
  readonly onClose: () => void;
};

/** From a file to a new profile: which file, what is in it, then the set-up. */
export function ImportProfileDialog({ onImported, onClose }: ImportProfileDialogProps) {
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState(false);
  const [path, setPath] = useState<string | null>(null);
  const preview = useQuery({ ...queries.previewProfile(path ?? ""), enabled: path !== null });
  const importing = useMutation({
    mutationFn: ({ file, mark }: { file: string; mark: string }) => call(commands.importProfile(file, mark)),
    onSuccess: (profile) => onImported(profile),
  });

  function read(file: string) {
    setAsked(true);
    if (file === "") return;
    importing.reset();
    if (file === path) void preview.refetch();
    else setPath(file);
  }

  const shown = path !== null && !preview.error ? preview.data : undefined;
  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      locked={importing.isPending || importing.isSuccess}
      title={shown ? `Import ${shown.fileName}` : "Import a profile"}
      description={
        shown
          ? "Nothing is imported yet. It becomes a profile of its own; those that are here stay as they are."
          : "A file that Halyard exported. You see what is in it before it counts."
      }
      note="Nothing is written to Halo"
      actions={
        <>
          {shown && (
            <Button size="l" variant="quiet" onClick={() => setPath(null)}>
              Another file
            </Button>
          )}
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          {shown && path !== null ? (
            <Button
              size="l"
              variant="primary"
              busy={importing.isPending || importing.isSuccess}
              busyWord="Importing…"
              onClick={() => importing.mutate({ file: path, mark: shown.mark })}
            >
              Import and connect
            </Button>
          ) : (
            <Button size="l" variant="primary" onClick={() => read(typed.trim())}>
              Read the file
            </Button>
          )}
        </>
      }
    >
      {shown ? (
        <Contents preview={shown} />
      ) : (
        <Form className={s["form"]} onSubmit={() => read(typed.trim())}>
          <FileField
            hint="The full path of the file of a profile on this computer"
            path={typed}
            onPath={setTyped}
            error={asked && typed.trim() === "" ? "Choose a file or type a path." : undefined}
            chooseWords="Choose a file…"
            choose={() => call(commands.chooseProfileFile())}
            onChosen={(chosen) => {
              setTyped(chosen);
              read(chosen);
            }}
          />
          {path !== null && preview.isFetching && <Skeleton label="Reading the file" />}
          {preview.error && !preview.isFetching && (
            <ErrorNotice inline error={preview.error} title="The file was not taken" />
          )}
        </Form>
      )}
      {importing.error && <ErrorNotice inline error={importing.error} title="Nothing was imported" />}
    </Dialog>
  );
}

function Contents({ preview }: { preview: ProfilePreviewDto }) {
  return (
    <div className={s["form"]}>
      {preview.notices.map((notice) => (
        <Banner key={notice} tone="attention" title="Not everything can be taken">
          {notice}
        </Banner>
      ))}
      <KeyValue
        rows={[...profileRows(preview), { term: "Written", value: backupTime(preview.exportedAt) }]}
      />
      <p className="t2">
        Next you look at Halo's address and enter a client secret. Should it be another Halo than that of the
        file, Halyard asks before it uses any pair or rule.
      </p>
      {preview.elsewhere !== null && <p className="t2">{preview.elsewhere}</p>}
    </div>
  );
}
