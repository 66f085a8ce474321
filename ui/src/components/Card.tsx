import type { ReactNode } from "react";
import { cx } from "../lib/cx";
import s from "./Card.module.css";

type CardProps = {
  /** A head line with hairline below: title, count, quiet acts. */
  head?: ReactNode;
  /** The head on `sunken`. */
  sunkenHead?: boolean;
  /** Room inside (12 by 16). Leave it out for lists, which bring their own. */
  padded?: boolean;
  /** Name of the region, when it is worth finding by a screen reader. */
  label?: string | undefined;
  className?: string | undefined;
  children?: ReactNode;
};

/** An outlined box. Never shadowed, never inside another one. */
export function Card({ head, sunkenHead = false, padded = false, label, className, children }: CardProps) {
  return (
    <section className={cx(s["card"], className)} aria-label={label}>
      {head && (
        <header className={cx(s["head"], sunkenHead && s["sunken"], !children && s["alone"])}>{head}</header>
      )}
      {padded ? <div className={s["padded"]}>{children}</div> : children}
    </section>
  );
}

/** Lines with hairlines between, for inside a card. Children are `li`. */
export function CardList({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className={s["list"]} aria-label={label}>
      {children}
    </ul>
  );
}
