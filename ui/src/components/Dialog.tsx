import { Dialog as Base } from "@base-ui/react/dialog";
import { type ReactNode, type RefObject, useState } from "react";
import { cx } from "../lib/cx";
import s from "./Dialog.module.css";
import { ScrollRegion } from "./ScrollRegion";

type DialogProps = {
  open: boolean;
  /** Escape, or a press outside: the same as Cancel. Not called while `locked`. */
  onClose: () => void;
  /** The act with its number: "Map 27 suggestions". */
  title: string;
  description?: ReactNode;
  /** What will happen, as a list; or a form. */
  children?: ReactNode;
  /** What is not touched; stands at the left of the footer. */
  note?: ReactNode;
  /** Cancel first, the act last. */
  actions: ReactNode;
  /** 480 or 640 wide. */
  size?: "m" | "l";
  /** Something is under way that must be seen to its end. */
  locked?: boolean;
  /** Something was filled in that closing loses: a press outside leaves it, and Escape has to be pressed twice. */
  filled?: boolean;
  initialFocus?: RefObject<HTMLElement | null>;
};

/** A question that has to be answered before going on. Never for what can be undone. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  note,
  actions,
  size = "m",
  locked = false,
  filled = false,
  initialFocus,
}: DialogProps) {
  const [isAsked, setAsked] = useState(false);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, { reason }) => {
        if (next || locked) return;
        const isStray = reason === "outside-press" || (reason === "escape-key" && !isAsked);
        setAsked(filled && isStray);
        if (!filled || !isStray) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={s["scrim"]} />
        <Base.Popup
          className={cx(s["dialog"], size === "l" && s["large"])}
          // Who goes on filling in has answered.
          onInputCapture={() => setAsked(false)}
          {...(initialFocus && { initialFocus })}
        >
          <header className={s["head"]}>
            <Base.Title className="title3">{title}</Base.Title>
            {description && <Base.Description className="t2">{description}</Base.Description>}
          </header>
          {children && (
            <ScrollRegion className={s["body"]} label={`${title}: details`}>
              {children}
            </ScrollRegion>
          )}
          <footer className={s["foot"]}>
            <span className={s["note"]} role={filled ? "status" : undefined}>
              {filled && isAsked ? "Press Escape once more to close this and lose what you filled in." : note}
            </span>
            <span className={s["acts"]}>{actions}</span>
          </footer>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
