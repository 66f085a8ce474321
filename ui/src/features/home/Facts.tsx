import type { ReactNode } from "react";
import { Button } from "../../components/Button";
import { StateLabel } from "../../components/StateLabel";
import type { HomeDto, ProfileDto, SecretAgeDto } from "../../ipc/client";
import { formatCount, formatMoment, formatNumber, formatWhen } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import s from "./Home.module.css";

type FactsProps = {
  readonly home: HomeDto;
  readonly profile: ProfileDto | null;
  readonly onReplaceSecret: () => void;
};

/** How the connection stands, in a few facts. */
export function Facts({ home, profile, onReplaceSecret }: FactsProps) {
  const now = useNow();
  const secret = profile?.secret ?? null;
  const lastReadAt = profile?.lastReadAt ?? null;
  const completeAt = home.wholeReadAt ?? lastReadAt;
  const changesAt = lastReadAt !== null && completeAt !== null && lastReadAt > completeAt ? lastReadAt : null;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      "Last complete read",
      completeAt === null ? "never" : <When key="read" at={completeAt} words={formatWhen(completeAt, now)} />,
    ],
    ...(changesAt === null
      ? []
      : [
          [
            "Changes since, read",
            <When key="changes" at={changesAt} words={formatWhen(changesAt, now)} />,
          ] as const,
        ]),
    ["Customers", formatNumber(home.customers)],
    ["Organisations", formatNumber(home.organizations)],
    ["To decide", formatNumber(home.todo)],
    ["Problems", formatNumber(home.problems)],
    ...(home.automatic === null
      ? []
      : [
          [
            "Accepted by itself",
            <When
              key="automatic"
              at={home.automatic.at}
              words={`${formatCount(home.automatic.organizations, "organisation")}, ${formatWhen(home.automatic.at, now)}`}
            />,
          ] as const,
        ]),
    [
      "Secret",
      secret === null ? "none is kept" : <When key="secret" at={secret.savedAt} words={ageOf(secret)} />,
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
      {secret?.isOld && (
        <div className={s["old"]}>
          <p>
            <StateLabel state="lookOnce" word="The secret is more than a year old." /> Halo never ends one by
            itself. Make a new one in Halo and replace it.
          </p>
          <Button onClick={onReplaceSecret}>Replace the secret…</Button>
        </div>
      )}
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

function ageOf({ days }: SecretAgeDto): string {
  return days < 1 ? "saved today" : `${formatCount(days, "day")} old`;
}
