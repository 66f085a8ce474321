import { useEffect, useState } from "react";
import s from "./Skeleton.module.css";

/** Widths that look like words, not like a pattern. */
const WIDTHS = ["w60", "w80", "w45", "w70", "w55"] as const;

/** One bar in the place of a text. */
export function SkeletonBar({ index = 0 }: { index?: number }) {
  return <span className={`${s["bar"]} ${s[WIDTHS[index % WIDTHS.length] ?? "w60"]}`} aria-hidden="true" />;
}

/** Bars in the place of lines, shown only when loading takes longer than 300 ms. */
export function Skeleton({ label, lines = 6 }: { label: string; lines?: number }) {
  const late = useLate(300);
  return (
    <div role="status" className={s["skeleton"]}>
      <span className="vh">{label}</span>
      {late &&
        Array.from({ length: lines }, (_, line) => line).map((line) => (
          <SkeletonBar key={line} index={line} />
        ))}
    </div>
  );
}

function useLate(milliseconds: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return late;
}
