import { useMutation } from "@tanstack/react-query";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type GivingUpDto } from "../../../ipc/client";

type GiveUpDialogProps = {
  readonly profileId: number;
  readonly ticketId: number;
  readonly what: GivingUpDto;
  /** Whether it may be in Halo all the same. */
  readonly mayBeThere: boolean;
  readonly onClose: () => void;
};

const WORDS: Record<GivingUpDto, { readonly title: string; readonly act: string; readonly text: string }> = {
  ticket: {
    title: "Give up this ticket",
    act: "Give up the ticket",
    text: "Nothing more is sent for it, nor what waits for it. The next alert of its number becomes a new ticket. Its row and its history stay.",
  },
  notes: {
    title: "Give up what was refused",
    act: "Give up the note",
    text: "What Halo refused to add is not sent any more. Its first line stays in the history, and what waits behind it is sent.",
  },
};

/** Leaves undone what Halo refused. It cannot be taken back, so it asks. */
export function GiveUpDialog({ profileId, ticketId, what, mayBeThere, onClose }: GiveUpDialogProps) {
  const givingUp = useMutation({
    mutationFn: () => call(commands.giveUpTicket(profileId, ticketId)),
    onSuccess: onClose,
  });
  const words = WORDS[what];
  return (
    <Dialog
      open
      onClose={onClose}
      locked={givingUp.isPending}
      title={words.title}
      note="This cannot be undone"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="danger"
            busy={givingUp.isPending}
            busyWord="Giving up…"
            onClick={() => givingUp.mutate()}
          >
            {words.act}
          </Button>
        </>
      }
    >
      <p>{words.text}</p>
      {mayBeThere && <p className="t2">If it is in Halo all the same, it stays there and is not followed.</p>}
      {givingUp.error && <ErrorNotice inline error={givingUp.error} />}
    </Dialog>
  );
}
