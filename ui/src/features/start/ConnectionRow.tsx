import { useMutation } from "@tanstack/react-query";
import { BookOpen, ChevronDown, Scissors, SlidersHorizontal, Trash2 } from "lucide-react";
import { Button } from "../../components/Button";
import { Menu, type MenuEntry } from "../../components/Menu";
import { Pill, StateLabel } from "../../components/StateLabel";
import { VendorMark } from "../../components/VendorMark";
import { badgeOf } from "../../errors/health";
import { call, commands, type ProfileDto } from "../../ipc/client";
import { formatWhen } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import s from "./Start.module.css";
import type { StartDestination } from "./StartPage";

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
          {profile.name}
          {profile.isDemo && <Pill tone="attention">Demo</Pill>}
        </span>
        <span className="hint">
          {profile.name === profile.vendorName ? "" : `${profile.vendorName}, `}
          {profile.haloHost ?? "No Halo yet"}
        </span>
      </div>
      <div>
        <StateLabel state={badgeOf(profile.health)} />
        <div className="hint">{noteOf(profile, now)}</div>
      </div>
      <div className={s["acts"]}>
        <MainAct profile={profile} next={next} onGo={onGo} />
        <Menu
          align="end"
          label={`Options for ${profile.name}`}
          trigger={<Button iconAfter={ChevronDown}>Options</Button>}
          items={optionsOf(profile, onGo)}
        />
      </div>
    </li>
  );
}

function MainAct({ profile, next, onGo }: ConnectionRowProps) {
  if (profile.connection === "revoked") return <ConnectAgain profile={profile} onGo={onGo} />;
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

/** The wizard at the credentials. Nobody can type those of the demo, so it brings its own. */
function ConnectAgain({ profile, onGo }: Omit<ConnectionRowProps, "next">) {
  const connect = useMutation({
    mutationFn: () => (profile.isDemo ? call(commands.startDemo()) : Promise.resolve(profile.id)),
    onSuccess: (id) => onGo({ page: "connect", profile: id }),
  });
  return (
    <Button onClick={() => connect.mutate()} busy={connect.isPending} busyWord="Starting…">
      Connect
    </Button>
  );
}

function noteOf(profile: ProfileDto, now: Date): string {
  // What shows only in use is no news; when it was read is.
  if (profile.health.what && profile.health.state !== "connected") return profile.health.what;
  if (profile.connection === "revoked") return "Mappings are kept";
  if (!profile.wizardFinished) return `Step ${profile.wizardStep} of 5 is saved`;
  return profile.lastReadAt === null ? "Not read yet" : `Read ${formatWhen(profile.lastReadAt, now)}`;
}

function optionsOf(profile: ProfileDto, onGo: (to: StartDestination) => void): MenuEntry[] {
  const { id } = profile;
  const revoked = profile.connection === "revoked";
  return [
    ...(revoked
      ? [
          {
            label: "Open, to read only",
            icon: BookOpen,
            onSelect: () => onGo({ page: "home" as const, profile: id }),
          },
        ]
      : []),
    { label: "Settings", icon: SlidersHorizontal, onSelect: () => onGo({ page: "settings", profile: id }) },
    "separator",
    {
      label: "Revoke connection…",
      icon: Scissors,
      danger: true,
      onSelect: () => onGo({ page: "settings", profile: id, dialog: "revoke" }),
      reason: revoked ? "It is revoked already" : undefined,
    },
    {
      label: "Delete profile…",
      icon: Trash2,
      danger: true,
      onSelect: () => onGo({ page: "settings", profile: id, dialog: "delete" }),
    },
  ];
}
