import {
  CircleCheck,
  CircleDotDashed,
  CirclePause,
  CloudOff,
  Info,
  type LucideIcon,
  OctagonAlert,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "../lib/cx";
import s from "./Banner.module.css";
import { Icon } from "./Icon";

export type BannerTone = "neutral" | "offline" | "attention" | "problem" | "connected" | "suggested" | "held";

const ICONS: Record<BannerTone, LucideIcon> = {
  neutral: Info,
  offline: CloudOff,
  attention: TriangleAlert,
  problem: OctagonAlert,
  connected: CircleCheck,
  suggested: CircleDotDashed,
  held: CirclePause,
};

type BannerProps = {
  tone: BannerTone;
  icon?: LucideIcon;
  /** The first sentence, in bold: what is the case. */
  title: string;
  /** What it means. */
  children?: ReactNode;
  /** Buttons. Below the text, or at the right of a banner that runs edge to edge. */
  actions?: ReactNode;
  /** From edge to edge, one line: for the state of the whole window. */
  edge?: boolean;
  /** Read out when it appears. */
  live?: boolean;
};

/** One per screen, above the content it is about. */
export function Banner({ tone, icon, title, children, actions, edge = false, live = false }: BannerProps) {
  return (
    <section
      className={cx(s["banner"], s[tone], edge && s["edge"])}
      role={live ? "status" : undefined}
      aria-label={live ? undefined : title}
    >
      <Icon of={icon ?? ICONS[tone]} className={s["icon"]} />
      <div className={s["text"]}>
        <p>
          <span className="strong">{title}</span>
          {edge && children ? <> {children}</> : null}
        </p>
        {!edge && children && <div>{children}</div>}
        {!edge && actions && <div className={s["actions"]}>{actions}</div>}
      </div>
      {edge && actions}
    </section>
  );
}
