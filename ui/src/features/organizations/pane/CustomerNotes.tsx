import { Banner } from "../../../components/Banner";
import type { CustomerDto } from "../../../ipc/client";

/** What should be known before mapping to this customer. */
export function CustomerNotes({ customer }: { customer: CustomerDto }) {
  const notes = [
    ...(customer.takenBy === null ? [] : [`${customer.takenBy} is already mapped to this customer.`]),
    ...(customer.inactive ? ["It is inactive in Halo."] : []),
    ...(customer.present ? [] : ["The last complete read did not have it any more."]),
  ];
  if (notes.length === 0) return null;
  return <Banner tone="attention" title={notes.join(" ")} />;
}
