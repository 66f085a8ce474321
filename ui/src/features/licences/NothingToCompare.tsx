import { Building2, KeyRound } from "lucide-react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import type { SeatSetupDto } from "../../ipc/client";
import type { LicencesDestination } from "./LicencesPage";

type NothingToCompareProps = {
  readonly setup: SeatSetupDto;
  readonly reading: {
    readonly start: () => void;
    readonly isReading: boolean;
    /** Why Halo cannot be asked now. */
    readonly blocked: string | undefined;
  };
  readonly onGo: (to: LicencesDestination) => void;
};

/** What has to be there before anything can be compared, and the way to it. */
export function NothingToCompare({ setup, reading, onGo }: NothingToCompareProps) {
  if (!setup.wantsSeats) {
    return (
      <EmptyState
        title="Seats are not part of this connection"
        actions={<Button onClick={() => onGo({ page: "connect" })}>Tick Seats…</Button>}
      >
        They are not ticked under Prepare Halo, so Halo lets nothing about licences be read.
      </EmptyState>
    );
  }
  if (setup.read?.noModule) {
    return (
      <EmptyState title="This Halo has no software licences">
        Its asset management is switched off. When it is on, read the licences again.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Compare seats with Halo’s licences"
      ways={[
        ...(setup.read
          ? []
          : [
              {
                icon: KeyRound,
                title: "Read Halo’s licences",
                text: "All software licences of all customers, with their counts.",
                action: (
                  <Button
                    variant="primary"
                    busy={reading.isReading}
                    busyWord="Reading…"
                    reason={reading.blocked}
                    onClick={reading.start}
                  >
                    Read licences
                  </Button>
                ),
              },
            ]),
        ...(setup.hasPairs
          ? []
          : [
              {
                icon: Building2,
                title: "Map organisations",
                text: "Seats are compared for organisations that have a customer in Halo.",
                action: <Button onClick={() => onGo({ page: "organizations" })}>Open organisations</Button>,
              },
            ]),
      ]}
    >
      Each product’s seats stand beside Halo’s count. Nothing is written to Halo.
    </EmptyState>
  );
}
