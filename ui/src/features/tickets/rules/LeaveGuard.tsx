import { useBlocker } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, events } from "../../../ipc/client";

type LeaveGuardProps = {
  readonly saving: boolean;
  readonly error: unknown;
  /** Another question is asked at the moment. */
  readonly aside: boolean;
  /** Answers whether they are saved; rejects when they could not be. */
  readonly onSave: () => Promise<boolean>;
};

/** Is there while something is unsaved: leaving and closing the window then ask first. */
export function LeaveGuard({ saving, error, aside, onSave }: LeaveGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: () => true,
    withResolver: true,
    // The web view asks in its own words, and only some of them ask at all.
    enableBeforeUnload: false,
  });
  const closing = useClosing();
  const isLeaving = blocker.status === "blocked";
  if (aside || (!isLeaving && !closing.isAsked)) return null;
  const go = () => (isLeaving ? blocker.proceed() : closing.close());
  const stay = () => (isLeaving ? blocker.reset() : closing.stay());
  return (
    <Dialog
      open
      onClose={stay}
      locked={saving}
      title="Save the ticket rules first?"
      description="They were changed and not saved."
      actions={
        <>
          <Button size="l" onClick={stay}>
            Stay
          </Button>
          <Button size="l" variant="dangerQuiet" onClick={go}>
            Discard changes
          </Button>
          <Button
            size="l"
            variant="primary"
            busy={saving}
            busyWord="Saving…"
            // A failure is shown below; the guard stays.
            onClick={() =>
              void onSave().then(
                (saved) => saved && go(),
                () => undefined,
              )
            }
          >
            Save ticket rules
          </Button>
        </>
      }
    >
      {(error ?? closing.failure) ? <ErrorNotice inline error={error ?? closing.failure} /> : null}
    </Dialog>
  );
}

/** Has the window ask before it closes, for as long as this is shown. */
function useClosing() {
  const [isAsked, setAsked] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    const listening = events.closeAsked.listen(({ payload }) => {
      if (payload.about === "unsaved") setAsked(true);
    });
    void commands.setUnsaved(true);
    return () => {
      void commands.setUnsaved(false);
      void listening.then((stop) => stop());
    };
  }, []);
  return {
    isAsked,
    failure,
    stay: () => {
      setAsked(false);
      void commands.keepRunning();
    },
    close: () => {
      setAsked(false);
      call(commands.closeWindow()).catch((error: unknown) => {
        setFailure(error);
        setAsked(true);
      });
    },
  };
}
