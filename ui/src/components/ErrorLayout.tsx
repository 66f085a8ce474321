import { OctagonAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "../lib/cx";
import { Disclosure } from "./Disclosure";
import s from "./ErrorLayout.module.css";
import { Icon } from "./Icon";

type ErrorLayoutProps = {
  severity: "problem" | "attention";
  /** What happened. */
  title: string;
  meaning?: ReactNode;
  whatToDo?: ReactNode;
  actions?: ReactNode;
  /** The other side's own words; shown behind a disclosure that is open when they are short. */
  said?: { readonly summary: string; readonly text: string } | undefined;
  /** Small print: the incident's id. */
  foot?: ReactNode;
  /** Fills the page, or stands inside a card or dialog. */
  inline?: boolean;
};

const SHORT = 160;

/** What happened, what it means, what to do, acts, and the raw words last. */
export function ErrorLayout({
  severity,
  title,
  meaning,
  whatToDo,
  actions,
  said,
  foot,
  inline = false,
}: ErrorLayoutProps) {
  return (
    <section className={cx(s["error"], inline && s["inline"])} role="alert">
      <h2 className={cx(s["title"], inline ? "strong" : "title2")}>
        <Icon
          of={severity === "problem" ? OctagonAlert : TriangleAlert}
          size={inline ? 16 : 20}
          className={s[severity]}
        />
        {title}
      </h2>
      {(meaning || whatToDo) && (
        <dl className={s["facts"]}>
          {meaning && (
            <>
              <dt>What it means</dt>
              <dd>{meaning}</dd>
            </>
          )}
          {whatToDo && (
            <>
              <dt>What to do</dt>
              <dd>{whatToDo}</dd>
            </>
          )}
        </dl>
      )}
      {actions && <div className={s["actions"]}>{actions}</div>}
      {said && (
        <Disclosure summary={said.summary} defaultOpen={!inline && said.text.length <= SHORT}>
          <pre>{said.text}</pre>
        </Disclosure>
      )}
      {foot && <p className="hint">{foot}</p>}
    </section>
  );
}
