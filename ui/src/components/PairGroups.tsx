import type { LucideIcon } from "lucide-react";
import { formatNumber } from "../lib/format";
import { Band, type BandName } from "./Band";
import { Card, CardList } from "./Card";
import { ChipList } from "./Chip";
import { Join } from "./Join";
import s from "./PairGroups.module.css";
import { StateLabel } from "./StateLabel";

/** Both sides of a pair, by the names that are shown. */
type PairNames = { readonly left: string; readonly right: string };

type PairGroupsProps = {
  /** Pairs that would be made, by what speaks for them. */
  groups: readonly {
    readonly band: BandName;
    readonly reasons: readonly { readonly word: string; readonly icon?: LucideIcon }[];
    readonly count: number;
    /** The first of them. */
    readonly examples: readonly PairNames[];
  }[];
  /** How many are left out because something speaks against them. */
  leftOut: number;
  /** That they are, in words. */
  leftOutWords: string;
  /** The first of those, with what it is. */
  doubts: readonly (PairNames & { readonly text: string })[];
};

/** Pairs before they are made: what is left out first, then a card for each kind of evidence, with examples. */
export function PairGroups({ groups, leftOut, leftOutWords, doubts }: PairGroupsProps) {
  return (
    <>
      {leftOut > 0 && (
        <Card
          sunkenHead
          head={
            <span className={s["head"]}>
              <StateLabel state="warning" word={leftOutWords} />
            </span>
          }
        >
          <CardList label="Left out">
            {doubts.map(({ left, right, text }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same names; their place tells them apart.
              <li key={place} className={s["doubt"]}>
                <span className="medium">{left}</span> and {right}: {text}.
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
            {examples.map(({ left, right }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same names; their place tells them apart.
              <li key={place} className={s["example"]}>
                <span className="cut medium" title={left}>
                  {left}
                </span>
                <Join kind="suggested" />
                <span className="cut" title={right}>
                  {right}
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
