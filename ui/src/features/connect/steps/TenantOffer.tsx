import { useMutation } from "@tanstack/react-query";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type ProfileId } from "../../../ipc/client";

type TenantOfferProps = { readonly profile: ProfileId; readonly tenant: string };

/** Halo did not know the saved tenant and said what it calls itself. */
export function TenantOffer({ profile, tenant }: TenantOfferProps) {
  const take = useMutation({
    mutationFn: async () => {
      await call(commands.takeOfferedTenant(profile));
      await call(commands.startChecks(profile, null));
    },
  });
  return (
    <Banner
      tone="attention"
      title={`Halo calls itself “${tenant}”`}
      actions={
        <Button onClick={() => take.mutate()} busy={take.isPending} busyWord="Saving…">
          Use “{tenant}” and check again
        </Button>
      }
    >
      It does not know the tenant that is saved for this connection.
      {take.isError && <ErrorNotice inline error={take.error} title="The tenant was not changed" />}
    </Banner>
  );
}
