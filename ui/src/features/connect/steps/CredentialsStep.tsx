import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Checkbox } from "../../../components/Checkbox";
import { Field } from "../../../components/Field";
import { PathTrail } from "../../../components/PathTrail";
import { SecretInput } from "../../../components/SecretInput";
import { TextInput } from "../../../components/TextInput";
import { useToast } from "../../../components/Toast";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, toFailure, type WizardDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount, formatMoment } from "../../../lib/format";
import s from "../Connect.module.css";
import { stripBlanks, type WizardEvent } from "../machine";
import { StepFrame } from "../StepFrame";

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
  const [secret, setSecret] = useState({ text: "", left: 0 });
  const [sessionOnly, setSessionOnly] = useState(wizard.secret === "session");
  const noKeychain = keychain.data?.state === "unavailable";
  const kept = wizard.secret !== "none";

  const save = useMutation({
    mutationFn: () =>
      call(
        commands.saveCredentials(wizard.profile, {
          clientId: id.text,
          clientSecret: secret.text === "" ? null : secret.text,
          sessionOnly: sessionOnly || noKeychain,
        }),
      ),
    onSuccess: ({ notes }) => {
      setSecret({ text: "", left: 0 });
      for (const note of notes) toast.show(note);
      onEvent({ type: "continue" });
    },
  });
  const vaultFailed =
    save.isError && ["vaultUnavailable", "vaultLocked"].includes(toFailure(save.error).error.code);
  const missing =
    id.text === ""
      ? "The client id is missing"
      : secret.text === "" && !kept
        ? "The client secret is missing"
        : undefined;

  return (
    <StepFrame
      step={4}
      wizard={wizard}
      title="Enter credentials"
      lead="Halo shows both once, when the application is saved."
      onEvent={onEvent}
      next={{
        label: "Save and check",
        onPress: () => save.mutate(),
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
            {noKeychain
              ? "The secret is kept in memory until Halyard is closed. It is never put into a file."
              : "The secret goes to this computer's keychain. It is not in the database, the log or an export."}
          </p>
        </>
      }
    >
      {keychain.data?.state === "unavailable" && (
        <Banner tone="attention" title="There is no keychain to keep the secret in">
          {keychain.data.reason} It is kept for this session only; after the next start it has to be entered
          again.
        </Banner>
      )}
      <form
        className={s["sources"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === undefined && !save.isPending) save.mutate();
        }}
      >
        {/* The form has more than one field, so Enter needs a button to press. */}
        <button type="submit" className="vh" tabIndex={-1} aria-hidden="true" />
        <Field label="Client id" hint={blanksHint(id.left)}>
          <TextInput
            mono
            value={id.text}
            onValueChange={(text) => setId(stripBlanks(text))}
            autoCapitalize="none"
          />
        </Field>
        <Field label="Client secret" hint={blanksHint(secret.left) ?? keptHint(wizard)}>
          <SecretInput
            value={secret.text}
            onValueChange={(text) => setSecret(stripBlanks(text))}
            placeholder={kept ? "Leave empty to keep the one that is saved" : ""}
          />
        </Field>
        {!noKeychain && (vaultFailed || sessionOnly) && (
          <Checkbox
            label="Keep the secret for this session only"
            hint="It stays in memory and is gone when Halyard is closed"
            checked={sessionOnly}
            onCheckedChange={setSessionOnly}
          />
        )}
      </form>
      {save.isError && (
        <ErrorNotice
          inline
          error={save.error}
          title={vaultFailed ? undefined : "The credentials were not saved"}
          onRetry={() => save.mutate()}
          retrying={save.isPending}
          onGo={(place) => place === "settings" && onSettings()}
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
