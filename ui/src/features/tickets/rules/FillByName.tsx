import { Button } from "../../../components/Button";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { RulesProposalDto } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import s from "./Rules.module.css";

type FillByNameProps = {
  /** Priorities and statuses that are not chosen yet. */
  readonly empty: number;
  readonly busy: boolean;
  readonly error: Error | null;
  /** What the last press did. */
  readonly done: RulesProposalDto | undefined;
  readonly onFill: () => void;
};

/** Fills empty choices in where names tell, or what suits the vendor; what was chosen stays, and nothing is saved by it. */
export function FillByName({ empty, busy, error, done, onFill }: FillByNameProps) {
  return (
    <div className={s["fill"]}>
      <Button busy={busy} busyWord="Filling in…" onClick={onFill}>
        Fill in by name
      </Button>
      <p role="status" className="t2">
        {done
          ? wordsFor(done)
          : `${formatCount(empty, "priority or status", "priorities and statuses")} to choose`}
      </p>
      {error && <ErrorNotice inline error={error} />}
    </div>
  );
}

function wordsFor({ filled, left, leftInHalo }: RulesProposalDto): string {
  return [
    filled === 0
      ? "No name tells more."
      : `${formatCount(filled, "choice was", "choices were")} filled in by name.`,
    left.length === 0 ? null : `Left for you: ${left.join(", ")}.`,
    leftInHalo.length === 0 ? null : `Left as they are: ${leftInHalo.join(", ")}.`,
  ]
    .filter((sentence) => sentence !== null)
    .join(" ");
}
