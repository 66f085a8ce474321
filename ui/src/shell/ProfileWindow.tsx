import { Outlet } from "@tanstack/react-router";
import { useEffect } from "react";
import { call, commands, type ProfileId } from "../ipc/client";
import { useProfile } from "../ipc/health";
import { JobHost } from "./JobHost";
import { Rail } from "./Rail";
import { StatusBanner } from "./StatusBanner";
import { TopStrip } from "./TopStrip";
import s from "./Window.module.css";

/** The window of one profile: rail, top strip, page, job strip. */
export function ProfileWindow({ profileId }: { profileId: ProfileId }) {
  const profile = useProfile(profileId);

  useEffect(() => {
    // Only a convenience for the next start: that it failed is not worth a word.
    call(commands.rememberProfile(profileId)).catch(() => undefined);
  }, [profileId]);

  return (
    <div className={s["window"]}>
      <button type="button" className={s["skip"]} onClick={skipToMain}>
        Go to the page
      </button>
      <Rail profileId={profileId} />
      <TopStrip profileId={profileId} profile={profile} />
      <main id="main" tabIndex={-1} className={s["main"]}>
        {profile && <StatusBanner profile={profile} />}
        <Outlet />
      </main>
      <div className={s["job"]}>
        <JobHost />
      </div>
    </div>
  );
}

/** The address holds the place in the program, so this moves the focus instead of the address. */
function skipToMain() {
  document.getElementById("main")?.focus();
}
