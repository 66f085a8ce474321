import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { TextInput } from "../../components/TextInput";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type ProfileDto } from "../../ipc/client";
import { useVendorKeyHost } from "../../ipc/vendorKey";
import s from "./Settings.module.css";

type DeleteDialogProps = {
  readonly profile: ProfileDto;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
};

/** The one act that cannot be taken back: the name has to be typed. */
export function DeleteDialog({ profile, open, onClose, onDeleted }: DeleteDialogProps) {
  const [typed, setTyped] = useState("");
  const remove = useMutation({
    mutationFn: () => call(commands.deleteProfile(profile.id)),
    onSuccess: onDeleted,
  });
  const vendorHost = useVendorKeyHost(profile.id);
  const matches = typed.trim() === profile.name;
  function close() {
    onClose();
    setTyped("");
    remove.reset();
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      locked={remove.isPending}
      title={`Delete the profile ${profile.name}`}
      note="Nothing in Halo is touched"
      actions={
        <>
          <Button size="l" onClick={close}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="danger"
            onClick={() => remove.mutate()}
            busy={remove.isPending}
            busyWord="Deleting…"
            reason={matches ? undefined : `Type ${profile.name} first`}
          >
            Delete profile
          </Button>
        </>
      }
    >
      <ul className={s["bullets"]}>
        <li>Its organisations, mappings, ticket rules and history are deleted from this computer.</li>
        <li>
          {vendorHost === null
            ? "Its secret is removed from the keychain."
            : `Its secret, and the key of the vendor’s own API at ${vendorHost}, are removed from the keychain.`}
        </li>
        <li>It cannot be undone. Backups made before still hold it, without its secret.</li>
      </ul>
      <Form
        onSubmit={() => {
          if (matches && !remove.isPending) remove.mutate();
        }}
      >
        <Field label={`Type ${profile.name} to confirm`}>
          <TextInput value={typed} onValueChange={setTyped} />
        </Field>
      </Form>
      {remove.isError && <ErrorNotice inline error={remove.error} title="The profile was not deleted" />}
    </Dialog>
  );
}
