import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { RadioGroup } from "../../../components/RadioGroup";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type StatusChoiceDto, type TicketDetailsDto } from "../../../ipc/client";

type StatusDialogProps = {
  readonly profileId: number;
  readonly ticket: TicketDetailsDto;
  readonly onClose: () => void;
};

/** Another status here, with what Halo gets for each. */
export function StatusDialog({ profileId, ticket, onClose }: StatusDialogProps) {
  const current = ticket.choices.find(({ isCurrent }) => isCurrent);
  const [key, setKey] = useState(current?.key ?? "");
  const chosen = ticket.choices.find((choice) => choice.key === key);
  const changing = useMutation({
    mutationFn: () => call(commands.changeTicketStatus(profileId, ticket.row.id, key)),
    onSuccess: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      locked={changing.isPending}
      title="Change the status"
      description={ticket.row.summary}
      note={chosen?.haloName ? `Halo gets: ${chosen.haloName}` : "Nothing is written to Halo yet"}
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="primary"
            busy={changing.isPending}
            busyWord="Changing…"
            reason={whyNot(chosen)}
            onClick={() => changing.mutate()}
          >
            {chosen?.isClosed ? "Close the ticket" : "Change the status"}
          </Button>
        </>
      }
    >
      <RadioGroup<string>
        label="Status"
        value={key}
        onValueChange={setKey}
        options={ticket.choices.map((choice) => ({
          value: choice.key,
          label: choice.name,
          hint: hintOf(choice),
        }))}
      />
      {changing.error && <ErrorNotice inline error={changing.error} />}
    </Dialog>
  );
}

function hintOf(choice: StatusChoiceDto): string {
  const there = choice.haloName === null ? "No partner in Halo" : `${choice.haloName} in Halo`;
  return choice.isCurrent ? `${there}; the ticket has it now` : there;
}

function whyNot(choice: StatusChoiceDto | undefined): string | undefined {
  if (choice === undefined) return "Choose a status first";
  if (choice.isCurrent) return "The ticket has this status";
  return choice.haloName === null ? "It has no partner in Halo: choose one in the rules first" : undefined;
}
