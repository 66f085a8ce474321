import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { useToast } from "../../components/Toast";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type FoundEmptyDto, type ProfileId } from "../../ipc/client";
import { formatCount, formatWhen } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import s from "./Licences.module.css";

type FoundEmptyProps = {
  readonly profileId: ProfileId;
  readonly found: FoundEmptyDto;
  /** Why Halo cannot be asked now. */
  readonly blocked: string | undefined;
};

/** Halo listed none where there had been some: what was read is kept until somebody says that it is so. */
export function FoundEmpty({ profileId, found, blocked }: FoundEmptyProps) {
  const now = useNow();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const confirming = useMutation({
    mutationFn: () => call(commands.confirmNoLicences(profileId)),
    onSuccess: (gone) => {
      setAsking(false);
      toast.show(`${formatCount(gone, "licence")} taken out here`);
    },
  });
  const kept = `${formatCount(found.licences, "licence")} of ${formatCount(found.customers, "customer")}`;
  return (
    <div className={s["notice"]}>
      <Banner
        tone="attention"
        title={`Halo listed no licence ${formatWhen(found.at, now)}.`}
        actions={<Button onClick={() => setAsking(true)}>Halo has none any more…</Button>}
      >
        The {kept} read before are still shown. A lost right looks the same: see whether the agent’s Software
        Licensing Access Level is still set, and read again.
      </Banner>
      {asking && (
        <Dialog
          open
          onClose={() => setAsking(false)}
          locked={confirming.isPending}
          title="Halo has no licences any more"
          description="Halo is asked once more. If it still lists none, this is what follows."
          note="Nothing is written to Halo"
          actions={
            <>
              <Button size="l" onClick={() => setAsking(false)}>
                Cancel
              </Button>
              <Button
                size="l"
                variant="danger"
                busy={confirming.isPending}
                busyWord="Asking Halo…"
                reason={blocked}
                onClick={() => confirming.mutate()}
              >
                Take them out here
              </Button>
            </>
          }
        >
          <ul className={s["list"]}>
            <li>The {kept} are taken out here.</li>
            <li>Seats of mapped organisations stand as New: a plan would make their licences in Halo.</li>
            {found.chosen > 0 && (
              <li>
                {formatCount(found.chosen, "organisation has", "organisations have")} a licence of their own,
                which becomes a problem to decide.
              </li>
            )}
            <li>The next read brings back whatever Halo lists then.</li>
          </ul>
          {confirming.error && <ErrorNotice inline error={confirming.error} title="Nothing was taken out" />}
        </Dialog>
      )}
    </div>
  );
}
