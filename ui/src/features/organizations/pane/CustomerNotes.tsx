import { Banner } from "../../../components/Banner";
import type { CustomerDto } from "../../../ipc/client";

type CustomerNotesProps = {
  readonly customer: CustomerDto;
  /** It is the organisation's own customer. */
  readonly isPair: boolean;
};

/** What should be known before mapping to this customer, and who shares it where that is done. */
export function CustomerNotes({ customer, isPair }: CustomerNotesProps) {
  const { takenBy } = customer;
  const notes = [
    ...(takenBy === null || isPair ? [] : [`It is mapped to ${takenBy} already.`]),
    ...(customer.inactive ? ["It is inactive in Halo."] : []),
    ...(customer.present ? [] : ["The last complete read did not have it any more."]),
  ];
  return (
    <>
      {isPair && takenBy !== null && <p className="t2">It is shared with {takenBy}.</p>}
      {notes.length > 0 && <Banner tone="attention" title={notes.join(" ")} />}
    </>
  );
}
