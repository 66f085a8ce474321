import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "../../components/Button";
import { Skeleton } from "../../components/Skeleton";
import { Pill } from "../../components/StateLabel";
import { WindowBar } from "../../components/WindowBar";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type ProfileId, type WizardDto } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import s from "./Connect.module.css";
import { openAt, type Step, transition, type WizardEvent } from "./machine";
import type { ConnectSearch } from "./search";
import { CheckStep } from "./steps/CheckStep";
import { CredentialsStep } from "./steps/CredentialsStep";
import { FindStep } from "./steps/FindStep";
import { PrepareStep } from "./steps/PrepareStep";
import { VendorStep } from "./steps/VendorStep";

export type ConnectDestination =
  | { readonly page: "start" }
  | {
      readonly page: "programSettings";
      readonly section?: "network";
      readonly profile?: ProfileId;
      readonly address?: string;
    }
  | { readonly page: "home"; readonly profile: ProfileId; readonly connected?: boolean };

type ConnectPageProps = {
  readonly search: ConnectSearch;
  readonly onSearch: (next: ConnectSearch, options: { readonly replace: boolean }) => void;
  readonly onGo: (to: ConnectDestination) => void;
};

/** The wizard: five steps, each saved when it is left, so that it can be left at any time and resumed. */
export function ConnectPage({ search, onSearch, onGo }: ConnectPageProps) {
  if (search.profile === undefined) {
    return (
      <WizardWindow
        title="Connect a product to HaloPSA"
        meta="Nothing is saved yet"
        onLeave={() => onGo({ page: "start" })}
      >
        <VendorStep
          wizard={null}
          onSaved={(profile) => onSearch({ profile, step: 2 }, { replace: true })}
          onEvent={() => undefined}
        />
      </WizardWindow>
    );
  }
  return (
    <SavedWizard
      key={search.profile}
      profile={search.profile}
      step={search.step}
      address={search.address}
      onSearch={onSearch}
      onGo={onGo}
    />
  );
}

type SavedWizardProps = Omit<ConnectPageProps, "search"> & {
  readonly profile: ProfileId;
  readonly step: Step | undefined;
  readonly address: string | undefined;
};

function SavedWizard({ profile, step: asked, address, onSearch, onGo }: SavedWizardProps) {
  const query = useQuery(queries.wizard(profile));
  const leave = () => onGo({ page: "start" });

  if (query.isPending || query.isError) {
    return (
      <WizardWindow title="Connect a product to HaloPSA" onLeave={leave}>
        <div className={s["alone"]}>
          {query.isPending ? (
            <Skeleton label="Reading the saved steps" />
          ) : (
            <ErrorNotice
              error={query.error}
              title="The saved steps cannot be read"
              onRetry={() => void query.refetch()}
              retrying={query.isFetching}
            />
          )}
        </div>
      </WizardWindow>
    );
  }

  const wizard = query.data;
  const step = openAt(asked, wizard);

  function goTo(next: Step) {
    onSearch({ profile, step: next }, { replace: false });
    // Where to go on next time. Not worth an error: every step's content is saved by itself.
    call(commands.goToStep(profile, next)).catch(() => undefined);
  }
  async function onEvent(event: WizardEvent) {
    // What a step just saved may not have been read again yet; the way on depends on it.
    const { data } = await query.refetch();
    const next = transition(step, event, data ?? wizard);
    if (next !== step) goTo(next);
  }

  return (
    <WizardWindow
      title={`Connect ${wizard.name} to HaloPSA`}
      demo={wizard.isDemo}
      meta="Saved"
      onLeave={leave}
    >
      <StepOf
        key={step}
        step={step}
        wizard={wizard}
        onEvent={(event) => void onEvent(event)}
        onSaved={() => goTo(2)}
        onFinished={() => onGo({ page: "home", profile, connected: true })}
        onSettings={() => onGo({ page: "programSettings" })}
        address={address}
        onAddress={(asked) => onSearch({ profile, step: 2, address: asked }, { replace: true })}
        onNetwork={(asked) =>
          onGo({ page: "programSettings", section: "network", profile, ...(asked && { address: asked }) })
        }
      />
    </WizardWindow>
  );
}

type StepOfProps = {
  readonly step: Step;
  readonly wizard: WizardDto;
  readonly onEvent: (event: WizardEvent) => void;
  readonly onSaved: () => void;
  readonly onFinished: () => void;
  readonly onSettings: () => void;
  /** The address that was asked last. */
  readonly address: string | undefined;
  readonly onAddress: (asked: string) => void;
  /** Opens the network's settings, from where the way leads back here. */
  readonly onNetwork: (asked?: string) => void;
};

function StepOf(props: StepOfProps) {
  const { step, wizard, onEvent, onSaved, onFinished, onSettings, address, onAddress, onNetwork } = props;
  switch (step) {
    case 1:
      return <VendorStep wizard={wizard} onSaved={onSaved} onEvent={onEvent} />;
    case 2:
      return (
        <FindStep wizard={wizard} asked={address} onAsk={onAddress} onEvent={onEvent} onNetwork={onNetwork} />
      );
    case 3:
      return <PrepareStep wizard={wizard} onEvent={onEvent} />;
    case 4:
      return <CredentialsStep wizard={wizard} onEvent={onEvent} onSettings={onSettings} />;
    case 5:
      return (
        <CheckStep wizard={wizard} onEvent={onEvent} onFinished={onFinished} onNetwork={() => onNetwork()} />
      );
  }
}

type WizardWindowProps = {
  readonly title: string;
  readonly meta?: string;
  readonly demo?: boolean;
  readonly onLeave: () => void;
  readonly children: ReactNode;
};

function WizardWindow({ title, meta, demo = false, onLeave, children }: WizardWindowProps) {
  return (
    <>
      <WindowBar
        title={title}
        meta={
          <>
            {demo && <Pill tone="attention">Demo: invented data</Pill>}
            {meta}
          </>
        }
        actions={
          <Button variant="quiet" onClick={onLeave}>
            Leave, finish later
          </Button>
        }
      />
      <main className={s["main"]}>{children}</main>
    </>
  );
}
