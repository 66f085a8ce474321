import { type ReactNode, useId } from "react";
import s from "./Settings.module.css";

type SectionProps = { readonly title: string; readonly hint?: string; readonly children: ReactNode };

/** A group of settings: what it is about at the left, the settings at the right. */
export function Section({ title, hint, children }: SectionProps) {
  const id = useId();
  return (
    <section className={s["section"]} aria-labelledby={id}>
      <header>
        <h2 id={id} className="strong">
          {title}
        </h2>
        {hint && <p className="hint">{hint}</p>}
      </header>
      <div className={s["fields"]}>{children}</div>
    </section>
  );
}
