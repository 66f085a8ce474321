import { useEffect, useRef } from "react";
import { Button } from "../../../components/Button";
import { EmptyState } from "../../../components/EmptyState";
import type { OrganizationFilterDto } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import { segmentOf } from "../words";

type TheEndProps = {
  readonly filter: OrganizationFilterDto;
  /** Organisations that are still in the list. */
  readonly open: number;
  /** Decided since triage was opened. */
  readonly decided: number;
  readonly onAgain: () => void;
  readonly onGrid: () => void;
  /** For those who hear it. */
  readonly onShown: (words: string) => void;
};

/** The list is gone through: what was decided, and what was passed over. */
export function TheEnd({ filter, open, decided, onAgain, onGrid, onShown }: TheEndProps) {
  const { label, nothing } = segmentOf(filter);
  const title = open === 0 ? nothing : "That was the last one";
  const begin = useRef<HTMLButtonElement>(null);
  const say = useRef(onShown);
  useEffect(() => {
    say.current(title);
    begin.current?.focus();
  }, [title]);
  return (
    <EmptyState
      title={title}
      actions={
        open === 0 ? (
          <Button ref={begin} onClick={onGrid}>
            Show the grid
          </Button>
        ) : (
          <>
            <Button ref={begin} variant="primary" onClick={onAgain}>
              Go through them again
            </Button>
            <Button onClick={onGrid}>Show them in the grid</Button>
          </>
        )
      }
    >
      {decided > 0 && `${formatCount(decided, "organisation")} decided in this sitting. `}
      {open > 0 && `${formatCount(open, "organisation is", "organisations are")} still in ${label}.`}
    </EmptyState>
  );
}
