import type { ReactNode } from "react";
import type { HomeDto, ProfileDto } from "../../ipc/client";
import { formatCount, formatMoment, formatNumber, formatWhen } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import s from "./Home.module.css";

const DAY_MS = 86_400_000;

/** How the connection stands, in a few facts. */
export function Facts({ home, profile }: { readonly home: HomeDto; readonly profile: ProfileDto | null }) {
  const now = useNow();
  const lastReadAt = profile?.lastReadAt ?? null;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      "Last complete read",
      lastReadAt === null ? "never" : <When key="read" at={lastReadAt} words={formatWhen(lastReadAt, now)} />,
    ],
    ["Customers", formatNumber(home.customers)],
    ["Organisations", formatNumber(home.organizations)],
    ["To decide", formatNumber(home.todo)],
    [
      "Secret",
      home.secretSavedAt === null ? (
        "none is kept"
      ) : (
        <When key="secret" at={home.secretSavedAt} words={age(home.secretSavedAt, now)} />
      ),
    ],
    [
      "Test ticket",
      home.testPassedAt === null ? (
        "not passed yet"
      ) : (
        <When key="test" at={home.testPassedAt} words={`passed ${formatWhen(home.testPassedAt, now)}`} />
      ),
    ],
  ];
  return (
    <section className={s["facts"]}>
      <h2 className="strong">Connection</h2>
      <dl>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function When({ at, words }: { at: string; words: string }) {
  return (
    <time dateTime={at} title={formatMoment(at)}>
      {words}
    </time>
  );
}

function age(iso: string, now: Date): string {
  const days = Math.floor((now.getTime() - new Date(iso).getTime()) / DAY_MS);
  return days < 1 ? "saved today" : `${formatCount(days, "day")} old`;
}
