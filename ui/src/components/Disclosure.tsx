import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import s from "./Disclosure.module.css";
import { Icon } from "./Icon";

type DisclosureProps = {
  summary: ReactNode;
  defaultOpen?: boolean;
  /** Controlled, together with `onToggle`. */
  open?: boolean | undefined;
  onToggle?: ((open: boolean) => void) | undefined;
  children: ReactNode;
};

/** A line that opens to more. */
export function Disclosure({ summary, defaultOpen = false, open, onToggle, children }: DisclosureProps) {
  return (
    <details
      className={s["disclosure"]}
      open={open ?? defaultOpen}
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
    >
      <summary className={s["summary"]}>
        <Icon of={ChevronRight} size={14} className={s["mark"]} />
        {summary}
      </summary>
      {children}
    </details>
  );
}
