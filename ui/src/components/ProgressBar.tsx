import { cx } from "../lib/cx";
import s from "./ProgressBar.module.css";

type ProgressBarProps = {
  /** What is being counted. */
  label: string;
  value: number;
  /** Null: how much there is in all is not known yet. */
  max: number | null;
  done?: boolean;
  className?: string | undefined;
};

/** A bar of 4 px. Says nothing that is not also said in words beside it. */
export function ProgressBar({ label, value, max, done = false, className }: ProgressBarProps) {
  const known = max !== null && max > 0;
  return (
    <progress
      className={cx(s["bar"], done && s["done"], className)}
      aria-label={label}
      {...(known ? { value: Math.min(value, max), max } : done ? { value: 1, max: 1 } : {})}
    />
  );
}
