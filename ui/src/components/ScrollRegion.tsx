import { type ReactNode, useRef } from "react";
import { useOverflows } from "../lib/useOverflows";

type ScrollRegionProps = {
  /** What is in it, for whoever comes to it by keyboard. */
  label: string;
  className: string | undefined;
  children: ReactNode;
};

/** A part that scrolls where its content needs it; then it is a stop for the keyboard, with a name. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  const element = useRef<HTMLDivElement>(null);
  const scrolls = useOverflows(element);
  return (
    <div
      ref={element}
      className={className}
      {...(scrolls && { tabIndex: 0, role: "region", "aria-label": label })}
    >
      {children}
    </div>
  );
}
