import { formatCount } from "../../lib/format";

/** What mapping writes to Halo: nothing, unless tickets are held until then. Nothing is said while nobody knows. */
export function writesNote(heldTickets: number | undefined): string | undefined {
  if (heldTickets === undefined) return undefined;
  return heldTickets > 0
    ? `${formatCount(heldTickets, "held ticket is", "held tickets are")} sent to Halo then`
    : "Nothing is written to Halo";
}
