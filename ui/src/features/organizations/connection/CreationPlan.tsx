import { Band } from "../../../components/Band";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Card, CardList } from "../../../components/Card";
import { KeyValue } from "../../../components/KeyValue";
import type { CustomerDto, CustomerPlanDto } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import s from "./Connection.module.css";

type CreationPlanProps = {
  readonly plan: CustomerPlanDto;
  readonly onTake: (customer: number) => void;
};

/** Who it could be already, and exactly what would be sent, the tickets that wait for it among them. */
export function CreationPlan({ plan, onTake }: CreationPlanProps) {
  const { duplicates, fields, unanswered, heldTickets } = plan;
  const rows = fields.map(({ label, value }) => ({ term: label, value: value || "—" }));
  if (heldTickets > 0)
    rows.push({
      term: "Held tickets",
      value: `${formatCount(heldTickets, "held ticket is", "held tickets are")} sent to it then`,
    });
  return (
    <>
      {unanswered !== null && (
        <Banner tone="attention" title={`Halo’s answer about ${unanswered} was lost.`}>
          It may have been created. Halyard looks for it before it sends anything.
        </Banner>
      )}
      {duplicates.length > 0 && (
        <Card
          sunkenHead
          head={
            <span className="medium">
              {duplicates.length === 1 ? "It could be this one already" : "It could be one of these already"}
            </span>
          }
        >
          <CardList label="Similar customers in Halo">
            {duplicates.map(({ customer, band }) => (
              <li key={customer.id} className={s["duplicate"]}>
                <span className={s["who"]}>
                  {customer.name}
                  <span className="t3"> {notesOf(customer)}</span>
                </span>
                <Band band={band} />
                <Button
                  variant="quiet"
                  aria-label={`Take ${customer.name}`}
                  onClick={() => onTake(customer.id)}
                >
                  Take this one
                </Button>
              </li>
            ))}
          </CardList>
        </Card>
      )}
      <Card sunkenHead head={<span className="medium">What is sent to Halo, once</span>} padded>
        <KeyValue rows={rows} />
      </Card>
    </>
  );
}

function notesOf({ domains, inactive, takenBy }: CustomerDto): string {
  return [domains[0], inactive ? "inactive" : null, takenBy === null ? null : `mapped to ${takenBy}`]
    .filter(Boolean)
    .join(", ");
}
