import { useMutation } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type ProfileDto } from "../../ipc/client";
import { useVendorKeyHost } from "../../ipc/vendorKey";
import s from "./Settings.module.css";

type RevokeDialogProps = {
  readonly profile: ProfileDto;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onRevoked: () => void;
};

/** Says what revoking does and does it. What came of it, and what is left in Halo, has a page of its own. */
export function RevokeDialog({ profile, open, onClose, onRevoked }: RevokeDialogProps) {
  const revoke = useMutation({
    mutationFn: () => call(commands.revokeConnection(profile.id)),
    onSuccess: onRevoked,
  });
  const vendorHost = useVendorKeyHost(profile.id);
  function close() {
    onClose();
    revoke.reset();
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      locked={revoke.isPending}
      title={`Revoke the connection of ${profile.name}`}
      note="Mappings, rules and history are kept"
      actions={
        <>
          <Button size="l" onClick={close}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="danger"
            onClick={() => revoke.mutate()}
            busy={revoke.isPending}
            busyWord="Revoking…"
            reason={profile.connection === "revoked" ? "It is revoked already" : undefined}
          >
            Revoke connection
          </Button>
        </>
      }
    >
      <ul className={s["bullets"]}>
        <li>The client secret is removed from the keychain, the token from memory.</li>
        <li>What is being read or written now is stopped.</li>
        <li>
          {profile.haloHost
            ? `Nothing more is read from ${profile.haloHost} or written to it.`
            : "Nothing more is read from Halo or written to it."}
        </li>
        {vendorHost !== null && (
          <li>
            The key of the vendor’s own API at {vendorHost} is not part of it: it stays in the keychain, and
            its list can still be read. Deleting the profile removes it.
          </li>
        )}
        <li>The application in Halo stays until you remove it there. The next page leads you to it.</li>
      </ul>
      {revoke.isError && (
        <ErrorNotice
          inline
          error={revoke.error}
          title="The connection was not revoked"
          onRetry={() => revoke.mutate()}
        />
      )}
    </Dialog>
  );
}
