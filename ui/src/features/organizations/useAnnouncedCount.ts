//! How many rows a filter leaves, said politely once the typing rests.

import { useEffect, useRef } from "react";
import { formatCount } from "../../lib/format";

const REST_MS = 700;

/** Says the count of another list. What was on screen from the start is not said. */
export function useAnnouncedCount(
  list: string,
  total: number | null,
  busy: boolean,
  say: (words: string) => void,
): void {
  const said = useRef<string | null>(null);
  useEffect(() => {
    if (total === null || busy) return;
    if (said.current === null) said.current = list;
    if (said.current === list) return;
    const timer = setTimeout(() => {
      said.current = list;
      say(total === 0 ? "No organisation fits the filter" : `${formatCount(total, "organisation")} shown`);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [list, total, busy, say]);
}
