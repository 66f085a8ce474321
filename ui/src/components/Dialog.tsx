import { Dialog as Base } from "@base-ui/react/dialog";
import { type ReactNode, type RefObject, useRef } from "react";
import { cx } from "../lib/cx";
import { useOverflows } from "../lib/useOverflows";
import s from "./Dialog.module.css";

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
  initialFocus,
}: DialogProps) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (!next && !locked) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={s["scrim"]} />
        <Base.Popup
          className={cx(s["dialog"], size === "l" && s["large"])}
          {...(initialFocus && { initialFocus })}
        >
          <header className={s["head"]}>
            <Base.Title className="title3">{title}</Base.Title>
            {description && <Base.Description className="t2">{description}</Base.Description>}
          </header>
          {children && <Body title={title}>{children}</Body>}
          <footer className={s["foot"]}>
            <span className={s["note"]}>{note}</span>
            {actions}
          </footer>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Mounted with the dialog, so that it is measured when it is shown. */
function Body({ title, children }: { title: string; children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null);
  const scrolls = useOverflows(element);
  return (
    <div
      ref={element}
      className={s["body"]}
      {...(scrolls && { tabIndex: 0, role: "region", "aria-label": `${title}: details` })}
    >
      {children}
    </div>
  );
}
