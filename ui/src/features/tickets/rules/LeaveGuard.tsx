import { useBlocker } from "@tanstack/react-router";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { ErrorNotice } from "../../../errors/ErrorNotice";

type LeaveGuardProps = {
  readonly saving: boolean;
  readonly error: unknown;
  /** Another question is asked at the moment. */
  readonly aside: boolean;
  /** Answers whether they are saved; rejects when they could not be. */
  readonly onSave: () => Promise<boolean>;
};

/** Is there while something is unsaved: leaving then asks first. */
export function LeaveGuard({ saving, error, aside, onSave }: LeaveGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: () => true,
    withResolver: true,
    // A window that is being closed cannot be asked from the page.
    enableBeforeUnload: false,
  });
  if (blocker.status !== "blocked" || aside) return null;
  const { proceed, reset } = blocker;
  return (
    <Dialog
      open
      onClose={reset}
      locked={saving}
      title="Save the ticket rules first?"
      description="They were changed and not saved."
      actions={
        <>
          <Button size="l" onClick={reset}>
            Stay
          </Button>
          <Button size="l" variant="dangerQuiet" onClick={proceed}>
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
                (saved) => saved && proceed(),
                () => undefined,
              )
            }
          >
            Save ticket rules
          </Button>
        </>
      }
    >
      {error ? <ErrorNotice inline error={error} /> : null}
    </Dialog>
  );
}
