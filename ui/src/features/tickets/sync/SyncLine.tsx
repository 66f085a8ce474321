import { useMutation, useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { Button } from "../../../components/Button";
import { Disclosure } from "../../../components/Disclosure";
import { StateIcon } from "../../../components/StateLabel";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type ProfileId, type StatusSyncDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount, formatWhen } from "../../../lib/format";
import type { StateName } from "../../../lib/states";
import { useNow } from "../../../lib/useNow";
import s from "./Sync.module.css";
import { pollSentence, ruleSentence } from "./words";

type SyncLineProps = {
  readonly profileId: ProfileId;
  /** Leads to the choices about keeping statuses in step. */
  readonly onSettings: () => void;
};

/** When Halo was asked for changed statuses and will be next, by which rule conflicts are decided, and what has no partner. */
export function SyncLine({ profileId, onSettings }: SyncLineProps) {
  const sync = useQuery(queries.statusSync(profileId));
  const now = useNow();
  const poll = useMutation({ mutationFn: () => call(commands.pollNow(profileId)) });
  if (sync.isError) {
    return (
      <ErrorNotice inline error={sync.error} onRetry={() => void sync.refetch()} retrying={sync.isFetching} />
    );
  }
  if (!sync.data) return null;
  const { data } = sync;
  const busy = poll.isPending || data.isPolling;
  return (
    <section aria-label="Status sync">
      <div className={s["line"]}>
        <StateIcon state={iconOf(data)} size={14} />
        <p className={s["words"]}>
          <span role="status">{pollSentence(data, now)}</span>{" "}
          <span className="t2">{ruleSentence(data.rule)}</span>
        </p>
        <Button variant="quiet" onClick={onSettings}>
          Change the rule
        </Button>
        <Button
          icon={RefreshCw}
          busy={busy}
          busyWord="Asking…"
          reason={data.paused ?? (data.followed === 0 ? "No ticket to follow in Halo yet" : undefined)}
          onClick={() => poll.mutate()}
        >
          Ask Halo now
        </Button>
        {data.failure !== null && !poll.isError && (
          <p className={s["lonely"]}>
            <span className="strong">
              The last try, {formatWhen(data.failure.at, now)}, did not get through.
            </span>{" "}
            {data.failure.what} Nothing is lost: it is tried again, and what changed meanwhile is caught up.
          </p>
        )}
        <Lonely here={data.lonelyHere} there={data.lonelyThere} />
      </div>
      {poll.isError && (
        <div className={s["failure"]}>
          <ErrorNotice inline error={poll.error} title="Halo could not be asked" />
        </div>
      )}
    </section>
  );
}

function iconOf({ paused, isPolling, failure, followed }: StatusSyncDto): StateName {
  if (paused !== null) return "held";
  if (isPolling) return "running";
  if (failure !== null) return "attention";
  return followed === 0 ? "waiting" : "done";
}

/** Statuses that the other side cannot follow. A ticket that gets into one says so on its row. */
function Lonely({ here, there }: { readonly here: readonly string[]; readonly there: readonly string[] }) {
  const count = here.length + there.length;
  if (count === 0) return null;
  return (
    <div className={s["lonely"]}>
      <Disclosure summary={`${formatCount(count, "status has", "statuses have")} no partner`}>
        {here.length > 0 && <p>Not sent to Halo: {here.join(", ")}.</p>}
        {there.length > 0 && <p>Not taken from Halo: {there.join(", ")}.</p>}
        <p className="hint">
          A ticket that gets into one of them stays as it is on the other side and says so.
        </p>
      </Disclosure>
    </div>
  );
}
