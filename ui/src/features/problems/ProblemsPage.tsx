import { useMutation, useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { Page, PageBody, PageHead } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { useToast } from "../../components/Toast";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type ProblemDto, type ProblemsDto, type ProfileId } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { useTask } from "../../ipc/tasks";
import { formatCount, formatNumber, formatWhen } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import { IgnoreDialog } from "./IgnoreDialog";
import { Ignored } from "./Ignored";
import { ProblemGroup } from "./ProblemGroup";
import s from "./Problems.module.css";
import type { ProblemsDestination } from "./words";

type ProblemsPageProps = {
  readonly profileId: ProfileId;
  readonly onGo: (to: ProblemsDestination) => void;
};

/** What no longer holds, by cause, with the one act that mends each. */
export function ProblemsPage({ profileId, onGo }: ProblemsPageProps) {
  const now = useNow();
  const problems = useQuery(queries.problems(profileId));
  const profile = useQuery(queries.profiles()).data?.find(({ id }) => id === profileId);
  const wantsSeats = useQuery(queries.seatSetup(profileId)).data?.wantsSeats === true;
  const reading = useMutation({
    mutationFn: async () => {
      await call(commands.readHalo(profileId));
      // A read of Halo reads no licences.
      if (wantsSeats) await call(commands.readAllLicences(profileId));
    },
  });
  const readsHalo = useTask(profileId, "readHalo")?.state.state === "running";
  const readsLicences = useTask(profileId, "readLicences")?.state.state === "running";
  const acts = useProblemActs(profileId);
  const [ignoring, setIgnoring] = useState<readonly ProblemDto[] | null>(null);
  const found = problems.data;
  const failed = reading.error ?? acts.error;

  return (
    <Page>
      <PageHead
        title="Problems"
        meta={found && metaOf(found, now)}
        actions={
          <Button
            icon={RefreshCw}
            busy={readsHalo || readsLicences || reading.isPending}
            busyWord="Checking…"
            reason={profile?.health.blocked.read ?? undefined}
            onClick={() => reading.mutate()}
          >
            Check again
          </Button>
        }
      />
      <PageBody>
        <div className={s["page"]}>
          {failed && <ErrorNotice inline error={failed} onGo={(page) => onGo({ page })} />}
          {found ? (
            <>
              {found.groups.length === 0 && (
                <NothingWrong problems={found} now={now} wantsSeats={wantsSeats} />
              )}
              {found.groups.map((group) => (
                <ProblemGroup
                  key={group.cause}
                  group={group}
                  busy={acts.busy}
                  onAccept={acts.accept}
                  onIgnore={setIgnoring}
                  onGo={onGo}
                />
              ))}
              <Ignored rows={found.ignored} busy={acts.busy} onBack={acts.countAgain} />
              {found.solvedLately > 0 && (
                <p className="hint">
                  Solved in the last 30 days: {formatNumber(found.solvedLately)}.{" "}
                  <Button variant="link" onClick={() => onGo({ page: "activity", area: "problem" })}>
                    Show them in Activity
                  </Button>
                </p>
              )}
            </>
          ) : problems.error ? (
            <ErrorNotice
              error={problems.error}
              onRetry={() => void problems.refetch()}
              retrying={problems.isFetching}
            />
          ) : (
            <Skeleton label="Reading the problems" lines={6} />
          )}
        </div>
      </PageBody>
      {ignoring && (
        <IgnoreDialog
          count={ignoring.length}
          subject={ignoring[0]?.subject ?? ""}
          busy={acts.busy}
          error={acts.error}
          onIgnore={(until) => acts.ignore(ignoring, until, () => setIgnoring(null))}
          onClose={() => setIgnoring(null)}
        />
      )}
    </Page>
  );
}

function metaOf(problems: ProblemsDto, now: Date): string {
  const count = problems.groups.reduce((sum, { total }) => sum + total, 0);
  const causes = formatCount(problems.groups.length, "cause");
  const checked = problems.checkedAt === null ? "" : ` Last check ${formatWhen(problems.checkedAt, now)}`;
  return count === 0 ? checked.trim() : `${formatNumber(count)}, by ${causes}.${checked}`;
}

type NothingWrongProps = {
  readonly problems: ProblemsDto;
  readonly now: Date;
  readonly wantsSeats: boolean;
};

function NothingWrong({ problems: { checkedAt, ignored }, now, wantsSeats }: NothingWrongProps) {
  if (checkedAt === null) {
    return (
      <EmptyState title="Nothing was compared yet">
        Customers and settings are compared with what is mapped each time Halo is read. It has not been read
        yet.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={ignored.length > 0 ? "Nothing else is wrong" : "Everything that is mapped still holds"}
    >
      Compared when Halo was last read, {formatWhen(checkedAt, now)}. Customers, ticket rules and the agent’s
      rights are looked at with every read{wantsSeats && ", licences when you check again or read them"}.
    </EmptyState>
  );
}

/** Accepting, ignoring and counting again. */
function useProblemActs(profileId: ProfileId) {
  const toast = useToast();
  const accepting = useMutation({
    mutationFn: (rows: readonly ProblemDto[]) =>
      call(
        commands.acceptProblems(
          profileId,
          rows.map(({ id, after }) => ({ id, after })),
        ),
      ),
    onSuccess: (count) => toast.show(`Accepted as it is now: ${formatNumber(count)}`),
  });
  const ignoring = useMutation({
    mutationFn: ({ rows, until }: { readonly rows: readonly ProblemDto[]; readonly until: string | null }) =>
      call(commands.ignoreProblems(profileId, idsOf(rows), until)),
  });
  const countAgain = (rows: readonly ProblemDto[]) => ignoring.mutate({ rows, until: null });
  return {
    busy: accepting.isPending || ignoring.isPending,
    error: accepting.error ?? ignoring.error,
    accept: (rows: readonly ProblemDto[]) => accepting.mutate(rows),
    countAgain,
    ignore: (rows: readonly ProblemDto[], until: string, onDone: () => void) =>
      ignoring.mutate(
        { rows, until },
        {
          onSuccess: () => {
            onDone();
            toast.show(`Ignored for now: ${formatNumber(rows.length)}`, {
              label: "Undo",
              onPress: () => countAgain(rows),
            });
          },
        },
      ),
  };
}

const idsOf = (rows: readonly ProblemDto[]) => rows.map(({ id }) => id);
