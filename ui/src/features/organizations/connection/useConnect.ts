import { useMutation } from "@tanstack/react-query";
import {
  type ChosenLicenceDto,
  call,
  commands,
  type DecisionDto,
  type EditDto,
  type OrganizationDetailDto,
  type ProfileId,
  toFailure,
} from "../../../ipc/client";

export type Connect = {
  /** Connects; pressed again after a doubt, all the same. */
  readonly connect: (customer: number | null, licences: readonly ChosenLicenceDto[]) => void;
  /** Maps without a licence. */
  readonly map: (customer: number | null) => void;
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
  onMade: (edit: EditDto) => void,
): Connect {
  const deciding = useMutation({
    mutationFn: async (decision: DecisionDto) => {
      if (!detail) return null;
      return call(commands.decide(profileId, detail.id, detail.version, decision));
    },
    onSuccess: (edit) => edit && onMade(edit),
  });
  const failure = deciding.error ? toFailure(deciding.error).error : null;
  const doubt = failure?.code === "needsConfirmation" ? failure.message : null;
  const confirmed = doubt !== null;
  const decide = (decision: DecisionDto) => {
    if (!deciding.isPending) deciding.mutate(decision);
  };
  return {
    connect: (customer, licences) =>
      customer !== null && decide({ act: "connect", customer, licences: [...licences], confirmed }),
    map: (customer) => customer !== null && decide({ act: "map", customer, confirmed }),
    unlink: () => decide({ act: "unmap" }),
    isPending: deciding.isPending,
    doubt,
    error: doubt === null ? deciding.error : null,
    reset: deciding.reset,
  };
}
