import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Banner } from "../components/Banner";
import { Button } from "../components/Button";
import { presentationOf } from "../errors/presentation";
import { UnlockButton } from "../errors/UnlockButton";
import { type AppError, call, commands, type ProfileDto, toFailure } from "../ipc/client";
import { useTask } from "../ipc/tasks";
import { formatWhen } from "../lib/format";
import { useNow } from "../lib/useNow";

/** The one banner of the whole window: the last read failed, or the connection no longer does its job. */
export function StatusBanner({ profile }: { profile: ProfileDto }) {
  const lastRead = useTask(profile.id, "readHalo");
  if (profile.connection === "revoked") return <Revoked profile={profile} />;
  if (lastRead?.state.state === "failed" && lastRead.state.error.code !== "cancelled") {
    return <ReadFailed profile={profile} error={lastRead.state.error} />;
  }
  if (profile.connection === "needsAttention") return <NeedsAttention profile={profile} />;
  return null;
}

function ReadFailed({ profile, error: failed }: { profile: ProfileDto; error: AppError }) {
  const navigate = useNavigate();
  const now = useNow();
  const again = useMutation({ mutationFn: () => call(commands.readHalo(profile.id)) });
  // A read that cannot even begin, for instance without its secret, is no task.
  const error = again.isError ? toFailure(again.error).error : failed;
  const shown = presentationOf(error);
  const snapshot =
    profile.lastReadAt === null
      ? "Customers have not been read yet."
      : `You are working on what was read ${formatWhen(profile.lastReadAt, now)}.`;
  return (
    <Banner
      edge
      live
      tone={shown.away ? "offline" : shown.severity}
      title={`${shown.title}.`}
      actions={
        <>
          {error.remedy.action === "reconnect" && !shown.away && (
            <Button onClick={() => void navigate({ to: "/connect", search: { profile: profile.id } })}>
              Open the connection
            </Button>
          )}
          {error.remedy.action === "enterSecret" && (
            <Button
              onClick={() => void navigate({ to: "/connect", search: { profile: profile.id, step: 4 } })}
            >
              Enter the secret again
            </Button>
          )}
          {error.remedy.action === "openNetwork" && (
            <Button
              onClick={() =>
                void navigate({
                  to: "/profiles/$profileId/settings",
                  params: { profileId: profile.id },
                  search: { section: "network" },
                })
              }
            >
              Open network settings
            </Button>
          )}
          {error.remedy.action === "unlockKeyring" && <UnlockButton onUnlocked={() => again.mutate()} />}
          <Button variant="quiet" onClick={() => again.mutate()} busy={again.isPending} busyWord="Trying…">
            Try again
          </Button>
        </>
      }
    >
      {error.message} {snapshot}
      {shown.away && " Local edits are kept; nothing is sent."}
    </Banner>
  );
}

function NeedsAttention({ profile }: { profile: ProfileDto }) {
  const navigate = useNavigate();
  return (
    <Banner
      edge
      tone="attention"
      title="The connection needs attention."
      actions={
        <Button onClick={() => void navigate({ to: "/connect", search: { profile: profile.id, step: 5 } })}>
          Check access
        </Button>
      }
    >
      {profile.connectionNote ?? "A check of the connection failed."}
    </Banner>
  );
}

function Revoked({ profile }: { profile: ProfileDto }) {
  const navigate = useNavigate();
  return (
    <Banner
      edge
      tone="neutral"
      title="The connection was revoked."
      actions={
        <Button onClick={() => void navigate({ to: "/connect", search: { profile: profile.id } })}>
          Connect
        </Button>
      }
    >
      Mappings are kept. Nothing is read from Halo or written to it.
    </Banner>
  );
}
