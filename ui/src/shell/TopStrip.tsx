import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, LayoutGrid } from "lucide-react";
import { Icon } from "../components/Icon";
import { Menu, type MenuEntry } from "../components/Menu";
import { Pill, StateLabel } from "../components/StateLabel";
import { VendorMark } from "../components/VendorMark";
import type { ProfileDto, ProfileId } from "../ipc/client";
import { queries } from "../ipc/queries";
import { useTask } from "../ipc/tasks";
import { useNow } from "../lib/useNow";
import { connectionState, readWords } from "./connectionWords";
import s from "./TopStrip.module.css";

type TopStripProps = { profileId: ProfileId; profile: ProfileDto | undefined };

/** Which profile this is, whether it is connected, and when Halo was last read. */
export function TopStrip({ profileId, profile }: TopStripProps) {
  return (
    <header className={s["top"]}>
      <ProfileSwitcher profileId={profileId} profile={profile} />
      {profile?.isDemo && <Pill tone="attention">Demo: invented data</Pill>}
      {profile && <Connection profile={profile} />}
    </header>
  );
}

function ProfileSwitcher({ profileId, profile }: TopStripProps) {
  const profiles = useQuery(queries.profiles()).data ?? [];
  const navigate = useNavigate();
  const items: MenuEntry[] = [
    ...profiles.map((other) => ({
      label: other.vendorName,
      detail: other.isDemo ? "Demo" : other.haloHost,
      checked: other.id === profileId,
      onSelect: () =>
        void (other.wizardFinished
          ? navigate({ to: "/profiles/$profileId/home", params: { profileId: other.id } })
          : navigate({ to: "/connect", search: { profile: other.id } })),
    })),
    "separator",
    { label: "All integrations", icon: LayoutGrid, onSelect: () => void navigate({ to: "/" }) },
  ];
  return (
    <Menu
      label="Profiles"
      items={items}
      trigger={
        <button type="button" className={s["profile"]}>
          {profile && <VendorMark letters={profile.vendorMark} />}
          <span className="cut">
            {profile?.vendorName ?? "Profile"}
            {profile?.haloHost && <span className={s["faint"]}> to {profile.haloHost}</span>}
          </span>
          <Icon of={ChevronsUpDown} size={14} className="t3" />
        </button>
      }
    />
  );
}

function Connection({ profile }: { profile: ProfileDto }) {
  const lastRead = useTask(profile.id, "readHalo");
  const now = useNow();
  return (
    <Link
      to="/profiles/$profileId/settings"
      params={{ profileId: profile.id }}
      className={s["connection"]}
      activeProps={{}}
      title={profile.connectionNote ?? undefined}
    >
      <StateLabel state={connectionState(profile, lastRead)} />
      <span className={s["faint"]}>{readWords(profile, lastRead, now)}</span>
    </Link>
  );
}
