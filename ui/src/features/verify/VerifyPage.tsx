import { useMutation, useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Card, CardList } from "../../components/Card";
import { CheckLine } from "../../components/CheckLine";
import { Page, PageBody, PageHead } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type ProfileId, type ProofLineDto } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { useTask } from "../../ipc/tasks";
import { formatMoment, formatWhen } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import { ACTS, LOOKS, type VerifyDestination } from "./acts";
import { ReportDialog } from "./ReportDialog";
import s from "./Verify.module.css";

type VerifyPageProps = {
  readonly profileId: ProfileId;
  readonly onGo: (to: VerifyDestination) => void;
};

/** The vendors' checklist and ours: what was proven, how and when; and the report of it. */
export function VerifyPage({ profileId, onGo }: VerifyPageProps) {
  const proofs = useQuery(queries.proofs(profileId));
  const profile = useQuery(queries.profiles()).data?.find(({ id }) => id === profileId);
  const reading = useMutation({ mutationFn: () => call(commands.readHalo(profileId)) });
  const checking = useMutation({ mutationFn: () => call(commands.startChecks(profileId, null)) });
  const isReading = useTask(profileId, "readHalo")?.state.state === "running" || reading.isPending;
  const isChecking = useTask(profileId, "checkAccess")?.state.state === "running" || checking.isPending;
  const [reporting, setReporting] = useState(false);
  const found = proofs.data;
  const failed = reading.error ?? checking.error;

  function action({ kind, name }: ProofLineDto) {
    const { label, by } = ACTS[kind];
    const run = { read: reading.mutate, checks: checking.mutate, look: () => void proofs.refetch() };
    const busy = { read: isReading, checks: isChecking, look: proofs.isFetching };
    const reasons = { read: profile?.health.blocked.read, checks: profile?.health.blocked.check, look: null };
    return (
      <Button
        variant="quiet"
        aria-label={`${label}: ${name}`}
        busy={typeof by === "string" && busy[by]}
        busyWord="Proving…"
        reason={(typeof by === "string" && reasons[by]) || undefined}
        onClick={() => (typeof by === "string" ? run[by]() : onGo(by))}
      >
        {label}
      </Button>
    );
  }

  return (
    <Page>
      <PageHead
        title="Verify"
        meta={found && `${found.filter(({ state }) => state === "proven").length} of ${found.length} proven`}
        actions={
          <Button variant="primary" icon={FileText} onClick={() => setReporting(true)}>
            Write a report…
          </Button>
        }
      />
      <PageBody>
        <div className={s["page"]}>
          {failed && <ErrorNotice inline error={failed} onGo={(page) => onGo({ page })} />}
          {found ? (
            [true, false].map((isOfAGuide) => (
              <Lines
                key={String(isOfAGuide)}
                title={isOfAGuide ? "The vendors’ checklist" : "And what else has to hold"}
                proofs={found.filter((proof) => proof.isOfAGuide === isOfAGuide)}
                action={action}
              />
            ))
          ) : proofs.error ? (
            <ErrorNotice
              error={proofs.error}
              onRetry={() => void proofs.refetch()}
              retrying={proofs.isFetching}
            />
          ) : (
            <Skeleton label="Working out the checklist" lines={8} />
          )}
        </div>
      </PageBody>
      {reporting && <ReportDialog profileId={profileId} onClose={() => setReporting(false)} />}
    </Page>
  );
}

type LinesProps = {
  readonly title: string;
  readonly proofs: readonly ProofLineDto[];
  readonly action: (proof: ProofLineDto) => React.ReactNode;
};

function Lines({ title, proofs, action }: LinesProps) {
  const now = useNow();
  return (
    <Card label={title} head={<h2 className="strong">{title}</h2>}>
      <CardList label={title}>
        {proofs.map((proof) => (
          <CheckLine
            key={proof.kind}
            state={LOOKS[proof.state].state}
            word={LOOKS[proof.state].word}
            name={proof.name}
            meaning={proof.meaning}
            time={
              proof.at !== null && (
                <time dateTime={proof.at} title={formatMoment(proof.at)}>
                  {formatWhen(proof.at, now)}
                </time>
              )
            }
            action={<span className={s["act"]}>{action(proof)}</span>}
          />
        ))}
      </CardList>
    </Card>
  );
}
