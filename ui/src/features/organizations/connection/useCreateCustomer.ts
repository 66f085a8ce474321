import { useMutation } from "@tanstack/react-query";
import {
  type CreatedCustomerDto,
  type CustomerFormDto,
  call,
  commands,
  type EditDto,
  type OrganizationId,
  type ProfileId,
  toFailure,
} from "../../../ipc/client";

type Asked = { readonly form: CustomerFormDto; readonly seen: readonly number[] };

/** The write itself. A second press while it runs does nothing; one after it finds what is there. */
export function useCreateCustomer(
  profileId: ProfileId,
  organization: OrganizationId,
  onMade: (edit: EditDto) => void,
  /** It was not done; what this Halo demands, or who is there already, may be known better now. */
  onRefused: () => void,
) {
  const creating = useMutation({
    mutationFn: ({ form, seen }: Asked): Promise<CreatedCustomerDto> =>
      call(commands.createCustomer(profileId, organization, form, [...seen])),
    onSuccess: ({ edit }) => onMade(edit),
    onError: onRefused,
  });
  const failure = creating.error ? toFailure(creating.error).error : null;
  const doubt = failure?.code === "needsConfirmation" ? failure.message : null;
  return {
    create: (form: CustomerFormDto, seen: readonly number[]) => {
      if (!creating.isPending) creating.mutate({ form, seen });
    },
    isPending: creating.isPending,
    created: creating.data ?? null,
    /** Somebody of that name is in Halo, who was not shown before. */
    doubt,
    error: doubt === null ? creating.error : null,
  };
}
