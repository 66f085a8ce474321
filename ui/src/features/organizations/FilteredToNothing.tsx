import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import type { OrganizationFilterDto } from "../../ipc/client";
import { formatCount } from "../../lib/format";
import { segmentOf } from "./words";

type FilteredToNothingProps = {
  readonly filter: OrganizationFilterDto;
  readonly text: string;
  /** Organisations in all segments that match the text. */
  readonly matching: number;
  readonly onAll: () => void;
  readonly onClearText: () => void;
};

/** The filter leaves nothing: which one, in words, and two ways out. */
export function FilteredToNothing({ filter, text, matching, onAll, onClearText }: FilteredToNothingProps) {
  const { label, nothing } = segmentOf(filter);
  if (text === "") {
    return (
      <EmptyState title={nothing} actions={<Button onClick={onAll}>Show all</Button>}>
        {formatCount(matching, "organisation is", "organisations are")} in the other segments.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={`Nothing matches “${text}”`}
      actions={
        <>
          {filter !== "all" && (
            <Button onClick={onAll} reason={matching === 0 ? "Nothing matches there either" : undefined}>
              Search in All
            </Button>
          )}
          <Button variant="quiet" onClick={onClearText}>
            Clear the filter
          </Button>
        </>
      }
    >
      {filter === "all"
        ? "None of the organisations has it in its name, domain, id or customer."
        : `None of those in ${label} has it in its name, domain, id or customer. ${formatCount(matching, "organisation has", "organisations have")} it in all.`}
    </EmptyState>
  );
}
