import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  call,
  commands,
  type EditDto,
  type OrganizationDetailDto,
  type OrganizationFormDto,
  type ProfileId,
  toFailure,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import s from "./Dialogs.module.css";

type OrganizationFormDialogProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  /** Null adds a new one. */
  readonly organization: OrganizationDetailDto | null;
  readonly onSaved: (edit: EditDto) => void;
  readonly onClose: () => void;
};

type FieldName = Exclude<keyof OrganizationFormDto, "seats">;

const FIELDS: readonly {
  readonly name: FieldName;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly mono?: boolean;
}[] = [
  { name: "name", label: "Name" },
  { name: "domains", label: "Domains", hint: "One or more, with blanks or commas between them", mono: true },
  {
    name: "externalId",
    label: "External id",
    hint: "The id on the vendor’s side; imports find it again by this",
    mono: true,
  },
  { name: "tenantId", label: "Microsoft tenant id", mono: true },
  { name: "note", label: "Note" },
];

/** An organisation typed by hand, new or changed. */
export function OrganizationFormDialog({
  profileId,
  vendorName,
  organization,
  onSaved,
  onClose,
}: OrganizationFormDialogProps) {
  const products = useQuery(queries.vocabulary(profileId)).data?.products ?? [];
  const [form, setForm] = useState<TextFields>(() => textsOf(organization));
  const [seats, setSeats] = useState(() => seatsOf(organization));
  const typed: OrganizationFormDto = {
    ...form,
    seats: products.map(({ name }) => ({ product: name, seats: seats.get(name) ?? "" })),
  };
  const saving = useMutation({
    mutationFn: () =>
      call(
        organization
          ? commands.updateOrganization(profileId, organization.id, organization.version, typed)
          : commands.addOrganization(profileId, typed),
      ),
    onSuccess: onSaved,
  });
  const failure = saving.error ? toFailure(saving.error).error : null;
  const badField =
    failure?.code === "invalidInput" ? FIELDS.find(({ name }) => name === failure.field) : undefined;
  const badSeats =
    failure?.code === "invalidInput" && failure.field === "seats" ? failure.message : undefined;
  const isAsItWas = sameTexts(form, textsOf(organization)) && sameSeats(seats, seatsOf(organization));

  return (
    <Dialog
      open
      onClose={onClose}
      locked={saving.isPending}
      filled={!isAsItWas}
      title={organization ? `Edit ${organization.name}` : `Add a ${vendorName} organisation`}
      description={organization ? undefined : "Its customer in Halo is offered right after."}
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="primary"
            busy={saving.isPending}
            busyWord="Saving…"
            reason={organization && isAsItWas ? "Nothing was changed" : undefined}
            onClick={() => saving.mutate()}
          >
            {organization ? "Save" : "Add organisation"}
          </Button>
        </>
      }
    >
      <Form
        className={s["form"]}
        onSubmit={() => {
          if (!saving.isPending && !(organization && isAsItWas)) saving.mutate();
        }}
      >
        {FIELDS.map(({ name, label, hint, mono = false }) => (
          <Field
            key={name}
            label={label}
            hint={hint}
            error={badField?.name === name ? failure?.message : undefined}
          >
            <TextInput
              mono={mono}
              value={form[name]}
              onValueChange={(value) => setForm((old) => ({ ...old, [name]: value }))}
            />
          </Field>
        ))}
        {products.length > 0 && (
          <div className={s["seats"]}>
            {products.map(({ key, name }) => (
              <Field
                key={key}
                label={`Seats of ${name}`}
                error={badSeats?.includes(name) ? badSeats : undefined}
              >
                <TextInput
                  inputMode="numeric"
                  value={seats.get(name) ?? ""}
                  onValueChange={(value) => setSeats((old) => new Map(old).set(name, value))}
                />
              </Field>
            ))}
          </div>
        )}
      </Form>
      {saving.error && !badField && !badSeats && <ErrorNotice inline error={saving.error} />}
    </Dialog>
  );
}

type TextFields = Omit<OrganizationFormDto, "seats">;

function textsOf(organization: OrganizationDetailDto | null): TextFields {
  return {
    name: organization?.name ?? "",
    domains: organization?.domains.join(", ") ?? "",
    externalId: organization?.externalId ?? "",
    tenantId: organization?.tenantId ?? "",
    note: organization?.note ?? "",
  };
}

/** What stands in the field of each product, by its name. */
function seatsOf(organization: OrganizationDetailDto | null): ReadonlyMap<string, string> {
  return new Map(organization?.seats.map(({ product, seats }) => [product, String(seats)]));
}

function sameTexts(a: TextFields, b: TextFields): boolean {
  return FIELDS.every(({ name }) => a[name] === b[name]);
}

function sameSeats(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return [...a.keys(), ...b.keys()].every((product) => (a.get(product) ?? "") === (b.get(product) ?? ""));
}
