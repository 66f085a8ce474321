import type { LucideIcon } from "lucide-react";
import { cx } from "../lib/cx";
import s from "./Icon.module.css";

type IconProps = {
  of: LucideIcon;
  size?: 12 | 14 | 16 | 20;
  className?: string | undefined;
  /** Turns, until motion is not wanted; then the word beside it has to do. */
  spin?: boolean;
};

/** A line icon. Always decoration: the word beside it, or the control's `aria-label`, says the same. */
export function Icon({ of: Drawing, size = 16, className, spin = false }: IconProps) {
  return (
    <Drawing
      size={size}
      strokeWidth={size === 20 ? 1.5 : size === 12 ? 1.4 : 1.5}
      absoluteStrokeWidth
      aria-hidden="true"
      focusable="false"
      className={cx(s["icon"], spin && s["spin"], className)}
    />
  );
}
