import { useMutation } from "@tanstack/react-query";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type RootCertificateDto } from "../../../ipc/client";
import s from "../Settings.module.css";

type RemoveRootDialogProps = { readonly root: RootCertificateDto; readonly onClose: () => void };

/** Trusting it again needs its file, so it is asked first. */
export function RemoveRootDialog({ root, onClose }: RemoveRootDialogProps) {
  const { subject, sha256 } = root.certificate;
  const remove = useMutation({
    mutationFn: () => call(commands.removeRootCertificate(sha256)),
    onSuccess: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      locked={remove.isPending}
      title="Remove the root certificate"
      description={subject}
      note="This computer’s own list is not touched"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="danger"
            onClick={() => remove.mutate()}
            busy={remove.isPending}
            busyWord="Removing…"
          >
            Remove certificate
          </Button>
        </>
      }
    >
      <ul className={s["bullets"]}>
        <li>A Halo that needs it is refused from the next connection on.</li>
        <li>To trust it again, add its file again.</li>
      </ul>
      {remove.isError && <ErrorNotice inline error={remove.error} />}
    </Dialog>
  );
}
