import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import s from "./Tooltip.module.css";

type TooltipProps = {
  /** Nothing shown when empty; the trigger keeps its identity either way, so focus is never lost. */
  content: ReactNode;
  /** The one element the tooltip belongs to. */
  children: ReactElement;
};

/**
 * A hint on hover and focus. What it says must also reach a screen reader by another way
 * (`aria-label`, `aria-describedby`): a tooltip is only seen.
 */
export function Tooltip({ content, children }: TooltipProps) {
  return (
    <Base.Root disabled={!content}>
      <Base.Trigger render={children} delay={400} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className={s["positioner"]}>
          <Base.Popup className={s["popup"]}>{content}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
