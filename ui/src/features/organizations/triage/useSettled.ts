import { useEffect, useState } from "react";

/** Shorter than anybody reads a name, longer than the gap between two presses that were meant as one. */
export const REST_MS = 300;

/** Whether what is shown has been there long enough to be decided about. `shown` changes with every other content. */
export function useSettled(shown: string | undefined): boolean {
  const [settled, setSettled] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(shown), REST_MS);
    return () => clearTimeout(timer);
  }, [shown]);
  return shown !== undefined && settled === shown;
}
