import type { ProfileId } from "../../ipc/client";
import { ConfirmMapDialog } from "./dialogs/ConfirmMapDialog";
import { type Said, SetAsideDialog } from "./dialogs/SetAsideDialog";
import type { Decisions, DecisionTarget } from "./useDecisions";

/** An organisation that is to be held or excluded, and what was said about it before. */
export type Asking = {
  readonly act: "hold" | "exclude";
  readonly target: DecisionTarget;
  readonly said?: Said;
  /** It has a customer, whom it loses. */
  readonly isMapped?: boolean;
};

type DecisionDialogsProps = {
  readonly profileId: ProfileId;
  readonly decisions: Decisions;
  /** What still needs its reason. */
  readonly asking: Asking | null;
  readonly onAsking: (asking: Asking | null) => void;
};

/** The questions that some decisions ask first: why it is set aside, and whether it is meant. */
export function DecisionDialogs({ profileId, decisions, asking, onAsking }: DecisionDialogsProps) {
  return (
    <>
      {asking && (
        <SetAsideDialog
          act={asking.act}
          who={asking.target.name}
          said={asking.said}
          isMapped={asking.isMapped}
          busy={decisions.isDeciding}
          onDone={(said) => decisions.decide(asking.target, { act: asking.act, ...said })}
          onClose={() => onAsking(null)}
        />
      )}
      {decisions.confirmation && (
        <ConfirmMapDialog
          profileId={profileId}
          confirmation={decisions.confirmation}
          busy={decisions.isDeciding}
          onConfirm={decisions.confirm}
          onClose={decisions.dropConfirmation}
        />
      )}
    </>
  );
}
