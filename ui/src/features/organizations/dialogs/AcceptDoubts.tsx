import { Card, CardList } from "../../../components/Card";
import { StateLabel } from "../../../components/StateLabel";
import type { DoubtDto } from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";
import s from "./Dialogs.module.css";

type AcceptDoubtsProps = { readonly doubts: readonly DoubtDto[]; readonly total: number };

/** Suggestions that are clear and yet left out, because something speaks against them. */
export function AcceptDoubts({ doubts, total }: AcceptDoubtsProps) {
  if (total === 0) return null;
  const rest = total - doubts.length;
  return (
    <Card
      sunkenHead
      head={
        <span className={s["groupHead"]}>
          <StateLabel state="warning" word={`${formatCount(total, "suggestion")} left out`} />
        </span>
      }
    >
      <CardList label="Left out">
        {doubts.map(({ organization, customer, text }) => (
          <li key={organization} className={s["doubt"]}>
            <span className="medium">{organization}</span> and {customer}: {text}.
          </li>
        ))}
        {rest > 0 && <li className={s["rest"]}>and {formatNumber(rest)} more</li>}
      </CardList>
    </Card>
  );
}
