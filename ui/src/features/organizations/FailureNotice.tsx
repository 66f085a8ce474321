import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { ErrorNotice, type ErrorPlace } from "../../errors/ErrorNotice";
import { asksToSend, SendsQuestion } from "../../errors/SendsQuestion";
import { toFailure } from "../../ipc/client";
import s from "./Organizations.module.css";
import type { Decisions } from "./useDecisions";
import type { Edits } from "./useEdits";

type FailureNoticeProps = {
  readonly decisions: Decisions;
  readonly edits: Edits;
  readonly onGo: (page: ErrorPlace) => void;
};

/** What went wrong with the last decision, undo or redo, above the list, until it is put away. */
export function FailureNotice({ decisions, edits, onGo }: FailureNoticeProps) {
  const { failure } = decisions;
  if (failure) {
    const close = (
      <Button variant="quiet" onClick={decisions.dismissFailure}>
        Close
      </Button>
    );
    const { code } = toFailure(failure.error).error;
    return (
      <div className={s["banner"]}>
        {code === "conflict" ? (
          <Banner
            live
            tone="attention"
            title={`${failure.target.name} was changed meanwhile.`}
            actions={close}
          >
            Your decision was not carried out. It was read again; decide once more.
          </Banner>
        ) : (
          <ErrorNotice inline error={failure.error} onGo={onGo} actions={close} />
        )}
      </div>
    );
  }
  if (edits.failure) {
    const asked = asksToSend(edits.failure.error);
    if (asked)
      return (
        <SendsQuestion
          asked={asked}
          act={edits.failure.act}
          busy={edits.isBusy}
          onYes={edits.confirmFailure}
          onNo={edits.dismissFailure}
        />
      );
    return (
      <div className={s["banner"]}>
        <ErrorNotice
          inline
          title={edits.failure.act === "undo" ? "It could not be undone" : "It could not be made again"}
          error={edits.failure.error}
          onGo={onGo}
          actions={
            <Button variant="quiet" onClick={edits.dismissFailure}>
              Close
            </Button>
          }
        />
      </div>
    );
  }
  return null;
}
