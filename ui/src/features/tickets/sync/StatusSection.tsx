import { useQuery } from "@tanstack/react-query";
import { StateLabel } from "../../../components/StateLabel";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { OurTicketId, ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { useNow } from "../../../lib/useNow";
import s from "./Sync.module.css";
import { ruleSentence, STATE, settledSentence } from "./words";

type StatusSectionProps = { readonly profileId: ProfileId; readonly ticketId: OurTicketId };

/** How a ticket's two statuses stand, and how the last conflict was decided. */
export function StatusSection({ profileId, ticketId }: StatusSectionProps) {
  const conflict = useQuery(queries.statusConflict(profileId, ticketId));
  const now = useNow();
  if (conflict.isError) {
    return (
      <ErrorNotice
        inline
        error={conflict.error}
        onRetry={() => void conflict.refetch()}
        retrying={conflict.isFetching}
      />
    );
  }
  const { data } = conflict;
  if (!data) return null;
  return (
    <section className={s["section"]} aria-label="Both statuses">
      <StateLabel {...STATE[data.state]} pill />
      <p>{data.meaning}</p>
      {data.settled !== null && <p className="t2">{settledSentence(data.settled, now)}</p>}
      {data.hasMoved && (
        <p className="t2">In Halo it belongs to another customer now. Its status is still followed.</p>
      )}
      <p className="hint">{ruleSentence(data.rule)}</p>
    </section>
  );
}
