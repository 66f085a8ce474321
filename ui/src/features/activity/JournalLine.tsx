import { useMutation } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { StateLabel } from "../../components/StateLabel";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { call, commands, type JournalCheckDto, type ProfileId } from "../../ipc/client";
import { formatCount, formatMoment } from "../../lib/format";
import s from "./Activity.module.css";

/** Whether the journal is as it was written: every line is sealed with the one before it. */
export function JournalLine({ profileId }: { profileId: ProfileId }) {
  const checking = useMutation({ mutationFn: () => call(commands.checkJournal(profileId)) });
  return (
    <footer className={s["journal"]}>
      <div role="status">{checking.data && <Outcome check={checking.data} />}</div>
      {checking.error && <ErrorNotice inline error={checking.error} />}
      {!checking.data && !checking.error && (
        <span className="t2">Each line is sealed with the one before it, so that a later change shows.</span>
      )}
      <span className="spacer" />
      <Button
        variant="quiet"
        busy={checking.isPending}
        busyWord="Checking…"
        onClick={() => checking.mutate()}
      >
        Check the seals
      </Button>
    </footer>
  );
}

function Outcome({ check: { lines, head, brokenAt } }: { check: JournalCheckDto }) {
  if (brokenAt !== null) {
    return (
      <>
        <StateLabel state="problem" word="The journal was changed." /> The line of {formatMoment(brokenAt)} is
        not as it was sealed, or one before it is gone.
      </>
    );
  }
  return (
    <>
      <StateLabel state="passed" word="Unchanged." /> {formatCount(lines, "line")} checked
      {head !== null && (
        <>
          , newest seal <span className="mono">{head.slice(0, 12)}</span>
        </>
      )}
    </>
  );
}
