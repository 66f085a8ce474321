import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import {
  type ChosenLicenceDto,
  type ConsentDto,
  call,
  commands,
  type DecisionDto,
  type EditDto,
  type OrganizationDetailDto,
  type ProfileId,
  toFailure,
} from "../../../ipc/client";
import { asksFirst } from "../useDecisions";

export type Connect = {
  /** Connects; pressed again after a doubt, all the same. */
  readonly connect: (customer: number | null, licences: readonly ChosenLicenceDto[]) => void;
  /** Maps without a licence. */
  readonly map: (customer: number | null) => void;
  /** Whether others have the customer and can keep it, and whether they are to. */
  readonly sharing: { readonly keeps: boolean; readonly onKeeps: (keeps: boolean) => void } | null;
  readonly unlink: () => void;
  readonly isPending: boolean;
  /** What speaks against it, once the program has said so. */
  readonly doubt: string | null;
  readonly error: Error | null;
  readonly reset: () => void;
};

/** Making and parting the pair of one organisation from its dialog. */
export function useConnect(
  profileId: ProfileId,
  detail: OrganizationDetailDto | undefined,
  /** The customer that is shown: a doubt is about this one, or is none. */
  shown: number | null,
  onMade: (edit: EditDto) => void,
): Connect {
  const deciding = useMutation({
    mutationFn: async (decision: DecisionDto) => {
      if (!detail) return null;
      return call(commands.decide(profileId, detail.id, detail.version, decision));
    },
    onSuccess: (edit) => edit && onMade(edit),
  });
  const asked = deciding.variables;
  const isAbout = asked !== undefined && (!("customer" in asked) || asked.customer === shown);
  const thrown = isAbout ? deciding.error : null;
  const failure = thrown ? toFailure(thrown).error : null;
  const doubt = failure !== null && asksFirst(failure) ? failure.message : null;
  const mayShare = failure?.code === "customerTaken";
  const [keeps, onKeeps] = useState(true);
  const consent: ConsentDto = doubt === null ? "ask" : mayShare && keeps ? "share" : "takeOver";
  const decide = (decision: DecisionDto) => {
    if (!deciding.isPending) deciding.mutate(decision);
  };
  return {
    connect: (customer, licences) =>
      customer !== null && decide({ act: "connect", customer, licences: [...licences], consent }),
    map: (customer) => customer !== null && decide({ act: "map", customer, consent }),
    unlink: () => decide({ act: "unmap" }),
    sharing: mayShare ? { keeps, onKeeps } : null,
    isPending: deciding.isPending,
    doubt,
    error: doubt === null ? thrown : null,
    reset: deciding.reset,
  };
}
