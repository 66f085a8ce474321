import { type ReactNode, useEffect, useId, useRef } from "react";
import s from "./Settings.module.css";

type SectionProps = {
  readonly title: string;
  readonly hint?: ReactNode;
  /** Somebody was sent here: it is scrolled to, and reading goes on at its title. */
  readonly wanted?: boolean;
  readonly children: ReactNode;
};

/** A group of settings: what it is about at the left, the settings at the right. */
export function Section({ title, hint, wanted = false, children }: SectionProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!wanted) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest("section")?.scrollIntoView({ block: "start" });
  }, [wanted]);
  return (
    <section className={s["section"]} aria-labelledby={id}>
      <header>
        <h2 ref={heading} id={id} tabIndex={-1} className={`strong ${s["sectionTitle"]}`}>
          {title}
        </h2>
        {hint && <p className="hint">{hint}</p>}
      </header>
      <div className={s["fields"]}>{children}</div>
    </section>
  );
}
