import { ArrowLeft, ChevronLeft, ChevronRight, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cx } from "../lib/cx";
import { BREAKPOINTS, useMediaQuery } from "../lib/useMediaQuery";
import { Button } from "./Button";
import { IconButton } from "./IconButton";
import { ScrollRegion } from "./ScrollRegion";
import s from "./SplitPane.module.css";

/** A list, and beside it the details of one of its rows. In a narrow window the details lie over the list. */
export function SplitPane({ children, pane }: { children: ReactNode; pane: ReactNode | null }) {
  return (
    <div className={cx(s["split"], pane !== null && s["withPane"])}>
      <div className={s["list"]}>{children}</div>
      {pane}
    </div>
  );
}

type PaneProps = {
  title: string;
  /** State label and place in the list. */
  meta?: ReactNode;
  onClose: () => void;
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  /** Acts, fixed at the foot. */
  footer?: ReactNode;
  children: ReactNode;
};

/** Name, state, previous and next; the body scrolls, the acts do not. */
export function Pane({ title, meta, onClose, onPrevious, onNext, footer, children }: PaneProps) {
  const narrow = useMediaQuery(BREAKPOINTS.narrow);
  const titleId = useId();
  return (
    <aside className={s["pane"]} aria-labelledby={titleId}>
      <header className={s["head"]}>
        {narrow && (
          <Button variant="quiet" icon={ArrowLeft} onClick={onClose}>
            Back
          </Button>
        )}
        <div className={s["name"]}>
          <h2 id={titleId} className="title3">
            {title}
          </h2>
          {meta && <div className={s["meta"]}>{meta}</div>}
        </div>
        <IconButton
          icon={ChevronLeft}
          label="Previous"
          onClick={onPrevious}
          reason={onPrevious ? undefined : "This is the first one"}
        />
        <IconButton
          icon={ChevronRight}
          label="Next"
          onClick={onNext}
          reason={onNext ? undefined : "This is the last one"}
        />
        {!narrow && <IconButton icon={X} label="Close" keyHint="Esc" onClick={onClose} />}
      </header>
      <ScrollRegion className={s["body"]} label={`${title}: details`}>
        {children}
      </ScrollRegion>
      {footer && <footer className={s["foot"]}>{footer}</footer>}
    </aside>
  );
}

/** A part of a pane's body under a small head. */
export function PaneSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="groupHead">{title}</h3>
      {children}
    </section>
  );
}
