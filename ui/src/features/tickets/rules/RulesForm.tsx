import { type ReactNode, useId, useState } from "react";
import { Banner } from "../../../components/Banner";
import { Field } from "../../../components/Field";
import { Select } from "../../../components/Select";
import type { ProfileId, TicketRulesDto, TicketRulesFormDto } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import {
  type Changed,
  chosenFor,
  priorityChoices,
  slaInForce,
  statusChoices,
  statusLines,
  ticketTypeOf,
  withPriority,
  withSla,
  withTicketType,
} from "./draft";
import { Extras } from "./Extras";
import s from "./Rules.module.css";
import { StatusMaps } from "./StatusMaps";
import { StatusHelper } from "./statusHelper/StatusHelper";
import { WordMap } from "./WordMap";

type RulesFormProps = {
  readonly profileId: ProfileId;
  readonly form: TicketRulesFormDto;
  readonly rules: TicketRulesDto;
  readonly vendorName: string;
  /** Parts of the form that Halo would refuse as they are, by the pre-flight's names. */
  readonly refused: ReadonlySet<string>;
  readonly onChange: (rules: TicketRulesDto) => void;
  /** Stands above the choices that names can tell. */
  readonly fill: ReactNode;
  /** Stands below the extras. */
  readonly seats: ReactNode;
  /** Stands below everybody's rules. */
  readonly own: ReactNode;
};

/** The rules in the order in which Halo makes them depend: each part offers only what the parts above leave. */
export function RulesForm({
  profileId,
  form,
  rules,
  vendorName,
  refused,
  onChange,
  fill,
  seats,
  own,
}: RulesFormProps) {
  const [emptied, setEmptied] = useState(0);
  const type = ticketTypeOf(form, rules);
  const priorities = priorityChoices(form, rules);

  const take = (changed: Changed) => {
    setEmptied(changed.emptied);
    onChange(changed.rules);
  };

  return (
    <section className={s["form"]} aria-label="Ticket rules">
      {emptied > 0 && (
        <Banner
          tone="attention"
          live
          title={`${formatCount(emptied, "choice was", "choices were")} emptied.`}
        >
          The parts below offer only what this ticket type and SLA have.
        </Banner>
      )}
      <TicketTypePart
        form={form}
        rules={rules}
        refused={refused}
        onChoose={(id) => take(withTicketType(form, rules, id))}
      />
      <SlaPart
        form={form}
        rules={rules}
        refused={refused}
        onChoose={(id) => take(withSla(form, rules, id))}
      />
      {fill}
      <Part title="Priority" hint="Only the priorities of this SLA">
        {type === null ? (
          <p className="t2">Choose a ticket type first.</p>
        ) : slaInForce(form, rules) === null ? (
          <p className="t2">
            {type.name} has no SLA, so there are no priorities to choose from. Tickets are made without one,
            and Halo sets what the customer’s own agreement says. Choose an SLA above to set priorities here.
          </p>
        ) : priorities.length === 0 ? (
          <p className="t2">This SLA has no visible priorities in Halo.</p>
        ) : (
          <WordMap
            lines={form.levels.map((level) => ({
              key: level.key,
              name: level.name,
              field: `priority.${level.key}`,
              label: `Priority for ${level.name}`,
              value: toValue(chosenFor(rules.priorities, level.key)),
            }))}
            options={priorities.map((priority) => ({
              value: String(priority.priorityId),
              label: priority.name,
            }))}
            empty="Not chosen"
            refused={refused}
            onChoose={(key, value) => onChange(withPriority(rules, key, toId(value)))}
          />
        )}
      </Part>
      <Part title="Status" hint="Only those the type allows">
        <StatusMaps
          statuses={statusChoices(form, rules)}
          lines={statusLines(form, rules)}
          vendorStatuses={form.vendorStatuses}
          vendorName={vendorName}
          rules={rules}
          refused={refused}
          onChange={onChange}
        />
        <StatusHelper profileId={profileId} form={form} rules={rules} vendorName={vendorName} />
      </Part>
      <Part title="Extras" hint="Optional, but see pre-flight">
        <Extras form={form} rules={rules} refused={refused} onChange={take} />
      </Part>
      <Part title="Sync seats" hint="Counts of licences">
        {seats}
      </Part>
      <Part title="Single organisations" hint="Where their tickets differ">
        {own}
      </Part>
    </section>
  );
}

const NONE = "";

/** A select's value for a Halo id. */
function toValue(id: number | null): string {
  return id === null ? NONE : String(id);
}

function toId(value: string): number | null {
  return value === NONE ? null : Number(value);
}

type ChoosePartProps<Id> = {
  readonly form: TicketRulesFormDto;
  readonly rules: TicketRulesDto;
  readonly refused: ReadonlySet<string>;
  readonly onChoose: (id: Id) => void;
};

function TicketTypePart({ form, rules, refused, onChoose }: ChoosePartProps<number>) {
  const usable = form.ticketTypes.filter((type) => type.unavailable === null).length;
  const known = ticketTypeOf(form, rules) !== null;
  return (
    <Part
      title="Ticket type"
      hint={`${usable} of ${formatCount(form.ticketTypes.length, "type")} may be created by the agent`}
    >
      <Field
        label="Ticket type"
        hideLabel
        {...(rules.ticketTypeId !== null &&
          !known && { error: "Halo no longer has the type chosen before. Choose another." })}
      >
        <Select
          size="s"
          aria-invalid={refused.has("ticketType") || undefined}
          data-field="ticketType"
          placeholder="Choose a ticket type"
          value={known ? String(rules.ticketTypeId) : null}
          onValueChange={(value) => onChoose(Number(value))}
          options={form.ticketTypes.map((type) => ({
            value: String(type.id),
            label: type.unavailable === null ? type.name : `${type.name}: ${type.unavailable}`,
            disabled: type.unavailable !== null,
          }))}
        />
      </Field>
    </Part>
  );
}

function SlaPart({ form, rules, refused, onChoose }: ChoosePartProps<number | null>) {
  const type = ticketTypeOf(form, rules);
  const own = form.slas.find((sla) => sla.id === type?.slaId);
  return (
    <Part title="SLA" hint="Comes with the ticket type">
      <div className={s["beside"]}>
        <Field label="SLA" hideLabel>
          <Select
            size="s"
            aria-invalid={refused.has("sla") || undefined}
            data-field="sla"
            value={rules.slaId === null ? NONE : String(rules.slaId)}
            onValueChange={(value) => onChoose(toId(value))}
            options={[
              {
                value: NONE,
                label: own ? own.name : type ? "None: the type has no SLA" : "From the ticket type",
              },
              ...form.slas
                .filter((sla) => sla.id !== own?.id)
                .map((sla) => ({ value: String(sla.id), label: sla.name })),
            ]}
          />
        </Field>
        <span>{rules.slaId === null ? "from the type" : "chosen here"}</span>
      </div>
    </Part>
  );
}

function Part({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand beside its controls in a grid.
    <div role="group" aria-labelledby={id} className={s["part"]}>
      <div className={s["about"]}>
        <h2 id={id} className="strong">
          {title}
        </h2>
        <p className="hint">{hint}</p>
      </div>
      <div>{children}</div>
    </div>
  );
}
