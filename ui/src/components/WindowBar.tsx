import type { ReactNode } from "react";
import { cx } from "../lib/cx";
import { Brand } from "./Brand";
import s from "./WindowBar.module.css";

type WindowBarProps = {
  title: string;
  /** Faint beside the title: "Saved just now". */
  meta?: ReactNode;
  actions?: ReactNode;
  /** No line and no ground of its own, where nothing scrolls below it. */
  plain?: boolean;
};

/** The top strip of a window without a rail: Start and the wizard. */
export function WindowBar({ title, meta, actions, plain = false }: WindowBarProps) {
  return (
    <header className={cx(s["bar"], plain && s["plain"])}>
      <Brand />
      <span className={s["title"]}>{title}</span>
      {meta && <span className={s["meta"]}>{meta}</span>}
      <span className="spacer" />
      {actions}
    </header>
  );
}
