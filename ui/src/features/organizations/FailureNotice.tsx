import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { ErrorNotice, type ErrorPlace } from "../../errors/ErrorNotice";
import { toFailure } from "../../ipc/client";
import s from "./Organizations.module.css";
import type { Decisions } from "./useDecisions";
import type { Edits } from "./useEdits";

type FailureNoticeProps = {
  readonly decisions: Decisions;
  readonly edits: Edits;
  readonly onGo: (page: ErrorPlace) => void;
};

/**
 * What went wrong with the last decision, undo or redo, above the list, until it is put away; and what undo and redo ask
 * before they send tickets, whatever else went wrong before.
 */
export function FailureNotice({ decisions, edits, onGo }: FailureNoticeProps) {
  const { failure } = edits;
  return (
    <>
      {edits.question}
      {failure ? (
        <div className={s["banner"]}>
          <ErrorNotice
            inline
            title={failure.act === "undo" ? "It could not be undone" : "It could not be made again"}
            error={failure.error}
            onGo={onGo}
            actions={
              <Button variant="quiet" onClick={edits.dismissFailure}>
                Close
              </Button>
            }
          />
        </div>
      ) : (
        <DecisionNotice decisions={decisions} onGo={onGo} />
      )}
    </>
  );
}

function DecisionNotice({ decisions, onGo }: Omit<FailureNoticeProps, "edits">) {
  const { failure } = decisions;
  if (!failure) return null;
  const close = (
    <Button variant="quiet" onClick={decisions.dismissFailure}>
      Close
    </Button>
  );
  const { code } = toFailure(failure.error).error;
  return (
    <div className={s["banner"]}>
      {code === "conflict" ? (
        <Banner live tone="attention" title={`${failure.target.name} was changed meanwhile.`} actions={close}>
          Your decision was not carried out. It was read again; decide once more.
        </Banner>
      ) : (
        <ErrorNotice inline error={failure.error} onGo={onGo} actions={close} />
      )}
    </div>
  );
}
