import { useMutation } from "@tanstack/react-query";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { useSendsQuestion } from "../../../errors/useSendsQuestion";
import { call, commands, type ProfileId } from "../../../ipc/client";
import { formatMoment } from "../../../lib/format";

type RevokedProps = { readonly profileId: ProfileId; readonly at: string };

/** Says that all mapping was revoked, and brings it back. It is gone once new rules are saved. */
export function Revoked({ profileId, at }: RevokedProps) {
  const asking = useSendsQuestion("bringBack");
  const bringing = useMutation({
    mutationFn: () => asking.run((sends) => call(commands.bringBackTicketRules(profileId, sends))),
  });
  return (
    <Banner
      tone="neutral"
      title={`All ticket mapping was revoked, ${formatMoment(at)}.`}
      actions={
        <Button busy={bringing.isPending} busyWord="Bringing back…" onClick={() => bringing.mutate()}>
          Bring the rules back
        </Button>
      }
    >
      No tickets are made. Saving new rules gives the old ones up.
      {bringing.error && <ErrorNotice inline error={bringing.error} />}
      {asking.question}
    </Banner>
  );
}
