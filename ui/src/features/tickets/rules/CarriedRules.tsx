import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  type CarriedConflictDto,
  type CarriedOwnDto,
  type CarriedRulesDto,
  call,
  commands,
  type OrganizationId,
  type ProfileId,
  type TicketRulesDto,
} from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import s from "./Rules.module.css";

type CarriedRulesProps = {
  readonly profileId: ProfileId;
  readonly carried: CarriedRulesDto;
  /** Puts everybody's rules into the form, unsaved. */
  readonly onFill: (rules: TicketRulesDto) => void;
  /** Opens an organisation's own rules, unsaved. */
  readonly onOwn: (organization: OrganizationId) => void;
};

/** Rules of the Halo before or of a file, found here by name: they are looked at and saved, or let go. */
export function CarriedRules({ profileId, carried, onFill, onOwn }: CarriedRulesProps) {
  const [leaving, setLeaving] = useState(false);
  const { cameFrom, everybody, own } = carried;
  return (
    <Banner
      tone="suggested"
      title={everybody ? foundWords(cameFrom, everybody) : ownWords(cameFrom, own)}
      actions={
        <>
          {everybody ? (
            <Button onClick={() => onFill(everybody.rules)}>Fill the form with them</Button>
          ) : (
            own.map(({ organization, name }) => (
              <Button key={organization} onClick={() => onOwn(organization)}>
                Look at {name}…
              </Button>
            ))
          )}
          <Button variant="quiet" onClick={() => setLeaving(true)}>
            Do without them…
          </Button>
        </>
      }
    >
      {everybody ? (
        <>
          <p>
            Nothing is saved by filling the form: look it through, then save.
            {own.length > 0 &&
              ` The own rules of ${formatCount(own.length, "organisation")} follow after that.`}{" "}
            {everybody.rules.allowMail && "They let Halo mail end users. "}
            Pairs come back by importing mappings on the page Organisations, by name too.
          </p>
          <Conflicts conflicts={everybody.conflicts} />
        </>
      ) : (
        <>
          <p>Each is looked at and saved on its own.</p>
          {own.map(({ organization, name, conflicts }) => (
            <Conflicts key={organization} of={name} conflicts={conflicts} />
          ))}
        </>
      )}
      {leaving && <LeaveDialog profileId={profileId} from={cameFrom} onClose={() => setLeaving(false)} />}
    </Banner>
  );
}

function foundWords(from: string, { found, conflicts }: NonNullable<CarriedRulesDto["everybody"]>): string {
  return `Rules from ${from} can be taken over: ${found} found by name, ${conflicts.length} not found.`;
}

function ownWords(from: string, own: readonly CarriedOwnDto[]): string {
  return `Own rules of ${formatCount(own.length, "organisation")} from ${from} can be taken over.`;
}

/** What could not be found, and why; with whose it is where it is not everybody's. */
function Conflicts({ of, conflicts }: { of?: string; conflicts: readonly CarriedConflictDto[] }) {
  if (conflicts.length === 0) return null;
  return (
    <ul className={s["list"]} aria-label={of ? `Not found for ${of}` : "Not found"}>
      {conflicts.map(({ choice, chosen, why }) => (
        <li key={`${choice} ${chosen}`}>
          {of && `${of}, `}
          {choice}: “{chosen}”. {why}
        </li>
      ))}
    </ul>
  );
}

type LeaveDialogProps = {
  readonly profileId: ProfileId;
  readonly from: string;
  readonly onClose: () => void;
};

function LeaveDialog({ profileId, from, onClose }: LeaveDialogProps) {
  const leaving = useMutation({
    mutationFn: () => call(commands.dismissCarriedRules(profileId)),
    onSuccess: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      locked={leaving.isPending}
      title={`Do without the rules from ${from}?`}
      note="Nothing in Halo is touched"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="danger"
            busy={leaving.isPending}
            busyWord="Letting them go…"
            onClick={() => leaving.mutate()}
          >
            Do without them
          </Button>
        </>
      }
    >
      <p>They are offered no more. Rules that are saved here stay as they are.</p>
      {leaving.error && <ErrorNotice inline error={leaving.error} />}
    </Dialog>
  );
}
