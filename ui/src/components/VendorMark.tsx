import { cx } from "../lib/cx";
import s from "./VendorMark.module.css";

/** Two letters where a logo would stand. The name is always beside it. */
export function VendorMark({ letters, large = false }: { letters: string; large?: boolean }) {
  return (
    <span className={cx(s["mark"], large && s["large"])} aria-hidden="true">
      {letters}
    </span>
  );
}
