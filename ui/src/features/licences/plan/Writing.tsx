import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type ProfileId } from "../../../ipc/client";
import s from "../Licences.module.css";

type WritingProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly isOn: boolean;
};

/** Whether counts may be written to Halo, and the switch for it. Switching on asks first; switching off does not. */
export function Writing({ profileId, vendorName, isOn }: WritingProps) {
  const [asking, setAsking] = useState(false);
  const switching = useMutation({
    mutationFn: (on: boolean) => call(commands.setSeatWriting(profileId, on)),
    onSuccess: () => setAsking(false),
  });
  return (
    <>
      <p className={s["sum"]}>
        {isOn ? (
          <>
            <span>Seats may be written to Halo, by a plan that you have seen.</span>
            <Button variant="link" onClick={() => switching.mutate(false)}>
              Switch writing off
            </Button>
          </>
        ) : (
          <>
            <span>Compared only: nothing is written to Halo.</span>
            <Button variant="link" onClick={() => setAsking(true)}>
              Switch writing on…
            </Button>
          </>
        )}
      </p>
      {switching.error && !asking && (
        <div className={s["notice"]}>
          <ErrorNotice inline error={switching.error} />
        </div>
      )}
      {asking && (
        <Dialog
          open
          onClose={() => setAsking(false)}
          title="Let Halyard write seats to Halo"
          description={`The counts of Halo’s software licences can then be set to ${vendorName}’s seats.`}
          note="Switching on writes nothing by itself"
          actions={
            <>
              <Button size="l" onClick={() => setAsking(false)}>
                Cancel
              </Button>
              <Button
                size="l"
                variant="primary"
                busy={switching.isPending}
                onClick={() => switching.mutate(true)}
              >
                Switch writing on
              </Button>
            </>
          }
        >
          <ul className={s["list"]}>
            <li>Every write stands in a plan first, with the count before and after.</li>
            <li>
              A count that goes to zero, above threefold or below a third is left out until you tick it.
            </li>
            <li>What was written can be taken back by a plan with the opposite lines.</li>
            <li>A recurring invoice that takes its quantity from a licence follows it in Halo.</li>
          </ul>
          {switching.error && <ErrorNotice inline error={switching.error} />}
        </Dialog>
      )}
    </>
  );
}
