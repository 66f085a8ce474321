import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import type { OurTicketId, ProfileId, StatusConflictDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { ConflictDialog } from "./ConflictDialog";

type DecideButtonProps = { readonly profileId: ProfileId; readonly ticketId: OurTicketId };

/** Opens the decision between a ticket's two statuses; absent where there is nothing to decide. */
export function DecideButton({ profileId, ticketId }: DecideButtonProps) {
  const { data } = useQuery(queries.statusConflict(profileId, ticketId));
  const [decides, setDecides] = useState(false);
  if (!data || !canDecide(data)) return null;
  return (
    <>
      {/* Of what Halo refused, trying again comes first; the way out is to take Halo's. */}
      <Button variant={data.state === "refused" ? "plain" : "primary"} onClick={() => setDecides(true)}>
        Decide…
      </Button>
      <ConflictDialog
        profileId={profileId}
        ticketId={ticketId}
        conflict={data}
        open={decides}
        onClose={() => setDecides(false)}
      />
    </>
  );
}

/** Whether a decision of the administrator leads anywhere. */
function canDecide({ state, here, there }: StatusConflictDto): boolean {
  const asks = ["conflict", "mapsChanged", "noPartnerHere", "noPartnerInHalo", "refused"].includes(state);
  return asks && (here.becomes !== null || there.becomes !== null);
}
