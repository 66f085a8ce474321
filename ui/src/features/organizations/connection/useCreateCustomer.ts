import { useMutation } from "@tanstack/react-query";
import {
  type CreatedCustomerDto,
  type CustomerFormDto,
  type CustomerPlanDto,
  call,
  commands,
  type EditDto,
  type OrganizationId,
  type ProfileId,
  toFailure,
} from "../../../ipc/client";

type Asked = { readonly form: CustomerFormDto; readonly plan: CustomerPlanDto };

/** The write itself. A second press while it runs does nothing; one after it finds what is there. */
export function useCreateCustomer(
  profileId: ProfileId,
  organization: OrganizationId,
  onMade: (edit: EditDto) => void,
  /** It was not done; what this Halo demands, or who is there already, may be known better now. */
  onRefused: () => void,
) {
  const creating = useMutation({
    // What was shown goes along: the program refuses when it is otherwise by now.
    mutationFn: ({ form, plan }: Asked): Promise<CreatedCustomerDto> =>
      call(
        commands.createCustomer(
          profileId,
          organization,
          form,
          plan.duplicates.map(({ customer }) => customer.id),
          plan.heldTickets,
        ),
      ),
    onSuccess: ({ edit }) => onMade(edit),
    onError: onRefused,
  });
  const failure = creating.error ? toFailure(creating.error).error : null;
  const doubt = failure?.code === "needsConfirmation" ? failure.message : null;
  return {
    create: (form: CustomerFormDto, plan: CustomerPlanDto) => {
      if (!creating.isPending) creating.mutate({ form, plan });
    },
    isPending: creating.isPending,
    created: creating.data ?? null,
    /** Somebody of that name is in Halo, or tickets wait, that were not shown before. */
    doubt,
    error: doubt === null ? creating.error : null,
  };
}
