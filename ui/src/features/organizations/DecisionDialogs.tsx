import { ConfirmMapDialog } from "./dialogs/ConfirmMapDialog";
import { ExcludeDialog } from "./dialogs/ExcludeDialog";
import type { Decisions, DecisionTarget } from "./useDecisions";

type DecisionDialogsProps = {
  readonly decisions: Decisions;
  /** The organisation whose exclusion still needs its reason. */
  readonly excluding: DecisionTarget | null;
  readonly onExcluding: (target: DecisionTarget | null) => void;
};

/** The questions that some decisions ask first: why it is excluded, and whether it is meant. */
export function DecisionDialogs({ decisions, excluding, onExcluding }: DecisionDialogsProps) {
  return (
    <>
      {excluding && (
        <ExcludeDialog
          who={excluding.name}
          busy={decisions.isDeciding}
          onExclude={(reason) => decisions.decide(excluding, { act: "exclude", reason })}
          onClose={() => onExcluding(null)}
        />
      )}
      {decisions.confirmation && (
        <ConfirmMapDialog
          confirmation={decisions.confirmation}
          busy={decisions.isDeciding}
          onConfirm={decisions.confirm}
          onClose={decisions.dropConfirmation}
        />
      )}
    </>
  );
}
