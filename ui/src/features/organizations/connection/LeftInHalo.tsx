import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import type { CustomerRefDto, ProfileId } from "../../../ipc/client";
import { OpenCustomer } from "./OpenCustomer";

type LeftInHaloProps = {
  readonly profileId: ProfileId;
  readonly customer: CustomerRefDto | null;
  readonly onTake: (customer: number) => void;
};

/** A customer that was made in Halo for this organisation and is not its own any more: undo does not reach there. */
export function LeftInHalo({ profileId, customer, onTake }: LeftInHaloProps) {
  if (customer === null) return null;
  return (
    <Banner
      tone="neutral"
      title={`${customer.name} was created in Halo from here, and stays there.`}
      actions={
        <>
          <OpenCustomer profileId={profileId} customer={customer.id} />
          <Button variant="quiet" onClick={() => onTake(customer.id)}>
            Connect to it…
          </Button>
        </>
      }
    />
  );
}
