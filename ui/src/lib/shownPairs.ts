import { formatCount } from "./format";
import { REASONS } from "./reasons";

type Names = { readonly organization: string; readonly customer: string };

type Accept<Band> = {
  readonly groups: readonly {
    readonly band: Band;
    readonly reasons: readonly (keyof typeof REASONS)[];
    readonly count: number;
    readonly examples: readonly Names[];
  }[];
  readonly doubtful: number;
  readonly doubts: readonly (Names & { readonly text: string })[];
};

/** What accepting suggestions would do, in the words of a list of pairs. */
export function shownPairs<Band>({ groups, doubtful, doubts }: Accept<Band>) {
  const sides = ({ organization, customer }: Names) => ({ left: organization, right: customer });
  return {
    groups: groups.map(({ band, reasons, count, examples }) => ({
      band,
      count,
      reasons: reasons.map((reason) => REASONS[reason]),
      examples: examples.map(sides),
    })),
    leftOut: doubtful,
    leftOutWords: `${formatCount(doubtful, "suggestion")} left out`,
    doubts: doubts.map((doubt) => ({ ...sides(doubt), text: doubt.text })),
  };
}
