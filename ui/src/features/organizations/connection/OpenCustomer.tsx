import { useMutation } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { Button } from "../../../components/Button";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type ProfileId } from "../../../ipc/client";

type OpenCustomerProps = { readonly profileId: ProfileId; readonly customer: number };

/** Opens a customer's own page in Halo. */
export function OpenCustomer({ profileId, customer }: OpenCustomerProps) {
  const opening = useMutation({
    mutationFn: () => call(commands.openInBrowser(profileId, { page: "customer", customerId: customer })),
  });
  return (
    <>
      <Button variant="quiet" icon={ExternalLink} onClick={() => opening.mutate()}>
        Open in Halo
      </Button>
      {opening.error && <ErrorNotice inline error={opening.error} />}
    </>
  );
}
