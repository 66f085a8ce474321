import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, LayoutGrid } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Icon } from "../components/Icon";
import { Menu, type MenuEntry } from "../components/Menu";
import { VendorMark } from "../components/VendorMark";
import type { ProfileDto, ProfileId } from "../ipc/client";
import { queries } from "../ipc/queries";
import { OPEN_DIALOG } from "../lib/dialogs";
import { showKeys } from "../lib/keys";
import s from "./TopStrip.module.css";

type ProfileSwitcherProps = {
  readonly profileId: ProfileId;
  readonly profile: ProfileDto | undefined;
};

/** Which profile this is; Alt+P opens the others, with arrows and first letters to choose by. */
export function ProfileSwitcher({ profileId, profile }: ProfileSwitcherProps) {
  const profiles = useQuery(queries.profiles()).data ?? [];
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  useSwitcherKey(() => setOpen(true));
  const items: MenuEntry[] = [
    ...profiles.map((other) => ({
      key: other.id,
      label: other.name,
      detail: other.isDemo ? "Demo" : (other.haloHost ?? "No Halo yet"),
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
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className={s["profile"]}
          aria-keyshortcuts="Alt+P"
          title={`Switch the profile (${showKeys("Alt+P")})`}
        >
          {profile && <VendorMark letters={profile.vendorMark} />}
          <span className="cut">
            {profile?.name ?? "Profile"}
            {profile?.haloHost && <span className={s["faint"]}> to {profile.haloHost}</span>}
          </span>
          <Icon of={ChevronsUpDown} size={14} className="t3" />
        </button>
      }
    />
  );
}

/** Alt+P, wherever the focus is, but not over an open dialog. */
function useSwitcherKey(onPress: () => void) {
  const listen = useEffectEvent((event: KeyboardEvent) => {
    const isIt = event.altKey && !event.ctrlKey && !event.metaKey && event.code === "KeyP";
    if (!isIt || event.repeat || document.querySelector(OPEN_DIALOG)) return;
    event.preventDefault();
    onPress();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => listen(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
