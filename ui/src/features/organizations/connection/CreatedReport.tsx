import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Card, CardList } from "../../../components/Card";
import { CheckLine } from "../../../components/CheckLine";
import { Dialog } from "../../../components/Dialog";
import type { CreatedCustomerDto, ProfileId, ReadBackDto } from "../../../ipc/client";
import s from "./Connection.module.css";
import { OpenCustomer } from "./OpenCustomer";

type CreatedReportProps = {
  readonly profileId: ProfileId;
  readonly name: string;
  readonly created: CreatedCustomerDto;
  readonly onNext: () => void;
  readonly onClose: () => void;
};

/** The new customer as Halo has it, field by field. */
export function CreatedReport({ profileId, name, created, onNext, onClose }: CreatedReportProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${name} is in Halo`}
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Done
          </Button>
          <Button size="l" variant="primary" onClick={onNext}>
            Choose its licence…
          </Button>
        </>
      }
    >
      <div className={s["form"]}>
        <Banner
          live
          tone="connected"
          title={`Customer ${created.customer}, mapped.`}
          actions={<OpenCustomer profileId={profileId} customer={created.customer} />}
        >
          Undo parts the pair here. The customer stays in Halo.
        </Banner>
        <Card>
          <CardList label="Read back from Halo">
            {created.readBack.map((field) => (
              <CheckLine
                key={field.label}
                state={stateOf(field)}
                word={field.got === null ? "Not read back" : undefined}
                name={field.label}
                meaning={
                  field.got === null || field.got === field.sent ? field.sent : `Halo has “${field.got}”`
                }
              />
            ))}
          </CardList>
        </Card>
      </div>
    </Dialog>
  );
}

function stateOf({ sent, got }: ReadBackDto) {
  if (got === null) return "cannotTell";
  return got === sent ? "same" : "different";
}
