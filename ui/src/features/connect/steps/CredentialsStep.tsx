import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Checkbox } from "../../../components/Checkbox";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { PathTrail } from "../../../components/PathTrail";
import { SecretInput } from "../../../components/SecretInput";
import { TextInput } from "../../../components/TextInput";
import { useToast } from "../../../components/Toast";
import { call, commands, toFailure, type WizardDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount, formatMoment } from "../../../lib/format";
import s from "../Connect.module.css";
import type { WizardEvent } from "../machine";
import { changed, EMPTY, tidied } from "../pasted";
import { StepFrame } from "../StepFrame";
import { CredentialsFailure, fieldError, isKeychainError } from "./CredentialsFailure";
import { CredentialsKeychain } from "./CredentialsKeychain";

type CredentialsStepProps = {
  readonly wizard: WizardDto;
  readonly onEvent: (event: WizardEvent) => void;
  readonly onSettings: () => void;
};

/** Step 4: client id and secret. The secret leaves the page once, for the keychain, and the field empties. */
export function CredentialsStep({ wizard, onEvent, onSettings }: CredentialsStepProps) {
  const keychain = useQuery(queries.keychainState());
  const toast = useToast();
  const [id, setId] = useState({ text: wizard.clientId, left: 0 });
  const [secret, setSecret] = useState(EMPTY);
  // Null: not chosen here, so it stays where it is.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const keychainState = keychain.data?.state ?? "available";
  const kept = wizard.secret !== "none";
  // Without a keychain there is no choice for a new secret.
  const noChoice = keychainState === "unavailable" && (secret.text !== "" || !kept);
  const sessionOnly = noChoice || (chosen ?? wizard.secret === "session");

  const save = useMutation({
    mutationFn: (inMemory: boolean) => {
      const [entered, typed] = [tidied(id), tidied(secret)];
      setId(entered);
      setSecret(typed);
      return call(
        commands.saveCredentials(wizard.profile, {
          clientId: entered.text,
          clientSecret: typed.text === "" ? null : typed.text,
          sessionOnly: inMemory,
        }),
      );
    },
    onSuccess: ({ notes }) => {
      setSecret(EMPTY);
      for (const note of notes) toast.show(note);
      onEvent({ type: "continue" });
    },
    onError: () => void keychain.refetch(),
  });
  const keychainRefused = save.isError && isKeychainError(toFailure(save.error).error);
  const secretError = fieldError(save.error, "clientSecret");
  const missing =
    id.text === ""
      ? "The client id is missing"
      : secret.text === "" && !kept
        ? "The client secret is missing"
        : undefined;

  function edit(set: () => void) {
    set();
    // What was said about the last value is not about this one.
    if (save.isError) save.reset();
  }

  function swap() {
    setId(secret);
    setSecret(id);
    save.reset();
  }

  return (
    <StepFrame
      step={4}
      wizard={wizard}
      title="Enter credentials"
      lead="Halo shows both once, when the application is saved."
      onEvent={onEvent}
      next={{
        label: "Save and check",
        onPress: () => save.mutate(sessionOnly),
        busy: save.isPending,
        busyWord: "Saving…",
        reason: missing,
      }}
      aside={
        <>
          <h2>Where they are in Halo</h2>
          <PathTrail path={["Configuration", "Integrations", "HaloPSA API", "View Applications"]} />
          <p>
            A secret that was lost cannot be shown again. Make a new one there; the old one stops working.
          </p>
          <p>
            {sessionOnly
              ? "The secret is kept in memory until Halyard is closed. It is never put into a file."
              : "The secret goes to this computer's keychain. It is not in the database, the log or an export."}
          </p>
        </>
      }
    >
      {keychain.data && !keychainRefused && (
        <CredentialsKeychain
          wizard={wizard}
          keychain={keychain.data}
          onLook={() => void keychain.refetch()}
          looking={keychain.isFetching}
        />
      )}
      <Form
        className={s["sources"]}
        onSubmit={() => {
          if (missing === undefined && !save.isPending) save.mutate(sessionOnly);
        }}
      >
        <Field label="Client id" hint={blanksHint(id.left)} error={fieldError(save.error, "clientId")}>
          <TextInput
            mono
            value={id.text}
            onValueChange={(text) => edit(() => setId(changed(id, text)))}
            onBlur={() => setId(tidied(id))}
            autoCapitalize="none"
          />
        </Field>
        <Field label="Client secret" hint={blanksHint(secret.left) ?? keptHint(wizard)} error={secretError}>
          <SecretInput
            value={secret.text}
            onValueChange={(text) => edit(() => setSecret(changed(secret, text)))}
            onBlur={() => setSecret(tidied(secret))}
            placeholder={kept ? "Leave empty to keep the one that is saved" : ""}
          />
        </Field>
        {(keychainState === "locked" || keychainRefused || secretError !== undefined || sessionOnly) &&
          !noChoice &&
          !wizard.isDemo && (
            <Checkbox
              label="Keep the secret for this session only"
              hint="It stays in memory and is gone when Halyard is closed"
              checked={sessionOnly}
              onCheckedChange={setChosen}
            />
          )}
      </Form>
      {save.isError && (
        <CredentialsFailure
          error={save.error}
          onRetry={() => save.mutate(sessionOnly)}
          retrying={save.isPending}
          onSessionOnly={() => {
            setChosen(true);
            save.mutate(true);
          }}
          onSwap={swap}
          onSettings={onSettings}
        />
      )}
    </StepFrame>
  );
}

function blanksHint(left: number): string | undefined {
  return left === 0
    ? undefined
    : `${formatCount(left, "blank")} at the ends ${left === 1 ? "was" : "were"} left out`;
}

function keptHint({ secret, secretSavedAt }: WizardDto): string | undefined {
  if (secret === "none") return undefined;
  const place = secret === "keychain" ? "In the keychain" : "In memory until Halyard is closed";
  return secretSavedAt === null ? place : `${place}, saved ${formatMoment(secretSavedAt)}`;
}
