import { useQuery } from "@tanstack/react-query";
import { Button } from "../../../components/Button";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { ProfileId, SeatSetupDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatMoment } from "../../../lib/format";
import s from "./Rules.module.css";

type SyncSeatsProps = {
  readonly profileId: ProfileId;
  readonly onLicences: () => void;
};

/**
 * Whether seats go to Halo. The vendors’ guides have it among the ticket rules, so it is looked for here; it is decided
 * where the seats themselves can be seen.
 */
export function SyncSeats({ profileId, onLicences }: SyncSeatsProps) {
  const setup = useQuery(queries.seatSetup(profileId));
  if (setup.error) return <ErrorNotice inline error={setup.error} onRetry={() => void setup.refetch()} />;
  return (
    <p className={s["seats"]}>
      {setup.data && <span>{wordsFor(setup.data)}</span>}
      <Button variant="link" onClick={onLicences}>
        Open Licences
      </Button>
    </p>
  );
}

function wordsFor({ wantsSeats, writingSince }: SeatSetupDto): string {
  if (!wantsSeats) return "Off: the connection is not used for licences.";
  if (writingSince === null) return "Off: seats are compared with Halo’s licences, and nothing is written.";
  return `On since ${formatMoment(writingSince)}: seats are written to Halo by plans that you confirm.`;
}
