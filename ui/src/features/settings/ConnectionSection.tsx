import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { KeyValue, type KeyValueRow } from "../../components/KeyValue";
import { StateLabel } from "../../components/StateLabel";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { healthWord, shownHealth } from "../../errors/health";
import type { ProfileDto, SecretPlaceDto, WizardDto } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { formatCount, formatMoment, formatWhen } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import { Section } from "./Section";
import type { SettingsDestination } from "./SettingsPage";
import type { SettingsDialog } from "./search";

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
  const { id, health } = profile;
  const revoked = profile.connection === "revoked";
  const noSecret = wizard.data?.secret === "none";
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
                <StateLabel state={shownHealth(health).state} word={healthWord(health)} />
                {health.what && <span className="t2"> {health.what}</span>}
              </>
            ),
          },
          {
            term: "Customers read",
            value: profile.lastReadAt === null ? "Never" : formatWhen(profile.lastReadAt, now),
          },
          ...(wizard.data ? factsOf(wizard.data, profile) : []),
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
      {profile.secret?.isOld && (
        <Banner
          tone="attention"
          icon={KeyRound}
          title={`The secret is ${formatCount(profile.secret.days, "day")} old.`}
        >
          Halo never ends one by itself: whoever got hold of it could use it for ever. Make a new one in Halo
          and replace it once a year.
        </Banner>
      )}
      <div className="row wrap">
        {revoked ? (
          <Button onClick={() => onGo({ page: "connect", profile: id, step: 4 })}>Connect again…</Button>
        ) : (
          <Button
            onClick={() => onDialog("secret")}
            reason={noSecret ? "No secret has been entered yet" : undefined}
          >
            Replace the secret…
          </Button>
        )}
        <Button
          onClick={() => onGo({ page: "connect", profile: id, step: 5 })}
          reason={health.blocked.check ?? undefined}
        >
          Check access
        </Button>
        <Button variant="quiet" onClick={() => onGo({ page: "connect", profile: id, step: 2 })}>
          Change the address…
        </Button>
      </div>
      <div className="row wrap">
        {revoked ? (
          <Button onClick={() => onGo({ page: "revoked", profile: id })}>What is left in Halo</Button>
        ) : (
          <Button variant="dangerQuiet" onClick={() => onDialog("revoke")}>
            Revoke connection…
          </Button>
        )}
        <Button variant="dangerQuiet" onClick={() => onDialog("delete")}>
          Delete profile…
        </Button>
      </div>
    </Section>
  );
}

function factsOf(wizard: WizardDto, { secret: age }: ProfileDto): KeyValueRow[] {
  const { discovery, clientId, secret, secretSavedAt } = wizard;
  const saved =
    secretSavedAt === null || secret === "none"
      ? SECRETS[secret]
      : `${SECRETS[secret]}, saved ${formatMoment(secretSavedAt)}`;
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
      value: age && age.days > 0 ? `${saved}, ${formatCount(age.days, "day")} old` : saved,
    },
  ];
}
