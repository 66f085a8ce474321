import { useCallback, useSyncExternalStore } from "react";

/** The widths at which the window changes its shape, in CSS pixels (200 % zoom of a small window lands below `narrow`). */
export const BREAKPOINTS = {
  /** The rail becomes icons. */
  medium: "(max-width: 1120px)",
  /** The pane lies over the list; filters become one button. */
  narrow: "(max-width: 880px)",
  /** One column everywhere. */
  single: "(max-width: 560px)",
} as const;

/** Whether the window matches a media query, kept up to date. For shape that CSS alone cannot give (other elements, other roles). */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
