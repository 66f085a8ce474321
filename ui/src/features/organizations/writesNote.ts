import { formatCount } from "../../lib/format";

/** What mapping writes to Halo: nothing, unless tickets are held until then. */
export function writesNote(heldTickets: number | undefined): string {
  return heldTickets
    ? `${formatCount(heldTickets, "held ticket is", "held tickets are")} sent to Halo then`
    : "Nothing is written to Halo";
}
