import { useMutation, useQuery } from "@tanstack/react-query";
import { ListChecks, RefreshCw, ShieldCheck } from "lucide-react";
import { Button } from "../../components/Button";
import { Page, PageBody, PageHead } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { TaskList, TaskRow } from "../../components/TaskRow";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { isSaidByBanner } from "../../errors/health";
import { call, commands, type HomeDto, type ProfileId } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { useTask } from "../../ipc/tasks";
import { Changes } from "./Changes";
import { Facts } from "./Facts";
import s from "./Home.module.css";
import type { HomeSearch } from "./search";
import { type HomeDestination, TASK_STATES, taskWords } from "./tasks";
import { Welcome } from "./Welcome";

type HomePageProps = {
  readonly profileId: ProfileId;
  readonly search: HomeSearch;
  readonly onSearch: (next: HomeSearch) => void;
  readonly onGo: (to: HomeDestination) => void;
};

/** What there is to do, in order, with one next thing; once all is done, how it stands. */
export function HomePage({ profileId, search, onSearch, onGo }: HomePageProps) {
  const home = useQuery(queries.home(profileId));
  const profiles = useQuery(queries.profiles());
  const profile = profiles.data?.find((candidate) => candidate.id === profileId) ?? null;
  const checks = useMutation({ mutationFn: () => call(commands.startChecks(profileId, null)) });
  const reading = useMutation({ mutationFn: () => call(commands.readHalo(profileId)) });
  const isChecking = useTask(profileId, "checkAccess")?.state.state === "running";
  const isReading = useTask(profileId, "readHalo")?.state.state === "running";

  const tasks = home.data?.tasks ?? [];
  const done = tasks.filter((task) => task.state === "done").length;
  const allDone = tasks.length > 0 && done === tasks.length;
  const usable = profile?.connection === "connected" || profile?.connection === "needsAttention";
  const blocked = profile?.health.blocked;
  const failure = [checks.error, reading.error].find((error) => error !== null && !isSaidByBanner(error));

  return (
    <Page>
      <PageHead
        title="Home"
        meta={tasks.length === 0 ? undefined : allDone ? "All done" : `${done} of ${tasks.length} done`}
        actions={
          usable && (
            <>
              <Button
                variant="quiet"
                icon={RefreshCw}
                busy={isReading || reading.isPending}
                busyWord="Reading…"
                reason={blocked?.read ?? undefined}
                onClick={() => reading.mutate()}
              >
                Read Halo again
              </Button>
              <Button variant="quiet" icon={ListChecks} onClick={() => onGo({ page: "verify" })}>
                Verify
              </Button>
              <Button
                icon={ShieldCheck}
                busy={isChecking || checks.isPending}
                busyWord="Checking…"
                reason={blocked?.check ?? undefined}
                onClick={() => checks.mutate()}
              >
                Run all checks
              </Button>
            </>
          )
        }
      />
      <PageBody>
        <div className={s["page"]}>
          {failure && (
            <ErrorNotice
              inline
              error={failure}
              onGo={(place) => onGo({ page: place })}
              onRetry={() => (failure === checks.error ? checks : reading).mutate()}
              retrying={checks.isPending || reading.isPending}
            />
          )}
          {search.connected && home.data && profile?.health.state === "connected" && (
            <Welcome profile={profile} home={home.data} onGo={onGo} onClose={() => onSearch({})} />
          )}
          {home.data?.changes && (
            <Changes
              profileId={profileId}
              changes={home.data.changes}
              onProblems={() => onGo({ page: "problems" })}
            />
          )}
          {home.data ? (
            <div className={s["columns"]}>
              <Tasks home={home.data} allDone={allDone} onGo={onGo} />
              <Facts
                home={home.data}
                profile={profile}
                onReplaceSecret={() => onGo({ page: "settings", dialog: "secret" })}
              />
            </div>
          ) : home.error ? (
            <ErrorNotice error={home.error} onRetry={() => void home.refetch()} retrying={home.isFetching} />
          ) : (
            <Skeleton label="Reading the task list" lines={6} />
          )}
        </div>
      </PageBody>
    </Page>
  );
}

type TasksProps = {
  readonly home: HomeDto;
  readonly allDone: boolean;
  readonly onGo: (to: HomeDestination) => void;
};

function Tasks({ home, allDone, onGo }: TasksProps) {
  return (
    <div className={s["tasks"]}>
      {allDone && (
        <div>
          <h2 className="title3">Everything is set up</h2>
          <p className="t2">
            Come back for new, renamed and departed customers. Run all checks to see that it still holds.
          </p>
        </div>
      )}
      <TaskList label="Tasks">
        {home.tasks.map((task) => {
          const { title, button, to } = taskWords(task, home.source);
          const progress =
            task.kind === "mapOrganizations" && task.state !== "done" && home.organizations > 0
              ? { value: home.organizations - home.todo, max: home.organizations }
              : undefined;
          return (
            <TaskRow
              key={task.kind}
              state={TASK_STATES[task.state]}
              title={title}
              meaning={task.meaning}
              count={task.count ?? (task.state === "blocked" ? "Waiting" : undefined)}
              progress={progress}
              warn={task.state === "attention"}
              current={task.state === "next"}
              faint={task.state === "blocked"}
              action={
                task.state !== "blocked" && (
                  <Button
                    variant={task.state === "next" ? "primary" : task.state === "done" ? "quiet" : "plain"}
                    onClick={() => onGo(to)}
                  >
                    {button}
                  </Button>
                )
              }
            />
          );
        })}
      </TaskList>
    </div>
  );
}
