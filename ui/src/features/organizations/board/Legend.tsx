import s from "./Lines.module.css";

/** What the lines mean. The same is said with every record, so it is for the eyes only. */
export function Legend() {
  return (
    <footer className={s["legend"]} aria-hidden="true">
      <span>
        <svg viewBox="0 0 28 8" aria-hidden="true">
          <path d="M3 4H25" className={s["mapped"]} />
          <circle cx="3" cy="4" r="2.5" className={s["mappedKnots"]} />
          <circle cx="25" cy="4" r="2.5" className={s["mappedKnots"]} />
        </svg>
        Mapped
      </span>
      <span>
        <svg viewBox="0 0 28 8" aria-hidden="true">
          <path d="M2 4H26" className={s["strong"]} />
        </svg>
        Suggested, thicker is stronger
      </span>
      <span>
        <svg viewBox="0 0 28 8" aria-hidden="true">
          <path d="M2 4H10M18 4H26M12 1l-2 6M18 1l-2 6" className={s["broken"]} />
        </svg>
        No longer holds
      </span>
      <span>
        <svg viewBox="0 0 28 8" aria-hidden="true">
          <path d="M2 4H26" className={s["joining"]} />
        </svg>
        Being joined
      </span>
      <span className="spacer" />
      <span>Space picks, Enter joins, Del parts, D shows details, arrows follow a line</span>
    </footer>
  );
}
