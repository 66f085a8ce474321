import { type RefObject, useLayoutEffect, useState } from "react";

/**
 * Whether an element holds more than it shows, kept up to date. What scrolls must be reachable by keyboard; what does
 * not scroll must not be a stop on the way.
 */
export function useOverflows(element: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const measure = () => setOverflows(watched.scrollHeight > watched.clientHeight);
    measure();
    const resized = new ResizeObserver(measure);
    const observe = () => {
      resized.disconnect();
      resized.observe(watched);
      for (const child of watched.children) resized.observe(child);
    };
    observe();
    // A pane stays while another row's details take the place of what it held.
    const exchanged = new MutationObserver(observe);
    exchanged.observe(watched, { childList: true });
    return () => {
      resized.disconnect();
      exchanged.disconnect();
    };
  }, [element]);
  return overflows;
}
