import s from "./Join.module.css";

/** What the line between two names says. */
export type JoinKind = "mapped" | "suggested" | "choose" | "unmapped" | "held" | "broken";

const LINES: Record<JoinKind, string> = {
  mapped: "M3 6H41",
  suggested: "M3 6H41",
  choose: "M3 6H14C26 6 24 1 41 1M14 6H41M14 6C26 6 24 11 41 11",
  unmapped: "M3 6H7",
  held: "M3 6H20M20 2v8",
  broken: "M3 6H17M27 6H41M19 2l-3 8M28 2l-3 8",
};

/** The line of a pair: solid when made, dashed when suggested, parted when it no longer holds. The state label says it in words. */
export function Join({ kind }: { kind: JoinKind }) {
  return (
    <svg className={s["join"]} viewBox="0 0 44 12" aria-hidden="true" focusable="false">
      <path d={LINES[kind]} className={s[kind]} />
      {kind === "mapped" && (
        <>
          <circle cx="3" cy="6" r="2.2" className={s["knot"]} />
          <circle cx="41" cy="6" r="2.2" className={s["knot"]} />
        </>
      )}
    </svg>
  );
}
