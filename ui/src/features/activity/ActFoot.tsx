import { useMutation } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { Button } from "../../components/Button";
import { useToast } from "../../components/Toast";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { useSendsQuestion } from "../../errors/useSendsQuestion";
import { type ActUndoDto, call, commands, type ProfileId } from "../../ipc/client";
import { formatMoment } from "../../lib/format";

type ActFootProps = {
  readonly profileId: ProfileId;
  readonly line: number;
  readonly act: ActUndoDto;
};

/** Taking back a choice that is no edit of organisations, or why that cannot be. */
export function ActFoot({ profileId, line, act: { undoneAt, obstacle } }: ActFootProps) {
  const toast = useToast();
  const asking = useSendsQuestion("undo");
  const undoing = useMutation({
    mutationFn: () => asking.run((sends) => call(commands.undoAct(profileId, line, sends))),
    onSuccess: (done) => {
      if (done !== undefined) toast.show("Undone");
    },
  });
  if (undoneAt !== null) return <p className="t2">Undone {formatMoment(undoneAt)}</p>;
  if (obstacle !== null) return <p className="t2">Cannot be undone: {obstacle}</p>;
  return (
    <>
      {undoing.error && <ErrorNotice inline error={undoing.error} title="It was not undone" />}
      <Button icon={Undo2} busy={undoing.isPending} busyWord="Undoing…" onClick={() => undoing.mutate()}>
        Undo
      </Button>
      {asking.question}
    </>
  );
}
