import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { Band } from "../../../components/Band";
import { ChipList } from "../../../components/Chip";
import { Disclosure } from "../../../components/Disclosure";
import { Icon } from "../../../components/Icon";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { FieldChangeDto, HistoryLineDto, OrganizationId, ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatMoment, formatWhen } from "../../../lib/format";
import { REASONS } from "../../../lib/reasons";
import { useNow } from "../../../lib/useNow";
import s from "./Pane.module.css";

type HistoryProps = { readonly profileId: ProfileId; readonly organization: OrganizationId };

/** What was done to the organisation, newest first; read when it is opened. */
export function History({ profileId, organization }: HistoryProps) {
  const [open, setOpen] = useState(false);
  const lines = useQuery({ ...queries.organizationHistory(profileId, organization), enabled: open });
  return (
    <Disclosure summary="History" open={open} onToggle={setOpen}>
      {lines.data ? (
        <Lines lines={lines.data} />
      ) : lines.error ? (
        <ErrorNotice inline error={lines.error} onRetry={() => void lines.refetch()} />
      ) : (
        open && <Skeleton label="Reading the history" lines={3} />
      )}
    </Disclosure>
  );
}

function Lines({ lines }: { readonly lines: readonly HistoryLineDto[] }) {
  const now = useNow();
  if (lines.length === 0) return <p className="t2">Nothing was decided yet.</p>;
  return (
    <ol className={s["history"]}>
      {lines.map((line) => (
        <li key={line.id}>
          <time dateTime={line.at} title={formatMoment(line.at)}>
            {formatWhen(line.at, now)}
          </time>
          <div className={s["entry"]}>
            <span className={line.undoneAt === null ? undefined : s["undone"]}>{line.what}</span>
            <span className="t3">
              {line.how}
              {line.undoneAt !== null && `, undone ${formatWhen(line.undoneAt, now)}`}
            </span>
            {line.acceptedOn && (
              <span className={s["acceptedOn"]}>
                <Band band={line.acceptedOn.band} />
                <ChipList chips={line.acceptedOn.reasons.map((reason) => REASONS[reason])} />
              </span>
            )}
            {line.changes.length > 0 && (
              <ul>
                {line.changes.map((change) => (
                  <Change key={change.field} change={change} />
                ))}
              </ul>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Change({ change: { field, before, after } }: { readonly change: FieldChangeDto }) {
  return (
    <li className="t2">
      {field}: {before ?? "none"} <Icon of={ArrowRight} size={12} />
      <span className="vh"> became </span> {after ?? "none"}
    </li>
  );
}
