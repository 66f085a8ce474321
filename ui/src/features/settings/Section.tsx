import { type ReactNode, useEffect, useId, useRef } from "react";
import s from "./Settings.module.css";

type SectionProps = {
  readonly title: string;
  readonly hint?: string;
  /** Somebody came for this section: it is brought into view, and reading goes on at its title. */
  readonly wanted?: boolean;
  readonly children: ReactNode;
};

/** A group of settings: what it is about at the left, the settings at the right. */
export function Section({ title, hint, wanted = false, children }: SectionProps) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!wanted) return;
    heading.current?.scrollIntoView({ block: "start" });
    heading.current?.focus();
  }, [wanted]);
  return (
    <section className={s["section"]} aria-labelledby={id}>
      <header>
        <h2 ref={heading} id={id} tabIndex={-1} className={`strong ${s["heading"]}`}>
          {title}
        </h2>
        {hint && <p className="hint">{hint}</p>}
      </header>
      <div className={s["fields"]}>{children}</div>
    </section>
  );
}
