import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, events, type TaskId } from "../../ipc/client";
import { useTasks } from "../../ipc/tasks";
import s from "./CloseQuestion.module.css";

/** Asked when somebody closes the window while something is written to Halo. */
export function CloseQuestion() {
  const [asked, setAsked] = useState<readonly TaskId[] | null>(null);
  useEffect(() => {
    const listening = events.closeAsked.listen(({ payload }) => {
      if (payload.about === "writing") setAsked(payload.tasks);
    });
    return () => void listening.then((stop) => stop());
  }, []);
  const writing = useTasks().filter(({ id, state }) => asked?.includes(id) && state.state === "running");
  const finish = useMutation({ mutationFn: () => call(commands.finishAndClose()) });
  const stay = useMutation({
    mutationFn: () => call(commands.keepRunning()),
    onSettled: () => setAsked(null),
  });
  const isOver = writing.length === 0;
  return (
    <Dialog
      open={asked !== null}
      onClose={() => stay.mutate()}
      locked={finish.isPending}
      title={isOver ? "Everything is written" : "Halyard is writing to Halo"}
      note={isOver ? undefined : "Nothing is written twice"}
      actions={
        <>
          <Button size="l" onClick={() => stay.mutate()} busy={stay.isPending} busyWord="Going on…">
            {isOver ? "Stay" : "Keep running"}
          </Button>
          <Button
            size="l"
            variant="primary"
            onClick={() => finish.mutate()}
            busy={finish.isPending}
            busyWord={isOver ? "Closing…" : "Finishing…"}
          >
            {isOver ? "Close Halyard" : "Finish this item and close"}
          </Button>
        </>
      }
    >
      {isOver ? (
        <p>It came to its end while you were asked.</p>
      ) : (
        <>
          <ul className={s["bullets"]}>
            {writing.map(({ id, state }) => (
              <li key={id}>{state.state === "running" && state.label}</li>
            ))}
          </ul>
          <p>
            The item that is being written is seen to its end. What has not been begun waits for the next
            start.
          </p>
        </>
      )}
      {finish.isError && <ErrorNotice inline error={finish.error} title="Halyard was not closed" />}
    </Dialog>
  );
}
