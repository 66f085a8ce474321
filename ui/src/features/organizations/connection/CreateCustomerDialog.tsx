import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Field } from "../../../components/Field";
import { Skeleton } from "../../../components/Skeleton";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type {
  CustomerDemandDto,
  CustomerFormDto,
  EditDto,
  OrganizationId,
  ProfileId,
} from "../../../ipc/client";
import { useBlocked } from "../../../ipc/health";
import { queries } from "../../../ipc/queries";
import { formatCount } from "../../../lib/format";
import s from "./Connection.module.css";
import { CreatedReport } from "./CreatedReport";
import { CreationPlan } from "./CreationPlan";
import { useCreateCustomer } from "./useCreateCustomer";

type CreateCustomerDialogProps = {
  readonly profileId: ProfileId;
  readonly organization: OrganizationId;
  /** What was typed where nothing was found; empty takes the organisation's name. */
  readonly name: string;
  readonly onMade: (edit: EditDto) => void;
  /** Takes a customer that is there already: back to the connection with it. */
  readonly onTake: (customer: number) => void;
  /** On to the licences of the new customer. */
  readonly onNext: () => void;
  readonly onClose: () => void;
};

const LABELS: Record<CustomerDemandDto, string> = {
  site: "First site",
  contactName: "First contact",
  contactEmail: "The contact’s e-mail address",
};

/** A customer made in Halo: who it could be already, what would be sent, then the write and what Halo has. */
export function CreateCustomerDialog(props: CreateCustomerDialogProps) {
  const { profileId, organization, onClose } = props;
  const detail = useQuery(queries.organizationDetail(profileId, organization));
  const [typed, setTyped] = useState<Partial<CustomerFormDto>>({});
  const form: CustomerFormDto = {
    name: typed.name ?? (props.name || (detail.data?.name ?? "")),
    site: typed.site ?? "Main",
    contactName: typed.contactName ?? "",
    contactEmail: typed.contactEmail ?? "",
  };
  const plan = useQuery({
    ...queries.planCustomer(profileId, organization, form),
    enabled: detail.data !== undefined,
  });
  const creating = useCreateCustomer(profileId, organization, props.onMade, () => void plan.refetch());
  const blocked = useBlocked(profileId).read ?? undefined;
  const flaw = plan.data?.flaw ?? null;
  const asked: readonly (keyof CustomerFormDto)[] = ["name", ...(plan.data?.demands ?? [])];
  const missing = asked.find((field) => form[field].trim() === "");
  const set = (field: keyof CustomerFormDto) => (value: string) =>
    setTyped((old) => ({ ...old, [field]: value }));

  if (creating.created) {
    return (
      <CreatedReport
        profileId={profileId}
        name={form.name}
        created={creating.created}
        onNext={props.onNext}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      locked={creating.isPending}
      title="Create a customer in Halo"
      description={`For ${detail.data?.name ?? "the organisation"}, which is mapped to it at once.`}
      note={noteOf(plan.data?.heldTickets ?? 0)}
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="primary"
            busy={creating.isPending}
            busyWord="Creating…"
            reason={blocked ?? (missing ? "Fill in every field first" : (flaw?.message ?? undefined))}
            onClick={() => plan.data && creating.create(form, plan.data)}
          >
            Create in Halo
          </Button>
        </>
      }
    >
      <div className={s["form"]}>
        {blocked !== undefined && (
          <Banner tone="offline" title="Halo cannot be reached now.">
            {blocked}
          </Banner>
        )}
        <Field label="Customer name" error={errorOf("name", flaw)}>
          <TextInput value={form.name} onValueChange={set("name")} />
        </Field>
        {(plan.data?.demands ?? []).map((demand) => (
          <Field
            key={demand}
            label={LABELS[demand]}
            hint="This Halo wants it"
            error={form[demand].trim() === "" ? undefined : errorOf(demand, flaw)}
          >
            <TextInput value={form[demand]} onValueChange={set(demand)} />
          </Field>
        ))}
        {plan.data ? (
          <CreationPlan plan={plan.data} onTake={props.onTake} />
        ) : plan.error || detail.error ? (
          <ErrorNotice
            inline
            error={plan.error ?? detail.error}
            onRetry={() => {
              void detail.refetch();
              void plan.refetch();
            }}
          />
        ) : (
          <Skeleton label="Looking for the same customer" lines={3} />
        )}
        {creating.doubt !== null && <Banner live tone="attention" title={creating.doubt} />}
        {creating.error && <ErrorNotice inline error={creating.error} />}
      </div>
    </Dialog>
  );
}

/** What the press does to Halo, beside what the plan lists. */
function noteOf(heldTickets: number): string {
  if (heldTickets === 0) return "This is written to Halo";
  return `This is written to Halo, and ${formatCount(heldTickets, "held ticket is", "held tickets are")} sent`;
}

function errorOf(field: string, flaw: { readonly field: string; readonly message: string } | null) {
  return flaw?.field === field ? flaw.message : undefined;
}
