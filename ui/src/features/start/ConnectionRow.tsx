import { ChevronDown, Scissors, SlidersHorizontal, Trash2 } from "lucide-react";
import { Button } from "../../components/Button";
import { Menu, type MenuEntry } from "../../components/Menu";
import { Pill, StateLabel } from "../../components/StateLabel";
import { VendorMark } from "../../components/VendorMark";
import type { ConnectionStateDto, ProfileDto } from "../../ipc/client";
import { formatWhen } from "../../lib/format";
import type { StateName } from "../../lib/states";
import { useNow } from "../../lib/useNow";
import s from "./Start.module.css";
import type { StartDestination } from "./StartPage";

const BADGES: Record<ConnectionStateDto, StateName> = {
  notConnected: "notConnected",
  connected: "connected",
  needsAttention: "attention",
  revoked: "revoked",
};

type ConnectionRowProps = {
  readonly profile: ProfileDto;
  /** It carries the one primary button of the screen. */
  readonly next: boolean;
  readonly onGo: (to: StartDestination) => void;
};

/** One connection: product, Halo, badge, the way on, options. */
export function ConnectionRow({ profile, next, onGo }: ConnectionRowProps) {
  const now = useNow();
  return (
    <li className={s["connection"]}>
      <VendorMark letters={profile.vendorMark} />
      <div className={s["names"]}>
        <span className={s["product"]}>
          {profile.vendorName}
          {profile.isDemo && <Pill tone="attention">Demo</Pill>}
        </span>
        <span className="hint">{profile.haloHost ?? "No Halo yet"}</span>
      </div>
      <div>
        <StateLabel state={BADGES[profile.connection]} />
        <div className="hint">{noteOf(profile, now)}</div>
      </div>
      <div className={s["acts"]}>
        <MainAct profile={profile} next={next} onGo={onGo} />
        <Menu
          align="end"
          label={`Options for ${profile.vendorName}`}
          trigger={<Button iconAfter={ChevronDown}>Options</Button>}
          items={optionsOf(profile, onGo)}
        />
      </div>
    </li>
  );
}

function MainAct({ profile, next, onGo }: ConnectionRowProps) {
  if (profile.connection === "revoked") {
    return <Button onClick={() => onGo({ page: "connect", profile: profile.id })}>Connect</Button>;
  }
  if (!profile.wizardFinished) {
    return (
      <Button
        variant={next ? "primary" : "plain"}
        onClick={() => onGo({ page: "connect", profile: profile.id })}
      >
        Continue
      </Button>
    );
  }
  return <Button onClick={() => onGo({ page: "home", profile: profile.id })}>Manage</Button>;
}

function noteOf(profile: ProfileDto, now: Date): string {
  // What a connection that works could not prove yet stands on Home; here it is more use to know how old things are.
  if (profile.connectionNote && profile.connection !== "connected") return profile.connectionNote;
  if (profile.connection === "revoked") return "Mappings are kept";
  if (!profile.wizardFinished) return `Step ${profile.wizardStep} of 5 is saved`;
  return profile.lastReadAt === null ? "Not read yet" : `Read ${formatWhen(profile.lastReadAt, now)}`;
}

function optionsOf(profile: ProfileDto, onGo: (to: StartDestination) => void): MenuEntry[] {
  const { id } = profile;
  return [
    { label: "Settings", icon: SlidersHorizontal, onSelect: () => onGo({ page: "settings", profile: id }) },
    "separator",
    {
      label: "Revoke connection…",
      icon: Scissors,
      danger: true,
      onSelect: () => onGo({ page: "settings", profile: id, dialog: "revoke" }),
      reason: profile.connection === "revoked" ? "It is revoked already" : undefined,
    },
    {
      label: "Delete profile…",
      icon: Trash2,
      danger: true,
      onSelect: () => onGo({ page: "settings", profile: id, dialog: "delete" }),
    },
  ];
}
