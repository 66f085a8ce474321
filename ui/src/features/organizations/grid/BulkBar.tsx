import { useQuery } from "@tanstack/react-query";
import { Button } from "../../../components/Button";
import type { ProfileId, SelectionDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount, formatNumber } from "../../../lib/format";
import s from "../Organizations.module.css";

type BulkBarProps = {
  readonly profileId: ProfileId;
  readonly selection: SelectionDto;
  /** As the grid counts it, until the program has. */
  readonly count: number;
  readonly busy: boolean;
  readonly onMap: () => void;
  readonly onRelease: (expected: number) => void;
  readonly onSetAside: (act: "hold" | "exclude", expected: number) => void;
  readonly onClear: () => void;
};

/** What can be done with all selected rows at once. Each button says how many it would change. */
export function BulkBar(props: BulkBarProps) {
  const { profileId, selection, busy, onMap, onRelease, onSetAside, onClear } = props;
  const preview = useQuery(queries.previewSelection(profileId, selection)).data;
  const count = preview?.selected ?? props.count;
  const mappable = preview?.mappable ?? 0;
  const waiting = preview?.waiting ?? 0;
  const setAside = preview?.setAside ?? 0;
  const counting = preview === undefined ? "Being counted" : undefined;
  const decided = waiting === 0 ? "None of them waits for a decision" : undefined;
  return (
    <>
      <span className={s["selected"]}>
        {selection.selected === "all"
          ? `${selection.except.length === 0 ? "All " : ""}${formatNumber(count)} in this filter selected`
          : `${formatNumber(count)} selected`}
      </span>
      <Button
        variant="primary"
        busy={busy}
        reason={
          counting ?? (mappable === 0 ? "None of them has a suggestion that is clear enough" : undefined)
        }
        onClick={onMap}
      >
        {mappable === 0 ? "Map suggestions…" : `Map ${formatCount(mappable, "suggestion")}…`}
      </Button>
      <Button busy={busy} reason={counting ?? decided} onClick={() => onSetAside("hold", waiting)}>
        {waiting === 0 ? "Hold…" : `Hold ${formatNumber(waiting)}…`}
      </Button>
      <Button busy={busy} reason={counting ?? decided} onClick={() => onSetAside("exclude", waiting)}>
        {waiting === 0 ? "Exclude…" : `Exclude ${formatNumber(waiting)}…`}
      </Button>
      <Button
        busy={busy}
        reason={counting ?? (setAside === 0 ? "None of them is held or excluded" : undefined)}
        onClick={() => onRelease(setAside)}
      >
        {setAside === 0 ? "Release" : `Release ${formatNumber(setAside)}`}
      </Button>
      <span className="spacer" />
      <Button variant="quiet" keyHint="Esc" onClick={onClear}>
        Clear
      </Button>
    </>
  );
}
