import { Band } from "../../../components/Band";
import { ChipList } from "../../../components/Chip";
import { Kbd } from "../../../components/Kbd";
import type { CandidateDto, CustomerDto, OrganizationDetailDto } from "../../../ipc/client";
import { cx } from "../../../lib/cx";
import { REASONS } from "../../../lib/reasons";
import type { Compared } from "../acts";
import s from "./Triage.module.css";

/** More than have a key are not listed; the search finds the rest. */
const MOST_CANDIDATES = 9;

/** The pair or the candidates, best first: those that the digits stand for. */
export function candidatesOf({ pair, candidates }: OrganizationDetailDto): readonly CandidateDto[] {
  const others = candidates.filter(({ customer }) => customer.id !== pair?.customer.id);
  return (pair === null ? others : [pair, ...others]).slice(0, MOST_CANDIDATES);
}

type CandidatesProps = {
  readonly detail: OrganizationDetailDto;
  readonly compared: Compared | null;
  readonly onCompare: (customer: CustomerDto) => void;
};

/** Customers it could be, each with its digit. The one that is compared is the one that Map means. */
export function Candidates({ detail, compared, onCompare }: CandidatesProps) {
  const known = candidatesOf(detail);
  const found = compared && !known.some(({ customer }) => customer.id === compared.customer.id);
  if (known.length === 0 && !found) {
    return <p className="t2">No customer has the same name or domain. Search all customers with /.</p>;
  }
  return (
    <ol className={s["candidates"]} aria-label="Candidates in Halo">
      {found && (
        <li>
          <Card customer={compared.customer} chosen onCompare={onCompare} mark={<span>found</span>} />
        </li>
      )}
      {known.map((candidate, index) => (
        <li key={candidate.customer.id}>
          <Card
            customer={candidate.customer}
            candidate={candidate}
            chosen={candidate.customer.id === compared?.customer.id}
            onCompare={onCompare}
            mark={<Kbd>{String(index + 1)}</Kbd>}
          />
        </li>
      ))}
    </ol>
  );
}

type CardProps = {
  readonly customer: CustomerDto;
  readonly candidate?: CandidateDto;
  readonly chosen: boolean;
  readonly mark: React.ReactNode;
  readonly onCompare: (customer: CustomerDto) => void;
};

function Card({ customer, candidate, chosen, mark, onCompare }: CardProps) {
  return (
    <button
      type="button"
      className={cx(s["candidate"], chosen && s["chosen"])}
      aria-pressed={chosen}
      onClick={() => onCompare(customer)}
    >
      <span className={s["mark"]}>{mark}</span>
      <span className={s["words"]}>
        <span className="medium cut">{customer.name}</span>
        <span className="t2 cut">{factsOf(customer)}</span>
        {candidate && candidate.evidence.length > 0 && (
          <ChipList
            chips={[...new Set(candidate.evidence.map(({ reason }) => reason))].map(
              (reason) => REASONS[reason],
            )}
            max={3}
          />
        )}
      </span>
      {candidate && <Band band={candidate.band} />}
    </button>
  );
}

function factsOf({ domains, inactive, takenBy, present }: CustomerDto): string {
  const [first, ...others] = domains;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return [
    first === undefined ? "no domain" : `${first}${more}`,
    ...(takenBy === null ? [] : [`mapped to ${takenBy}`]),
    ...(inactive ? ["inactive"] : []),
    ...(present ? [] : ["no longer in Halo"]),
  ].join(", ");
}
