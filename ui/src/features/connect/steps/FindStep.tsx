import { useMutation } from "@tanstack/react-query";
import { Globe } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { PathTrail } from "../../../components/PathTrail";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  type AppFailure,
  call,
  commands,
  type DiscoveryDto,
  toFailure,
  type WizardDto,
} from "../../../ipc/client";
import s from "../Connect.module.css";
import type { WizardEvent } from "../machine";
import { StepFrame } from "../StepFrame";
import { Found, OwnDomain } from "./Found";
import { TypedAddresses } from "./TypedAddresses";

type FindStepProps = {
  readonly wizard: WizardDto;
  /** The address that was asked last, also when nothing was found there. */
  readonly asked: string | undefined;
  readonly onAsk: (address: string) => void;
  readonly onEvent: (event: WizardEvent) => void;
  readonly onNetwork: (address: string) => void;
};

/** Step 2: any address copied from Halo becomes API host, authorisation address and tenant. */
export function FindStep({ wizard, asked, onAsk, onEvent, onNetwork }: FindStepProps) {
  const { profile } = wizard;
  const [address, setAddress] = useState(asked ?? wizard.address);
  const find = useMutation<DiscoveryDto, AppFailure, string>({
    mutationFn: (wanted) => call(commands.findHalo(profile, wanted)),
    onMutate: onAsk,
    onError: (failure) => {
      // Whoever stopped it knows.
      if (toFailure(failure).error.code === "cancelled") find.reset();
    },
  });
  const stop = useMutation({
    mutationFn: () => call(commands.stopWaiting({ wait: "findHalo", profile })),
  });
  // What was just found is shown before the saved state has been read again.
  const discovery = find.isPending || find.isError ? null : (find.data ?? wizard.discovery);
  const fault = find.error ? faultOf(find.error) : null;
  const changed = address.trim() !== wizard.address.trim() && address.trim() !== find.variables?.trim();
  const search = (wanted: string) => {
    setAddress(wanted);
    find.mutate(wanted);
  };

  return (
    <StepFrame
      step={2}
      wizard={wizard}
      title="Find your Halo"
      lead="Paste any address you have open in Halo. Halyard works out the rest."
      onEvent={onEvent}
      next={{
        label: "Continue",
        onPress: () => onEvent({ type: "continue" }),
        reason: discovery === null || changed ? "Find your Halo first" : undefined,
      }}
      aside={
        <>
          <h2>Where these come from</h2>
          <p>Halo shows all three on one page:</p>
          <PathTrail path={["Configuration", "Integrations", "HaloPSA API", "API Details"]} />
          <p>Halyard asks Halo for the same values, without signing in. No credentials are sent.</p>
        </>
      }
    >
      <Form
        className={s["find"]}
        onSubmit={() => {
          if (!find.isPending && address.trim() !== "") find.mutate(address);
        }}
      >
        <Field
          label="Halo address"
          error={fault?.sentence}
          hint={
            discovery && !changed && discovery.notes.length > 0 ? (
              <Notes notes={discovery.notes} />
            ) : undefined
          }
        >
          <TextInput
            icon={Globe}
            value={address}
            onValueChange={setAddress}
            placeholder="yourname.halopsa.com"
            inputMode="url"
            autoCapitalize="none"
          />
        </Field>
        <Button
          type="submit"
          size="l"
          className={s["findButton"]}
          variant={discovery === null || changed ? "primary" : "plain"}
          busy={find.isPending}
          busyWord="Asking…"
          reason={address.trim() === "" ? "Paste an address first" : undefined}
        >
          Find
        </Button>
        {fault?.didYouMean && (
          <p>
            Did you mean{" "}
            <Button variant="link" onClick={() => search(fault.didYouMean ?? "")}>
              {fault.didYouMean}
            </Button>
            ?
          </p>
        )}
      </Form>

      {find.isPending && (
        <Asking address={find.variables} onStop={() => stop.mutate()} stopping={stop.isPending} />
      )}
      {stop.isError && <ErrorNotice inline error={stop.error} title="The question goes on" />}
      {find.error && !fault && (
        <ErrorNotice
          inline
          error={find.error}
          onRetry={() => find.mutate(address)}
          retrying={find.isPending}
          onNetwork={() => onNetwork(address)}
        />
      )}
      {discovery && (
        <>
          <Found discovery={discovery} onAskAgain={() => search(address || discovery.host)} />
          <OwnDomain discovery={discovery} onUse={search} />
        </>
      )}
      <TypedAddresses key={discovery?.apiBase} wizard={wizard} onSaved={() => find.reset()} />
    </StepFrame>
  );
}

type AskingProps = { readonly address: string; readonly onStop: () => void; readonly stopping: boolean };

/** While nobody has answered: what is waited for, and the way out. */
function Asking({ address, onStop, stopping }: AskingProps) {
  return (
    <div className={s["asking"]}>
      <p role="status" className="t2">
        Asking {address.trim()} where it signs in. A slow server gets up to a minute.
      </p>
      <Button onClick={onStop} busy={stopping} busyWord="Stopping…">
        Cancel
      </Button>
    </div>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  return notes.map((note) => <p key={note}>{note}</p>);
}

type Fault = { readonly sentence: string; readonly didYouMean?: string };

/** Errors that are about the words in the field belong under the field. */
function faultOf(failure: AppFailure): Fault | null {
  const { error } = toFailure(failure);
  switch (error.code) {
    case "noSuchHost":
      return { sentence: error.message, didYouMean: error.didYouMean };
    case "invalidUrl":
    case "invalidInput":
      return { sentence: `${error.message} ${error.remedy.text}` };
    default:
      return null;
  }
}
