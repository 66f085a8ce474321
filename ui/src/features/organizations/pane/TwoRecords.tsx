import { Button } from "../../../components/Button";
import { ComparisonTable } from "../../../components/ComparisonTable";
import type { OrganizationDetailDto, ProfileId } from "../../../ipc/client";
import type { Compared } from "../acts";
import { comparisonRows } from "../comparison";
import { CustomerNotes } from "./CustomerNotes";
import { PairDoubts } from "./PairDoubts";
import s from "./Pane.module.css";

type TwoRecordsProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly detail: OrganizationDetailDto;
  readonly compared: Compared;
  /** Goes back to the best candidate, where another customer was chosen. */
  readonly onBack: (() => void) | undefined;
};

/** An organisation and a customer side by side, with what is to be known of the customer and speaks against the pair. */
export function TwoRecords({ profileId, vendorName, detail, compared, onBack }: TwoRecordsProps) {
  const { customer } = compared;
  const isPair = detail.pair?.customer.id === customer.id;
  return (
    <div className={s["compared"]}>
      <ComparisonTable
        caption={`${detail.name} and ${customer.name}`}
        left={vendorName}
        right="Halo"
        rows={comparisonRows(detail, compared)}
      />
      <CustomerNotes customer={customer} isPair={isPair} />
      {!isPair && <PairDoubts profileId={profileId} organization={detail.id} customer={customer.id} />}
      {onBack && (
        <Button variant="link" onClick={onBack}>
          Back to what Halyard found
        </Button>
      )}
    </div>
  );
}
