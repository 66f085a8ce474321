import { useMutation, useQuery } from "@tanstack/react-query";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { type BackupDto, call, commands } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import s from "../Settings.module.css";
import { backupTime, contentsWords } from "./words";

type RestoreDialogProps = { readonly backup: BackupDto; readonly onClose: () => void };

/** What going back would do, with what the backup holds beside what there is now. */
export function RestoreDialog({ backup, onClose }: RestoreDialogProps) {
  const look = useQuery(queries.lookAtBackup(backup.name));
  const restore = useMutation({ mutationFn: () => call(commands.restoreBackup(backup.name)) });
  const made = backupTime(backup.made);
  return (
    <Dialog
      open
      onClose={onClose}
      // Once it is laid ready the program closes.
      locked={restore.isPending || restore.isSuccess}
      title={`Go back to the backup of ${made}`}
      note="Nothing in Halo is touched"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="danger"
            onClick={() => restore.mutate()}
            busy={restore.isPending || restore.isSuccess}
            busyWord="Starting again…"
            reason={look.data ? undefined : "What is in it is not known yet"}
          >
            Go back and start again
          </Button>
        </>
      }
    >
      {look.isPending && <Skeleton label="Looking into the backup" />}
      {look.isError && (
        <ErrorNotice
          inline
          error={look.error}
          title="The backup cannot be read"
          onRetry={() => void look.refetch()}
          retrying={look.isFetching}
        />
      )}
      {look.data && (
        <ul className={s["bullets"]}>
          <li>The backup holds {contentsWords(look.data.held)}.</li>
          <li>
            Now there is {contentsWords(look.data.now)}. It becomes a backup itself, so you can come back.
          </li>
          <li>Halyard closes and starts again. What is being written to Halo is seen to its end first.</li>
          <li>
            Tickets that had not been sent when the backup was made are looked for in Halo before any of them
            is sent.
          </li>
          <li>Secrets stay in the keychain. A profile that was deleted since needs its secret again.</li>
        </ul>
      )}
      {restore.isError && <ErrorNotice inline error={restore.error} title="The backup was not taken" />}
    </Dialog>
  );
}
