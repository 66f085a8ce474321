import { useMutation } from "@tanstack/react-query";
import { Banner, type BannerTone } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Card } from "../../components/Card";
import { ErrorNotice } from "../../errors/ErrorNotice";
import {
  AppFailure,
  call,
  commands,
  type ProfileId,
  type ProofDto,
  type ProofOutcomeDto,
  type RevocationDto,
} from "../../ipc/client";
import { useTask } from "../../ipc/tasks";
import { formatMoment } from "../../lib/format";
import s from "./Revoke.module.css";

type Words = { readonly tone: BannerTone; readonly title: string; readonly meaning: string };

const OUTCOMES: Record<ProofOutcomeDto, Words> = {
  stillWorks: {
    tone: "problem",
    title: "Halo still gives a token: the application is still active.",
    meaning: "Whoever has the old secret can use it. Delete the application in Halo, then ask again.",
  },
  refused: {
    tone: "connected",
    title: "Halo refuses it: revoked on both sides.",
    meaning: "The old secret opens nothing any more.",
  },
  notAsked: {
    tone: "offline",
    title: "Halo could not be asked.",
    meaning: "Nothing is proven yet. Ask again once Halo answers.",
  },
};

type ProofProps = { readonly profileId: ProfileId; readonly revocation: RevocationDto };

/** Asks Halo whether the old secret still works, and keeps every answer with its time. */
export function Proof({ profileId, revocation }: ProofProps) {
  const { canAsk, proofs } = revocation;
  const start = useMutation({ mutationFn: () => call(commands.proveRevoked(profileId)) });
  const task = useTask(profileId, "proveRevoked");
  const running = task?.state.state === "running" ? task : null;
  const failed =
    task?.state.state === "failed" && task.state.error.code !== "cancelled" ? task.state.error : null;
  const [last, ...earlier] = proofs;
  return (
    <Card
      label="Proof"
      head={
        <>
          <h2 className="strong">Does the old secret still work?</h2>
          <span className="t3">{last ? `Asked ${formatMoment(last.askedAt)}` : "Not asked yet"}</span>
        </>
      }
      padded
    >
      <div className="stack">
        {last ? (
          <Outcome proof={last} />
        ) : (
          <p>
            Once the application is removed in Halo, let Halo say so itself. The old secret is held in memory
            for this question only, and wiped when this page is closed.
          </p>
        )}
        <div className="row wrap">
          <Button
            variant={last?.outcome === "refused" ? "plain" : "primary"}
            onClick={() => start.mutate()}
            busy={start.isPending || running !== null}
            busyWord="Asking…"
            reason={canAsk ? undefined : "The old secret is no longer in memory"}
          >
            {last ? "Ask Halo again" : "Ask Halo whether the old secret still works"}
          </Button>
          {!canAsk && (
            <p className="hint">
              The old secret was wiped when this page was closed, so Halo cannot be asked about it any more.
            </p>
          )}
        </div>
        {failed && <ErrorNotice inline error={new AppFailure(failed)} title="It could not be asked" />}
        {start.isError && <ErrorNotice inline error={start.error} title="It could not be asked" />}
        {earlier.length > 0 && (
          <div>
            <h3 className="hint">Asked before</h3>
            <ul className={s["earlier"]}>
              {earlier.map(({ askedAt, outcome }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: answers are only ever added before the others.
                <li key={earlier.length - index}>
                  <time dateTime={askedAt}>{formatMoment(askedAt)}</time> {OUTCOMES[outcome].title}
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </Card>
  );
}

function Outcome({ proof: { outcome, said } }: { proof: ProofDto }) {
  const { tone, title, meaning } = OUTCOMES[outcome];
  return (
    <Banner live tone={tone} title={title}>
      {said === null ? meaning : `${said} ${meaning}`}
    </Banner>
  );
}
