import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../components/Button";
import { UnlockButton } from "../errors/UnlockButton";
import { type CheckKeyDto, call, commands, type ProfileDto } from "../ipc/client";
import { useTask } from "../ipc/tasks";
import { formatCountdown } from "../lib/format";
import { useNow } from "../lib/useNow";
import { OtherHaloDialog } from "./OtherHaloDialog";

/** The one thing to do about a connection that is not well, and where it helps, asking Halo again. */
export function NextAct({ profile }: { profile: ProfileDto }) {
  const navigate = useNavigate();
  const { id, health } = profile;
  const connect = (step?: 2 | 4 | 5) =>
    void navigate({ to: "/connect", search: { profile: id, ...(step && { step }) } });
  const settings = (search: { dialog?: "secret"; section?: "network" }) =>
    void navigate({ to: "/profiles/$profileId/settings", params: { profileId: id }, search });

  switch (health.next.act) {
    case "none":
      return null;
    case "connect":
      return health.state === "revoked" ? (
        <>
          <Button
            variant="quiet"
            onClick={() => void navigate({ to: "/profiles/$profileId/revoked", params: { profileId: id } })}
          >
            What is left in Halo
          </Button>
          <Button onClick={() => connect()}>Connect again</Button>
        </>
      ) : (
        <Button onClick={() => connect()}>Go on connecting</Button>
      );
    case "replaceSecret":
      return (
        <>
          <TryAgain quiet profile={profile} />
          <Button onClick={() => settings({ dialog: "secret" })}>
            {health.state === "secretMissing" ? "Enter the secret…" : "Replace the secret…"}
          </Button>
        </>
      );
    case "checkAccess":
      return <CheckAccess profile={profile} check={health.next.check} onStarted={() => connect(5)} />;
    case "tryAgain":
      return health.state === "keychainLocked" ? (
        <Unlock profile={profile} />
      ) : (
        <TryAgain profile={profile} />
      );
    case "openNetwork":
      return (
        <>
          <TryAgain quiet profile={profile} />
          <Button onClick={() => settings({ section: "network" })}>Network settings</Button>
        </>
      );
    case "changeAddress":
      return (
        <>
          <TryAgain quiet profile={profile} />
          <Button onClick={() => connect(2)}>Change the address…</Button>
        </>
      );
    case "decideHalo":
      return <Decide profile={profile} />;
  }
}

type CheckAccessProps = {
  readonly profile: ProfileDto;
  readonly check: CheckKeyDto | null;
  readonly onStarted: () => void;
};

/** Runs the check that tells most, so that it stands open when its page is there. */
function CheckAccess({ profile, check, onStarted }: CheckAccessProps) {
  const start = useMutation({
    mutationFn: () => call(commands.startChecks(profile.id, check)),
    // The page says why they could not be run.
    onSettled: onStarted,
  });
  return (
    <Button onClick={() => start.mutate()} busy={start.isPending} busyWord="Checking…">
      Check access
    </Button>
  );
}

/** Has the keychain ask for its password, then asks Halo again. */
function Unlock({ profile }: { profile: ProfileDto }) {
  const again = useMutation({ mutationFn: () => call(commands.retryConnection(profile.id)) });
  return (
    <>
      <TryAgain quiet profile={profile} />
      <UnlockButton said={profile.health.what} onUnlocked={() => again.mutate()} />
    </>
  );
}

type TryAgainProps = { readonly profile: ProfileDto; readonly quiet?: boolean };

/** Asks Halo again. While Halo takes no more requests, it counts down instead. */
function TryAgain({ profile, quiet = false }: TryAgainProps) {
  const { until } = profile.health;
  const now = useNow(until === null ? 30_000 : 1_000);
  const again = useMutation({ mutationFn: () => call(commands.retryConnection(profile.id)) });
  const isReading = useTask(profile.id, "readHalo")?.state.state === "running";
  const left = until === null ? 0 : new Date(until).getTime() - now.getTime();
  return (
    <Button
      variant={quiet ? "quiet" : "plain"}
      onClick={() => again.mutate()}
      busy={again.isPending || isReading}
      busyWord="Trying…"
      reason={left > 0 ? "Halo takes no more requests until then" : undefined}
    >
      {left > 0 ? `Try again in ${formatCountdown(left)}` : "Try again"}
    </Button>
  );
}

function Decide({ profile }: { profile: ProfileDto }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Decide…</Button>
      <OtherHaloDialog profile={profile} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
