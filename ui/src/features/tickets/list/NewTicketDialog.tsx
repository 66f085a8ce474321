import { useMutation, useQuery } from "@tanstack/react-query";
import { type ComponentProps, useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Field, useFieldControl } from "../../../components/Field";
import { Select } from "../../../components/Select";
import { Table } from "../../../components/Table";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  call,
  commands,
  type OrganizationRowDto,
  type OurTicketId,
  type TicketPlanDto,
  toFailure,
} from "../../../ipc/client";
import { useBlocked } from "../../../ipc/health";
import { queries } from "../../../ipc/queries";
import { useDebounced } from "../../../lib/useDebounced";
import { type ChosenOrganization, OrganizationField } from "../OrganizationField";
import { ValueText } from "../test/RunView";
import s from "./List.module.css";

type NewTicketDialogProps = {
  readonly profileId: number;
  readonly vendorName: string;
  readonly onCreated: (ticket: OurTicketId) => void;
  readonly onRules: () => void;
  readonly onClose: () => void;
};

/** The plan follows the typing after this rest. */
const REST_MS = 250;

/** A ticket for an organisation. Below the form stands exactly what Halo gets, before anything is sent. */
export function NewTicketDialog({
  profileId,
  vendorName,
  onCreated,
  onRules,
  onClose,
}: NewTicketDialogProps) {
  const rules = useQuery(queries.ticketRulesForm(profileId));
  const [organization, setOrganization] = useState<ChosenOrganization | null>(null);
  const [summary, setSummary] = useState("");
  const [details, setDetails] = useState("");
  const [level, setLevel] = useState<string | null>(null);
  const [externalId, setExternalId] = useState("");
  const levels = rules.data?.levels ?? [];
  const form = {
    organization: organization?.id ?? 0,
    summary,
    details,
    level: level ?? levels.at(-1)?.key ?? "",
    externalId,
    reference: null,
    noteOn: null,
  };
  const rested = useDebounced(JSON.stringify(form), REST_MS);
  const isFilled = organization !== null && summary.trim() !== "";
  const isRested = rested === JSON.stringify(form);
  const plan = useQuery({
    ...queries.ticketPlan(profileId, JSON.parse(rested) as typeof form),
    enabled: isFilled && isRested && rules.isSuccess,
  });
  const creating = useMutation({
    // With the mark of the plan that is shown, pressed twice it makes one ticket; and nothing else than was shown.
    mutationFn: ({ reference, noteOn }: TicketPlanDto) =>
      call(commands.createTicket(profileId, { ...form, reference, noteOn: noteOn?.id ?? null })),
    onSuccess: ({ id }) => onCreated(id),
  });
  const failure = creating.error ?? (isFilled ? plan.error : null);
  const refused = failure ? toFailure(failure).error : null;
  const errorOf = (field: string) =>
    refused?.code === "invalidInput" && refused.field === field ? refused.message : undefined;
  const shown = isFilled ? plan.data : undefined;
  const blocked = useBlocked(profileId).tickets;

  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      locked={creating.isPending}
      filled={summary !== "" || details !== ""}
      title={`New ${vendorName} ticket`}
      description={blocked === null ? undefined : `It waits until Halo can be written to: ${blocked}.`}
      note={shown && !shown.hold ? "Halo is written to when you press" : "Nothing is written to Halo yet"}
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="primary"
            busy={creating.isPending}
            busyWord="Entering…"
            reason={whyNot(organization, summary, shown, isRested && !plan.isPlaceholderData)}
            onClick={() => shown && creating.mutate(shown)}
          >
            {actOf(shown)}
          </Button>
        </>
      }
    >
      <div className={s["form"]}>
        <OrganizationField
          profileId={profileId}
          chosen={organization}
          onChoose={setOrganization}
          detailOf={standingOf}
        />
        <Field label="Summary" error={errorOf("summary")}>
          <TextInput value={summary} onValueChange={setSummary} />
        </Field>
        <Field label="Details" error={errorOf("details")} hint="Left empty, Halo gets the summary again">
          <TextArea value={details} onChange={(event) => setDetails(event.currentTarget.value)} />
        </Field>
        <Field label={`${vendorName} level`} hint="It decides the priority">
          <Select
            value={form.level === "" ? null : form.level}
            placeholder="No levels"
            onValueChange={setLevel}
            options={levels.map(({ key, name }) => ({ value: key, label: name }))}
          />
        </Field>
        <Field
          label="External id"
          error={errorOf("externalId")}
          hint={`${vendorName}’s own number. More of the same number becomes a note while the ticket is open`}
        >
          <TextInput mono value={externalId} onValueChange={setExternalId} />
        </Field>
        <section className={s["plan"]} aria-label="What will be sent">
          <h3 className="groupHead">What will be sent to Halo, field by field</h3>
          {failure && refused?.code !== "invalidInput" ? (
            <ErrorNotice
              inline
              error={failure}
              onRetry={() => {
                creating.reset();
                void plan.refetch();
              }}
            />
          ) : shown ? (
            <Plan plan={shown} onRules={onRules} />
          ) : (
            <p className="t2">Choose an organisation and say what it is about.</p>
          )}
        </section>
      </div>
    </Dialog>
  );
}

function Plan({ plan, onRules }: { readonly plan: TicketPlanDto; readonly onRules: () => void }) {
  return (
    <>
      {plan.hold && (
        <Banner
          tone="held"
          title="It is held, and sent to nobody."
          actions={plan.hold.isAboutRules && <Button onClick={onRules}>Open the rules</Button>}
        >
          {plan.hold.reason} {plan.hold.mend}
        </Banner>
      )}
      {plan.noteOn && (
        <Banner tone="neutral" title="It becomes a note.">
          {plan.noteOn.haloTicket === null
            ? `“${plan.noteOn.summary}” has this external id and is open.`
            : `Ticket ${plan.noteOn.haloTicket}, “${plan.noteOn.summary}”, has this external id and is open.`}
        </Banner>
      )}
      {plan.remarks.map((remark) => (
        <p key={remark} className="t2">
          {remark}
        </p>
      ))}
      {plan.fields.length > 0 && (
        <Table
          caption="Fields of the ticket"
          columns={[
            { head: "Field", width: "26%" },
            { head: "Halo’s name", width: "28%" },
            { head: "Value" },
          ]}
          rows={plan.fields.map(({ field, label, value }) => ({
            key: field,
            cells: [label, <code key="field">{field}</code>, <ValueText key="value" text={value} />],
          }))}
        />
      )}
    </>
  );
}

function actOf(plan: TicketPlanDto | undefined): string {
  if (plan?.noteOn) return "Add the note";
  return plan?.hold ? "Hold the ticket" : "Create the ticket";
}

/** Why it cannot be entered yet. */
function whyNot(
  organization: ChosenOrganization | null,
  summary: string,
  plan: TicketPlanDto | undefined,
  isFresh: boolean,
): string | undefined {
  if (organization === null) return "Choose an organisation first";
  if (summary.trim() === "") return "Say what it is about first";
  return plan && isFresh ? undefined : "The fields are being worked out";
}

/** Several lines of text, inside a `Field`. */
function TextArea(props: ComponentProps<"textarea">) {
  return <textarea rows={4} {...useFieldControl()} {...props} className={s["area"]} />;
}

/** Who would get the ticket; a state that decides otherwise. */
function standingOf(row: OrganizationRowDto): string | null {
  switch (row.state) {
    case "mapped":
    case "problem":
      return row.customer?.name ?? null;
    case "held":
      return "held";
    case "excluded":
      return "excluded";
    case "suggested":
    case "choose":
    case "unmapped":
      return "no customer yet";
  }
}
