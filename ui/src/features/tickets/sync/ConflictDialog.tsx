import { useMutation } from "@tanstack/react-query";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  type ConflictSideDto,
  call,
  commands,
  type OurTicketId,
  type ProfileId,
  type SideDto,
  type StatusConflictDto,
} from "../../../ipc/client";
import { useNow } from "../../../lib/useNow";
import s from "./Sync.module.css";
import { sinceWords } from "./words";

type ConflictDialogProps = {
  readonly profileId: ProfileId;
  readonly ticketId: OurTicketId;
  readonly conflict: StatusConflictDto;
  readonly open: boolean;
  readonly onClose: () => void;
};

/** Both statuses side by side with their times, and what each decision does. */
export function ConflictDialog({ profileId, ticketId, conflict, open, onClose }: ConflictDialogProps) {
  const keep = useMutation({
    mutationFn: (side: SideDto) =>
      call(commands.keepStatus(profileId, ticketId, side, conflict.hereKey, conflict.thereId)),
    onSuccess: onClose,
  });
  const { here, there, agreed } = conflict;
  const close = () => {
    keep.reset();
    onClose();
  };
  const button = (side: SideDto, name: string, becomes: string | null) => (
    <Button
      size="l"
      busy={keep.isPending && keep.variables === side}
      busyWord="Keeping…"
      reason={becomes === null ? "It has no partner on the other side" : undefined}
      onClick={() => {
        if (!keep.isPending) keep.mutate(side);
      }}
    >
      {side === "halo" ? `Keep Halo’s ${name}` : `Keep ${name} from here`}
    </Button>
  );
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Decide which status stays"
      description={
        agreed === null ? undefined : `Both last agreed on ${agreed[0]} here and ${agreed[1]} in Halo.`
      }
      note="Nothing else of the ticket is changed."
      size="l"
      locked={keep.isPending}
      actions={
        <>
          <Button size="l" variant="quiet" onClick={close}>
            Cancel
          </Button>
          {button("halo", there.name, there.becomes)}
          {button("here", here.name, here.becomes)}
        </>
      }
    >
      <div className={s["sides"]}>
        <Side title="Here" side={here} effect="Halo gets" otherwise="It has no partner in Halo." />
        <Side title="In Halo" side={there} effect="Here it becomes" otherwise="It has no partner here." />
      </div>
      {keep.isError && <ErrorNotice inline error={keep.error} title="Nothing was decided" />}
    </Dialog>
  );
}

type SideProps = {
  readonly title: string;
  readonly side: ConflictSideDto;
  readonly effect: string;
  readonly otherwise: string;
};

function Side({ title, side, effect, otherwise }: SideProps) {
  const now = useNow();
  return (
    <section className={s["side"]} aria-label={title}>
      <p className="hint">{title}</p>
      <p className="title3">{side.name}</p>
      <p className="t2">{sinceWords(side, now)}</p>
      <p>{side.becomes === null ? otherwise : `Kept: ${effect} ${side.becomes}.`}</p>
    </section>
  );
}
