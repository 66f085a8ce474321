import { useMutation } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type ProfileDto, type RevokedDto } from "../../ipc/client";
import { formatCount } from "../../lib/format";
import s from "./Settings.module.css";

type RevokeDialogProps = {
  readonly profile: ProfileDto;
  readonly open: boolean;
  readonly onClose: () => void;
};

/** Says what revoking does, does it, and then says what only the administrator can remove in Halo. */
export function RevokeDialog({ profile, open, onClose }: RevokeDialogProps) {
  const revoke = useMutation({ mutationFn: () => call(commands.revokeConnection(profile.id)) });
  function close() {
    onClose();
    revoke.reset();
  }
  if (revoke.data) {
    return (
      <Dialog
        open={open}
        onClose={close}
        title="The connection is revoked"
        note={`${formatCount(revoke.data.pairsKept, "pair")} kept`}
        actions={
          <Button size="l" variant="primary" onClick={close}>
            Close
          </Button>
        }
      >
        <Outcome revoked={revoke.data} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      locked={revoke.isPending}
      title={`Revoke the connection of ${profile.vendorName}`}
      note="Mappings and rules are kept"
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
        <li>The application in Halo stays until you remove it there.</li>
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

function Outcome({ revoked }: { revoked: RevokedDto }) {
  return (
    <>
      <p>
        {revoked.secretRemoved
          ? "The secret was removed from the keychain."
          : "There was no secret in the keychain to remove."}
      </p>
      {revoked.leftInHalo.length > 0 && (
        <>
          <p className="medium">Only you can remove the rest, in Halo:</p>
          <ol className={s["numbers"]}>
            {revoked.leftInHalo.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
