import { useQuery } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { KeyValue, type KeyValueRow } from "../../components/KeyValue";
import { StateLabel } from "../../components/StateLabel";
import { ErrorNotice } from "../../errors/ErrorNotice";
import type { ConnectionStateDto, ProfileDto, SecretPlaceDto, WizardDto } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { formatMoment, formatWhen } from "../../lib/format";
import type { StateName } from "../../lib/states";
import { useNow } from "../../lib/useNow";
import { Section } from "./Section";
import type { SettingsDestination } from "./SettingsPage";
import type { SettingsDialog } from "./search";

const STATES: Record<ConnectionStateDto, StateName> = {
  notConnected: "notConnected",
  connected: "connected",
  needsAttention: "attention",
  revoked: "revoked",
};

const SECRETS: Record<SecretPlaceDto, string> = {
  none: "None is kept",
  keychain: "In the keychain",
  session: "In memory, until Halyard is closed",
};

type ConnectionSectionProps = {
  readonly profile: ProfileDto;
  readonly onDialog: (dialog: SettingsDialog) => void;
  readonly onGo: (to: SettingsDestination) => void;
};

/** The facts of a connection, and what can be changed about it. */
export function ConnectionSection({ profile, onDialog, onGo }: ConnectionSectionProps) {
  const wizard = useQuery(queries.wizard(profile.id));
  const now = useNow();
  const { id } = profile;
  const revoked = profile.connection === "revoked";
  return (
    <Section
      title="Connection"
      hint={
        profile.isDemo
          ? "The demo Halo inside this program, with invented data"
          : "One product joined to one Halo"
      }
    >
      <KeyValue
        rows={[
          { term: "Product", value: profile.vendorName },
          {
            term: "State",
            value: (
              <>
                <StateLabel state={STATES[profile.connection]} />
                {profile.connectionNote && <span className="t2"> {profile.connectionNote}</span>}
              </>
            ),
          },
          {
            term: "Customers read",
            value: profile.lastReadAt === null ? "Never" : formatWhen(profile.lastReadAt, now),
          },
          ...(wizard.data ? factsOf(wizard.data) : []),
        ]}
      />
      {wizard.isError && (
        <ErrorNotice
          inline
          error={wizard.error}
          title="The rest of the connection cannot be read"
          onRetry={() => void wizard.refetch()}
          retrying={wizard.isFetching}
        />
      )}
      <div className="row wrap">
        <Button onClick={() => onGo({ page: "connect", profile: id, step: 4 })}>
          {revoked ? "Enter a secret…" : "Replace the secret…"}
        </Button>
        <Button onClick={() => onGo({ page: "connect", profile: id, step: 5 })}>Check access</Button>
        <Button variant="quiet" onClick={() => onGo({ page: "connect", profile: id, step: 2 })}>
          Change the address…
        </Button>
      </div>
      <div className="row wrap">
        <Button
          variant="dangerQuiet"
          onClick={() => onDialog("revoke")}
          reason={revoked ? "The connection is revoked already" : undefined}
        >
          Revoke connection…
        </Button>
        <Button variant="dangerQuiet" onClick={() => onDialog("delete")}>
          Delete profile…
        </Button>
      </div>
    </Section>
  );
}

function factsOf(wizard: WizardDto): KeyValueRow[] {
  const { discovery, clientId, secret, secretSavedAt } = wizard;
  return [
    ...(discovery
      ? [
          { term: "API host", value: <code>{discovery.apiBase}</code>, copy: discovery.apiBase },
          { term: "Authorisation", value: <code>{discovery.authUrl}</code>, copy: discovery.authUrl },
          ...(discovery.tenant === null
            ? []
            : [{ term: "Tenant", value: <code>{discovery.tenant}</code>, copy: discovery.tenant }]),
        ]
      : []),
    ...(clientId === "" ? [] : [{ term: "Client id", value: <code>{clientId}</code>, copy: clientId }]),
    {
      term: "Secret",
      value:
        secretSavedAt === null || secret === "none"
          ? SECRETS[secret]
          : `${SECRETS[secret]}, saved ${formatMoment(secretSavedAt)}`,
    },
  ];
}
