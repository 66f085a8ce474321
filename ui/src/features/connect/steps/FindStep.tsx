import { useMutation } from "@tanstack/react-query";
import { Globe, RefreshCw } from "lucide-react";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Card } from "../../../components/Card";
import { Field } from "../../../components/Field";
import { KeyValue } from "../../../components/KeyValue";
import { PathTrail } from "../../../components/PathTrail";
import { StateLabel } from "../../../components/StateLabel";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  type AppFailure,
  call,
  commands,
  type DiscoveryDto,
  type FoundByDto,
  toFailure,
  type WizardDto,
} from "../../../ipc/client";
import s from "../Connect.module.css";
import type { WizardEvent } from "../machine";
import { StepFrame } from "../StepFrame";
import { TypedAddresses } from "./TypedAddresses";

const FOUND_BY: Record<FoundByDto, string> = {
  authInfo: "Halo named it itself",
  instanceInfo: "Halo's instance details named it",
  oidc: "Halo's sign-in page named it",
  convention: "It answered at the usual place",
  typed: "Typed by you",
};

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
  });
  const stop = useMutation({
    mutationFn: () => call(commands.stopWaiting({ wait: "findHalo", profile })),
  });
  const stopped = find.error?.error.code === "cancelled";
  // What was just found is shown before the saved state has been read again.
  const discovery = find.isPending || find.isError ? null : (find.data ?? wizard.discovery);
  const typo =
    find.error && isTypo(find.error)
      ? `${find.error.error.message} ${find.error.error.remedy.text}`
      : undefined;
  const changed = address.trim() !== wizard.address.trim() && address.trim() !== find.variables?.trim();

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
      <form
        className={s["find"]}
        onSubmit={(event) => {
          event.preventDefault();
          if (!find.isPending && address.trim() !== "") find.mutate(address);
        }}
      >
        <Field
          label="Halo address"
          error={typo}
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
          variant={discovery === null || changed ? "primary" : "plain"}
          busy={find.isPending}
          busyWord="Asking…"
          reason={address.trim() === "" ? "Paste an address first" : undefined}
        >
          Find
        </Button>
      </form>

      {find.isPending && <Asking address={address} onStop={() => stop.mutate()} stopping={stop.isPending} />}
      {stop.isError && <ErrorNotice inline error={stop.error} title="The question goes on" />}
      {find.error && !typo && !stopped && (
        <ErrorNotice
          inline
          error={find.error}
          onRetry={() => find.mutate(address)}
          retrying={find.isPending}
          onNetwork={() => onNetwork(address)}
        />
      )}
      {discovery && (
        <Found
          discovery={discovery}
          asking={find.isPending}
          onAskAgain={() => find.mutate(address || discovery.host)}
        />
      )}
      {discovery?.originalHost && (
        <Banner
          tone="attention"
          title="The address you pasted is your own domain"
          actions={
            <Button
              onClick={() => {
                setAddress(discovery.originalHost ?? "");
                find.mutate(discovery.originalHost ?? "");
              }}
            >
              Use {discovery.originalHost}
            </Button>
          }
        >
          Vendors and Halo itself ask for the original name, <code>{discovery.originalHost}</code>. It keeps
          working when your own domain changes.
        </Banner>
      )}
      <TypedAddresses wizard={wizard} onSaved={() => find.reset()} />
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

/** Errors that are about the words in the field belong under the field. */
function isTypo(failure: AppFailure): boolean {
  const { code } = toFailure(failure).error;
  return code === "invalidUrl" || code === "invalidInput";
}

type FoundProps = {
  readonly discovery: DiscoveryDto;
  readonly asking: boolean;
  readonly onAskAgain: () => void;
};

function Found({ discovery, asking, onAskAgain }: FoundProps) {
  return (
    <Card
      label="What was found"
      head={
        <>
          <StateLabel
            state="connected"
            word={discovery.foundBy === "typed" ? "Taken as typed" : "This is a Halo"}
          />
          <span className="t3">{discovery.app ?? ""}</span>
          <span className="spacer" />
          <Button variant="quiet" icon={RefreshCw} onClick={onAskAgain} busy={asking} busyWord="Asking…">
            Ask again
          </Button>
        </>
      }
    >
      <div className={s["facts"]}>
        <KeyValue
          rows={[
            { term: "API host", value: <code>{discovery.apiBase}</code>, copy: discovery.apiBase },
            { term: "Authorisation", value: <code>{discovery.authUrl}</code>, copy: discovery.authUrl },
            discovery.tenant === null
              ? { term: "Tenant", value: "Halo names none; none is needed here" }
              : { term: "Tenant", value: <code>{discovery.tenant}</code>, copy: discovery.tenant },
            { term: "How it was found", value: FOUND_BY[discovery.foundBy] },
            ...(discovery.isLocal
              ? [{ term: "Place", value: "On this computer or in a private network" }]
              : []),
          ]}
        />
      </div>
    </Card>
  );
}
