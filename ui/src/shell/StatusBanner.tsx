import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Banner } from "../components/Banner";
import { Button } from "../components/Button";
import { shownHealth } from "../errors/health";
import { presentationOf } from "../errors/presentation";
import { UnlockButton } from "../errors/UnlockButton";
import { type AppError, call, commands, type ProfileDto, toFailure } from "../ipc/client";
import { useTask, useTasks } from "../ipc/tasks";
import { formatSince, formatTime, formatWhen } from "../lib/format";
import { useNow } from "../lib/useNow";
import { NextAct } from "./NextAct";

/** The one banner of the whole window: how the connection stands when it is not well, or that a read failed. */
export function StatusBanner({ profile }: { profile: ProfileDto }) {
  const lastRead = useTask(profile.id, "readHalo");
  const { title } = shownHealth(profile.health);
  const failed =
    lastRead?.state.state === "failed" && lastRead.state.error.code !== "cancelled"
      ? lastRead.state.error
      : null;
  // A check that did not pass says less than the read that just failed.
  if (failed && (title === undefined || profile.health.state === "needsAttention")) {
    return <ReadFailed profile={profile} error={failed} />;
  }
  return title === undefined ? null : <Unwell profile={profile} title={title} />;
}

function Unwell({ profile, title }: { profile: ProfileDto; title: string }) {
  const now = useNow();
  const { health } = profile;
  const waitsToGoOn = useTasks().some(
    (task) =>
      task.profile === profile.id && task.state.state === "running" && task.state.waitingSecs !== null,
  );
  // What waits goes on by itself: there is nothing to press.
  const isJobWaiting = health.state === "rateLimited" && waitsToGoOn;
  return (
    <Banner
      edge
      live
      tone={shownHealth(health).tone}
      title={title}
      actions={!isJobWaiting && <NextAct key={health.state} profile={profile} />}
    >
      {isJobWaiting ? waitOf(profile, now) : meaningOf(profile, title, now)}
    </Banner>
  );
}

/** A job has used up what Halo takes, and waits. */
function waitOf({ health: { until }, lastReadAt }: ProfileDto, now: Date): string {
  const when = until === null ? "soon" : `at ${formatTime(until)}`;
  return `What is under way waits and goes on by itself ${when}. ${snapshotOf(lastReadAt, now)}`;
}

/** What one works on meanwhile. */
function snapshotOf(lastReadAt: string | null, now: Date): string {
  return lastReadAt === null
    ? "Customers have not been read yet."
    : `You are working on what was read ${formatWhen(lastReadAt, now)}.`;
}

/** What is the case beyond the title, what one works on meanwhile, and that nothing is lost. */
function meaningOf({ health, lastReadAt }: ProfileDto, title: string, now: Date): string {
  const kept = "Local edits are kept; nothing is sent.";
  const snapshot = snapshotOf(lastReadAt, now);
  const what = health.what === null || health.what === title ? "" : health.what;
  switch (health.state) {
    case "revoked":
      return "Mappings, rules and history are kept. Nothing is read from Halo or written to it.";
    case "notConnected":
      return what || "Nothing is read from Halo or written to it.";
    case "otherHalo":
      return `${what} Until you say, pairs are on hold and nothing is read or written.`;
    case "rateLimited": {
      const until =
        health.until === null ? "" : `It takes more requests from ${formatTime(health.until)} on. `;
      return `${until}${snapshot} ${kept}`;
    }
    case "needsAttention":
    case "rightLost":
      return what || "A check of the connection failed.";
    case "offline": {
      const since =
        health.since === null ? "" : ` Nothing has answered since ${formatSince(health.since, now)}.`;
      return `${what}${since} ${snapshot} ${kept}`.trim();
    }
    default:
      return `${what} ${snapshot} ${kept}`.trim();
  }
}

function ReadFailed({ profile, error: failed }: { profile: ProfileDto; error: AppError }) {
  const navigate = useNavigate();
  const now = useNow();
  const again = useMutation({ mutationFn: () => call(commands.retryConnection(profile.id)) });
  // A read that cannot even begin, for instance without its secret, is no task.
  const error = again.isError ? toFailure(again.error).error : failed;
  const shown = presentationOf(error);
  const snapshot = snapshotOf(profile.lastReadAt, now);
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
