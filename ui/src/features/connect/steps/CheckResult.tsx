import { RefreshCw } from "lucide-react";
import { useRef } from "react";
import { Button } from "../../../components/Button";
import { CheckLine } from "../../../components/CheckLine";
import { Disclosure } from "../../../components/Disclosure";
import { IconButton } from "../../../components/IconButton";
import { saidText } from "../../../errors/said";
import type { CheckDto, ProfileId } from "../../../ipc/client";
import { formatCount, formatDuration, formatMoment, formatWhen } from "../../../lib/format";
import s from "../Connect.module.css";
import { NamedRights, OpenPages } from "./NamedRights";

type CheckResultProps = {
  readonly check: CheckDto;
  /** Whose Halo's pages can be opened; null for the demo, which has none. */
  readonly profile: ProfileId | null;
  /** When the newest of all outcomes is from: an older one says its own time. */
  readonly newest: string | null;
  readonly now: Date;
  readonly onAgain: () => void;
  /** Why it cannot be run now. */
  readonly busy: string | undefined;
  /** Leads to the secret, where Halo refused it. */
  readonly onEnterSecret: (() => void) | undefined;
  /** Gives up what the check is for. */
  readonly onWithout: (() => void) | undefined;
};

/** One check, which can be run alone. What failed opens: the rights by name, where they are, acts, what Halo said. */
export function CheckResult(props: CheckResultProps) {
  const { check, profile, newest, now, onAgain, busy, onEnterSecret, onWithout } = props;
  const again = useRef<HTMLButtonElement>(null);
  const isOver = check.checkedAt !== null;
  const line = {
    state: check.state,
    name: check.name,
    meaning: check.meaning,
    time: <Time check={check} newest={newest} now={now} />,
    action: (
      <IconButton
        ref={again}
        icon={RefreshCw}
        label={isOver ? `Check again: ${check.name}` : `Check: ${check.name}`}
        onClick={onAgain}
        reason={busy}
        className={s["again"]}
      />
    ),
  };
  if (check.state === "cannotTell" && check.rights.length > 0)
    return (
      <CheckLine {...line}>
        {check.remedy && <p className="t2">{check.remedy}</p>}
        <Disclosure summary={`${formatCount(check.rights.length, "right")} not proven yet`}>
          <NamedRights rights={check.rights} naming={check.naming} />
        </Disclosure>
        <WhatHaloSaid check={check} />
      </CheckLine>
    );
  if (
    check.state !== "failed" &&
    check.remedy === null &&
    check.rights.length === 0 &&
    check.exchange === null
  )
    return <CheckLine {...line} />;
  return (
    <CheckLine {...line}>
      {check.remedy && <p>{check.remedy}</p>}
      {check.rights.length > 0 && <NamedRights rights={check.rights} naming={check.naming} />}
      <div className={s["checkActs"]}>
        <Button
          icon={RefreshCw}
          reason={busy}
          onClick={() => {
            // The line closes while the check runs, and this button goes with it.
            again.current?.focus();
            onAgain();
          }}
        >
          Check again
        </Button>
        {check.state === "failed" && onEnterSecret && (
          <Button onClick={onEnterSecret} reason={busy}>
            Enter the secret again
          </Button>
        )}
        {profile !== null && <OpenPages rights={check.rights} profile={profile} />}
        {check.state === "failed" && onWithout && (
          <Button variant="quiet" onClick={onWithout} reason={busy}>
            Do without seats
          </Button>
        )}
      </div>
      <WhatHaloSaid check={check} />
    </CheckLine>
  );
}

function WhatHaloSaid({ check }: { check: CheckDto }) {
  if (check.exchange === null) return null;
  return (
    <Disclosure summary="What Halo said" defaultOpen={check.state === "failed"}>
      <pre>{saidText(check.exchange)}</pre>
    </Disclosure>
  );
}

type TimeProps = Pick<CheckResultProps, "check" | "newest" | "now">;

function Time({ check: { checkedAt, tookMs }, newest, now }: TimeProps) {
  if (checkedAt === null) return null;
  const age = newest === null ? 0 : Date.parse(newest) - Date.parse(checkedAt);
  return (
    <time dateTime={checkedAt} title={`Checked ${formatMoment(checkedAt)}`}>
      {age >= 60_000 && `${formatWhen(checkedAt, now)} `}
      {tookMs !== null && formatDuration(tookMs)}
    </time>
  );
}
