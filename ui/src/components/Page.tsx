import type { ReactNode } from "react";
import { cx } from "../lib/cx";
import s from "./Page.module.css";

type PageProps = {
  /** Head, tool row and list stand still; what is inside scrolls by itself. Otherwise the page scrolls below its head. */
  fixed?: boolean;
  children: ReactNode;
};

/** The column under the top strip. */
export function Page({ fixed = false, children }: PageProps) {
  return <div className={cx(s["page"], fixed && s["fixed"])}>{children}</div>;
}

type PageHeadProps = {
  title: string;
  /** Faint beside the title: "1 of 8 done". */
  meta?: ReactNode;
  /** A `SegmentedFilter` with `boxed` that switches the view. */
  view?: ReactNode;
  /** Quiet acts first, the primary one last. */
  actions?: ReactNode;
  /** A hairline below, where no tool row or tabs follow. */
  ruled?: boolean;
};

/** Title, view switch, acts. At the same place on every screen. */
export function PageHead({ title, meta, view, actions, ruled = false }: PageHeadProps) {
  return (
    <header className={cx(s["head"], ruled && s["ruled"])}>
      <h1 className="title2">{title}</h1>
      {meta && <span className={s["meta"]}>{meta}</span>}
      {view && <span className={s["view"]}>{view}</span>}
      {actions && <span className={s["acts"]}>{actions}</span>}
    </header>
  );
}

/** Filter at the left, search at the right, below the page head. */
export function ToolRow({ children }: { children: ReactNode }) {
  return <div className={s["tools"]}>{children}</div>;
}

/** The scrolling part of a page, with the usual edges. */
export function PageBody({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <div className={cx(s["body"], className)}>{children}</div>;
}
