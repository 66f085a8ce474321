import { useMutation } from "@tanstack/react-query";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { useToast } from "../../../components/Toast";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { UnlockButton } from "../../../errors/UnlockButton";
import { call, commands, type KeychainDto, type WizardDto } from "../../../ipc/client";

type CredentialsKeychainProps = {
  readonly wizard: WizardDto;
  readonly keychain: KeychainDto;
  readonly onLook: () => void;
  readonly looking: boolean;
};

/** How the keychain stands, where the administrator can do something about it. */
export function CredentialsKeychain({ wizard, keychain, onLook, looking }: CredentialsKeychainProps) {
  const look = (
    <Button onClick={onLook} busy={looking} busyWord="Looking…">
      Look again
    </Button>
  );
  switch (keychain.state) {
    case "available":
      return wizard.secret === "session" && !wizard.isDemo ? <BringHome wizard={wizard} /> : null;
    case "locked":
      return (
        <Banner
          tone="attention"
          title={keychain.asking ? "The keychain is asking for its password" : "The keychain is locked"}
          actions={keychain.asking ? look : <UnlockButton onUnlocked={onLook} />}
        >
          {keychain.next}
        </Banner>
      );
    case "unavailable":
      return (
        <Banner tone="attention" title="The keychain cannot be used" actions={look}>
          {keychain.reason} {keychain.next} After the next start it has to be entered again.
        </Banner>
      );
  }
}

/** A secret that is kept for the session, and a keychain that would take it. */
function BringHome({ wizard }: { readonly wizard: WizardDto }) {
  const toast = useToast();
  const move = useMutation({
    mutationFn: () => call(commands.moveSecretToKeychain(wizard.profile)),
    onSuccess: () => toast.show("The secret is in the keychain"),
  });
  return (
    <Banner
      tone="neutral"
      title="The secret is kept until Halyard is closed"
      actions={
        <Button onClick={() => move.mutate()} busy={move.isPending} busyWord="Saving…">
          Put it into the keychain now
        </Button>
      }
    >
      The keychain can be used. In it, the secret is there after the next start as well.
      {move.isError && <ErrorNotice inline error={move.error} title="It is still in memory" />}
    </Banner>
  );
}
