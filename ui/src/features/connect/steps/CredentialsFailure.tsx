import { Button } from "../../../components/Button";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { type AppError, toFailure } from "../../../ipc/client";

type CredentialsFailureProps = {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly retrying: boolean;
  /** Saves once more, in memory only. */
  readonly onSessionOnly: () => void;
  readonly onSwap: () => void;
  readonly onSettings: () => void;
};

/** Why the credentials were not saved, as far as no field says it. */
export function CredentialsFailure({
  error: thrown,
  onRetry,
  retrying,
  onSessionOnly,
  onSwap,
  onSettings,
}: CredentialsFailureProps) {
  const { error } = toFailure(thrown);
  if (error.code === "invalidInput") {
    if (error.field !== "credentials") return null;
    return (
      <ErrorNotice
        inline
        error={thrown}
        title="Client id and secret are swapped"
        actions={<Button onClick={onSwap}>Swap them</Button>}
      />
    );
  }
  const ofKeychain = isKeychainError(error);
  return (
    <ErrorNotice
      inline
      error={thrown}
      title={ofKeychain ? undefined : "The credentials were not saved"}
      onRetry={onRetry}
      retrying={retrying}
      onGo={(place) => place === "settings" && onSettings()}
      actions={
        ofKeychain ? (
          <Button onClick={onSessionOnly} busy={retrying} busyWord="Saving…">
            Keep it for this session only
          </Button>
        ) : undefined
      }
    />
  );
}

/** The sentence for a field that cannot be used as it is. */
export function fieldError(error: unknown, field: "clientId" | "clientSecret"): string | undefined {
  if (error === null) return undefined;
  const failure = toFailure(error).error;
  return failure.code === "invalidInput" && failure.field === field ? failure.message : undefined;
}

/** The keychain refused, whatever the reason. */
export function isKeychainError(error: AppError): boolean {
  return error.code === "vaultUnavailable" || error.code === "vaultLocked";
}
