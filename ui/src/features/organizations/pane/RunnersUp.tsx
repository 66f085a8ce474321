import { Band } from "../../../components/Band";
import { Button } from "../../../components/Button";
import { Card, CardList } from "../../../components/Card";
import { PaneSection } from "../../../components/SplitPane";
import type { CandidateDto, CustomerDto, OrganizationStateDto } from "../../../ipc/client";
import s from "./Pane.module.css";

type RunnersUpProps = {
  readonly candidates: readonly CandidateDto[];
  readonly state: OrganizationStateDto;
  readonly busy: boolean;
  readonly onCompare: (customer: CustomerDto) => void;
  readonly onMapTo: (customer: CustomerDto) => void;
};

/** The other candidates: a press on the name compares, the button maps. */
export function RunnersUp({ candidates, state, busy, onCompare, onMapTo }: RunnersUpProps) {
  if (candidates.length === 0) return null;
  return (
    <PaneSection title={titleFor(state)}>
      <Card>
        <CardList>
          {candidates.map(({ customer, band }) => (
            <li key={customer.id} className={s["runnerUp"]}>
              <Button
                variant="link"
                tooltip={`Compare with ${customer.name}`}
                onClick={() => onCompare(customer)}
              >
                <span className="cut">{customer.name}</span>
              </Button>
              <Band band={band} />
              <Button
                variant="quiet"
                aria-label={`Map to ${customer.name} instead`}
                busy={busy}
                onClick={() => onMapTo(customer)}
              >
                Map instead
              </Button>
            </li>
          ))}
        </CardList>
      </Card>
    </PaneSection>
  );
}

function titleFor(state: OrganizationStateDto): string {
  // No candidate is ahead of the others.
  if (state === "choose") return "Other candidates";
  // Candidates of a problem are those of a customer that is gone.
  return state === "problem" ? "It may have been merged into" : "Runners-up";
}
