import type { LucideIcon } from "lucide-react";
import { formatCount, formatNumber } from "../lib/format";
import { Band, type BandName } from "./Band";
import { Card, CardList } from "./Card";
import { ChipList } from "./Chip";
import { Join } from "./Join";
import s from "./PairGroups.module.css";
import { StateLabel } from "./StateLabel";

type PairGroupsProps = {
  /** Pairs that would be made, by what speaks for them. */
  groups: readonly {
    readonly band: BandName;
    readonly reasons: readonly { readonly word: string; readonly icon?: LucideIcon }[];
    readonly count: number;
    /** The first of them, names of both sides. */
    readonly examples: readonly { readonly organization: string; readonly customer: string }[];
  }[];
  /** How many are left out because something speaks against them. */
  leftOut: number;
  /** The first of those, with what it is. */
  doubts: readonly { readonly organization: string; readonly customer: string; readonly text: string }[];
};

/** Pairs before they are made: what is left out first, then a card for each kind of evidence, with examples. */
export function PairGroups({ groups, leftOut, doubts }: PairGroupsProps) {
  return (
    <>
      {leftOut > 0 && (
        <Card
          sunkenHead
          head={
            <span className={s["head"]}>
              <StateLabel state="warning" word={`${formatCount(leftOut, "suggestion")} left out`} />
            </span>
          }
        >
          <CardList label="Left out">
            {doubts.map(({ organization, customer, text }) => (
              <li key={organization} className={s["doubt"]}>
                <span className="medium">{organization}</span> and {customer}: {text}.
              </li>
            ))}
            <Rest count={leftOut - doubts.length} />
          </CardList>
        </Card>
      )}
      {groups.map(({ band, reasons, count, examples }) => (
        <Card
          key={`${band} ${reasons.map(({ word }) => word).join()}`}
          sunkenHead
          head={
            <span className={s["head"]}>
              <Band band={band} />
              <ChipList chips={reasons} max={4} />
              <span className={s["count"]}>{formatNumber(count)}</span>
            </span>
          }
        >
          <CardList>
            {examples.map(({ organization, customer }) => (
              <li key={`${organization} ${customer}`} className={s["example"]}>
                <span className="cut medium" title={organization}>
                  {organization}
                </span>
                <Join kind="suggested" />
                <span className="cut" title={customer}>
                  {customer}
                </span>
              </li>
            ))}
            <Rest count={count - examples.length} />
          </CardList>
        </Card>
      ))}
    </>
  );
}

function Rest({ count }: { count: number }) {
  return count > 0 ? <li className={s["rest"]}>and {formatNumber(count)} more</li> : null;
}
