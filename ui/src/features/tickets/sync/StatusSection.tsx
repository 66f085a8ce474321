import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { StateLabel } from "../../../components/StateLabel";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { OurTicketId, ProfileId, StatusConflictDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { useNow } from "../../../lib/useNow";
import { ConflictDialog } from "./ConflictDialog";
import s from "./Sync.module.css";
import { ruleSentence, STATE, settledSentence } from "./words";

type StatusSectionProps = { readonly profileId: ProfileId; readonly ticketId: OurTicketId };

/** How a ticket's two statuses stand, how the last conflict was decided, and the decision where one is wanted. */
export function StatusSection({ profileId, ticketId }: StatusSectionProps) {
  const conflict = useQuery(queries.statusConflict(profileId, ticketId));
  const now = useNow();
  const [decides, setDecides] = useState(false);
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
      {canDecide(data) && <Button onClick={() => setDecides(true)}>Decide…</Button>}
      <ConflictDialog
        profileId={profileId}
        ticketId={ticketId}
        conflict={data}
        open={decides}
        onClose={() => setDecides(false)}
      />
    </section>
  );
}

/** Whether a decision of the administrator leads anywhere. */
function canDecide({ state, here, there }: StatusConflictDto): boolean {
  const asks = ["conflict", "mapsChanged", "noPartnerHere", "noPartnerInHalo"].includes(state);
  return asks && (here.becomes !== null || there.becomes !== null);
}
