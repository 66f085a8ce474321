//! What is typed into the filter. The rows follow every key at once; the address follows when the typing rests.

import { useEffect, useState } from "react";

/** Long enough not to be rewritten by every key, short enough to be there when somebody goes on to a row. */
const REST_MS = 250;

/** The text to filter by, and how to change it. `text` is the one in the address. */
export function useFilterText(
  text: string,
  onText: (text: string) => void,
): readonly [string, (typed: string) => void] {
  const [typed, setTyped] = useState(text);
  const [seen, setSeen] = useState(text);
  /** What the address was asked to hold. It does so a moment later, and must not take newer letters back then. */
  const [asked, setAsked] = useState(text);
  if (text !== seen) {
    setSeen(text);
    // Changed from elsewhere (back, "Clear the filter"): the field follows.
    if (text !== asked) {
      setAsked(text);
      setTyped(text);
    }
  }
  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(() => {
      setAsked(typed);
      onText(typed);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, onText]);
  return [typed, setTyped];
}
