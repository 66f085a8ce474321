import { useQuery } from "@tanstack/react-query";
import { Banner } from "../../../components/Banner";
import type { OrganizationId, ProfileId } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";

type PairDoubtsProps = {
  readonly profileId: ProfileId;
  readonly organization: OrganizationId;
  readonly customer: number;
};

/** What would speak against this pair, said before it is made. */
export function PairDoubts({ profileId, organization, customer }: PairDoubtsProps) {
  const doubts = useQuery(queries.previewPair(profileId, organization, customer)).data ?? [];
  // That it is inactive or gone stands beside the customer already.
  const told = doubts.filter(({ kind, setAside }) => !setAside && kind !== "inactive" && kind !== "gone");
  if (told.length === 0) return null;
  return <Banner live tone="attention" title={`${told.map(({ text }) => text).join(". ")}.`} />;
}
