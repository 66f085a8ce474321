import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { Icon } from "../components/Icon";
import { Kbd } from "../components/Kbd";
import { Pill, StateLabel } from "../components/StateLabel";
import type { ProfileDto, ProfileId } from "../ipc/client";
import { useTask } from "../ipc/tasks";
import { ariaKeys, showKeys } from "../lib/keys";
import { useNow } from "../lib/useNow";
import { useOpenPart } from "./commands/CommandCenter";
import { connectionWords, readWords } from "./connectionWords";
import { ProfileSwitcher } from "./ProfileSwitcher";
import s from "./TopStrip.module.css";

type TopStripProps = { profileId: ProfileId; profile: ProfileDto | undefined };

/** Which profile this is, how its connection stands, and when Halo was last read. */
export function TopStrip({ profileId, profile }: TopStripProps) {
  return (
    <header className={s["top"]}>
      <ProfileSwitcher profileId={profileId} profile={profile} />
      {profile?.isDemo && <Pill tone="attention">Demo: invented data</Pill>}
      {profile && <Connection profile={profile} />}
      <span className="spacer" />
      <BoxButton />
    </header>
  );
}

/** Looks like the field that it opens. */
function BoxButton() {
  const open = useOpenPart();
  return (
    <button
      type="button"
      className={s["box"]}
      aria-haspopup="dialog"
      aria-keyshortcuts={ariaKeys("Mod+K")}
      title={`Search and commands (${showKeys("Mod+K")})`}
      onClick={() => open("box")}
    >
      <Icon of={Search} size={14} />
      <span className={s["boxName"]}>Search and commands</span>
      <span className={s["boxWords"]} aria-hidden="true">
        <Kbd>{showKeys("Mod+K")}</Kbd>
      </span>
    </button>
  );
}

function Connection({ profile }: { profile: ProfileDto }) {
  const lastRead = useTask(profile.id, "readHalo");
  const now = useNow();
  const { state, word } = connectionWords(profile, lastRead);
  return (
    <Link
      to="/profiles/$profileId/settings"
      params={{ profileId: profile.id }}
      className={s["connection"]}
      activeProps={{}}
      title={profile.health.what ?? undefined}
    >
      <StateLabel state={state} word={word} />
      <span className={s["faint"]}>{readWords(profile, lastRead, now)}</span>
    </Link>
  );
}
