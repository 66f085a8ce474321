import { Banner } from "../components/Banner";
import { shownHealth } from "../errors/health";
import { presentationOf } from "../errors/presentation";
import type { AppError, ProfileDto } from "../ipc/client";
import { useTask } from "../ipc/tasks";
import { formatTime, formatWhen } from "../lib/format";
import { useNow } from "../lib/useNow";
import { NextAct, TryAgain } from "./NextAct";

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
  return (
    <Banner
      edge
      live
      tone={shownHealth(health).tone}
      title={title}
      actions={<NextAct key={health.state} profile={profile} />}
    >
      {meaningOf(profile, now)}
    </Banner>
  );
}

/** What is the case, what one works on meanwhile, and that nothing is lost. */
function meaningOf({ health, lastReadAt }: ProfileDto, now: Date): string {
  const kept = "Local edits are kept; nothing is sent.";
  const snapshot =
    lastReadAt === null
      ? "Customers have not been read yet."
      : `You are working on what was read ${formatWhen(lastReadAt, now)}.`;
  const what = health.what ?? "";
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
        health.since === null ? "" : `Nothing has answered since ${formatWhen(health.since, now)}. `;
      return `${since}${snapshot} ${kept}`;
    }
    default:
      return `${what} ${snapshot} ${kept}`.trim();
  }
}

function ReadFailed({ profile, error }: { profile: ProfileDto; error: AppError }) {
  const now = useNow();
  const snapshot =
    profile.lastReadAt === null
      ? "Customers have not been read yet."
      : `You are working on what was read ${formatWhen(profile.lastReadAt, now)}.`;
  return (
    <Banner
      edge
      live
      tone={presentationOf(error).severity}
      title={`${presentationOf(error).title}.`}
      actions={<TryAgain profile={profile} />}
    >
      {`${error.message} ${snapshot}`}
    </Banner>
  );
}
