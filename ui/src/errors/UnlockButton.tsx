import { useMutation } from "@tanstack/react-query";
import { LockOpen } from "lucide-react";
import { Button } from "../components/Button";
import { call, commands, toFailure } from "../ipc/client";

type UnlockButtonProps = {
  /** What could not be done while it was locked. */
  readonly onUnlocked?: (() => void) | undefined;
  readonly primary?: boolean;
  /** What stands beside it already. */
  readonly said?: string | null;
};

/** Has the keychain ask for its password. The question is the desktop's own and stands in a window of its own. */
export function UnlockButton({ onUnlocked, primary = false, said = null }: UnlockButtonProps) {
  const unlock = useMutation({
    mutationFn: () => call(commands.unlockKeychain()),
    onSuccess: () => onUnlocked?.(),
  });
  return (
    <>
      <Button
        icon={LockOpen}
        variant={primary ? "primary" : "plain"}
        onClick={() => unlock.mutate()}
        busy={unlock.isPending}
        busyWord="Asking…"
      >
        Unlock the keychain…
      </Button>
      {unlock.isError && <Refusal error={unlock.error} said={said} />}
    </>
  );
}

function Refusal({ error: thrown, said }: { readonly error: unknown; readonly said: string | null }) {
  const { error } = toFailure(thrown);
  return error.message === said ? null : (
    <span role="alert" className="t2">
      {error.message}
    </span>
  );
}
