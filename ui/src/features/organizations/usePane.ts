import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CustomerDto, OrganizationDetailDto, OrganizationId, ProfileId } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { type Compared, comparedWith } from "./acts";

export type PaneSubject = {
  readonly detail: OrganizationDetailDto | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  /** The customer it is compared with. */
  readonly compared: Compared | null;
  /** Whether that one was chosen by hand. */
  readonly chosen: boolean;
  readonly choose: (customer: CustomerDto | null) => void;
};

/** The organisation whose details are open, and the customer it is compared with. */
export function usePane(profileId: ProfileId, organization: OrganizationId | undefined): PaneSubject {
  const query = useQuery({
    ...queries.organizationDetail(profileId, organization ?? 0),
    enabled: organization !== undefined,
  });
  const [choice, setChoice] = useState<{
    readonly of: OrganizationId;
    readonly customer: CustomerDto;
  } | null>(null);
  const detail = organization === undefined ? undefined : query.data;
  const chosen = choice !== null && choice.of === organization ? choice.customer : null;
  return {
    detail,
    error: query.error,
    retry: () => void query.refetch(),
    compared: detail ? comparedWith(detail, chosen) : null,
    chosen: chosen !== null,
    choose: (customer) =>
      setChoice(customer === null || organization === undefined ? null : { of: organization, customer }),
  };
}
