import { Disclosure } from "../../../components/Disclosure";
import type { HistoryLineDto } from "../../../ipc/client";
import { formatMoment, formatWhen } from "../../../lib/format";
import { useNow } from "../../../lib/useNow";
import s from "./Pane.module.css";

/** What was done to the organisation, newest first. */
export function History({ lines }: { readonly lines: readonly HistoryLineDto[] }) {
  const now = useNow();
  return (
    <Disclosure summary="History">
      {lines.length === 0 ? (
        <p className="t2">Nothing was decided yet.</p>
      ) : (
        <ol className={s["history"]}>
          {lines.map((line) => (
            <li key={`${line.at} ${line.what}`}>
              <time dateTime={line.at} title={formatMoment(line.at)}>
                {formatWhen(line.at, now)}
              </time>
              <span>
                <span className={line.undone ? s["undone"] : undefined}>{line.what}</span>
                {line.undone && <span className="t3"> (undone)</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Disclosure>
  );
}
