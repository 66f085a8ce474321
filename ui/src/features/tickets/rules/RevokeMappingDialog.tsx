import { useMutation } from "@tanstack/react-query";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type ProfileId } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import s from "./Rules.module.css";

type RevokeMappingDialogProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  /** How many organisations have rules of their own. */
  readonly overrides: number;
  readonly onRevoked: () => void;
  readonly onClose: () => void;
};

/** Empties the rules and nothing else. It can be taken back, but much stops working by it, so it asks. */
export function RevokeMappingDialog({
  profileId,
  vendorName,
  overrides,
  onRevoked,
  onClose,
}: RevokeMappingDialogProps) {
  const clearing = useMutation({
    mutationFn: () => call(commands.revokeTicketRules(profileId)),
    onSuccess: onRevoked,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      locked={clearing.isPending}
      title="Revoke all ticket mapping"
      description="These choices are emptied:"
      note="Pairs, connection and tickets in Halo stay as they are"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="danger"
            busy={clearing.isPending}
            busyWord="Revoking…"
            onClick={() => clearing.mutate()}
          >
            Revoke ticket mapping
          </Button>
        </>
      }
    >
      <ul className={s["list"]}>
        <li>Ticket type, SLA and extras</li>
        <li>Priorities of {vendorName}’s levels</li>
        <li>Statuses both ways</li>
        {overrides > 0 && <li>Own rules of {formatCount(overrides, "organisation", "organisations")}</li>}
        <li>Mails to end users are switched off</li>
      </ul>
      <p className="t2">
        No tickets are made until the rules are set again. They can be brought back as they were until new
        ones are saved.
      </p>
      {clearing.error && <ErrorNotice inline error={clearing.error} />}
    </Dialog>
  );
}
