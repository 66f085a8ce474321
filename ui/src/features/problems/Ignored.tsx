import { Button } from "../../components/Button";
import { CardList } from "../../components/Card";
import { Disclosure } from "../../components/Disclosure";
import { causeTitle } from "../../errors/causes";
import type { ProblemDto } from "../../ipc/client";
import { formatDay, formatNumber } from "../../lib/format";
import { What } from "./ProblemGroup";
import s from "./Problems.module.css";

type IgnoredProps = {
  readonly rows: readonly ProblemDto[];
  readonly busy: boolean;
  readonly onBack: (rows: readonly ProblemDto[]) => void;
};

/** What is left out of the count for now. It touches what it touches all the same. */
export function Ignored({ rows, busy, onBack }: IgnoredProps) {
  if (rows.length === 0) return null;
  return (
    <Disclosure summary={`Ignored for now: ${formatNumber(rows.length)}`}>
      <CardList label="Ignored for now">
        {rows.map((row) => (
          <li key={row.id} className={s["row"]}>
            <span>
              <span className={s["subject"]}>{row.subject}</span>
              <span className="hint">{causeTitle(row.cause, 1)}</span>
            </span>
            <span className="t2">
              <What row={row} />
              {row.ignoredUntil !== null && ` (until ${formatDay(row.ignoredUntil)})`}
            </span>
            <span className={s["rowActs"]}>
              <Button
                variant="quiet"
                busy={busy}
                aria-label={`Count again: ${row.subject}`}
                onClick={() => onBack([row])}
              >
                Count again
              </Button>
            </span>
          </li>
        ))}
      </CardList>
    </Disclosure>
  );
}
