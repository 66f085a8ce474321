import { Field } from "../../../../components/Field";
import { Select } from "../../../../components/Select";
import type { RulesOverrideDto, TicketRulesFormDto } from "../../../../ipc/client";
import { ChoiceField } from "../ChoiceField";
import { DefaultField } from "../DefaultField";
import {
  agentChoices,
  chosenFor,
  fieldDefault,
  fieldsInUse,
  slaInForce,
  ticketTypeOf,
  withFieldDefault,
} from "../draft";
import s from "./Overrides.module.css";
import { fitted, ownPriorityChoices, rulesInForce, sharesPriorities } from "./own";

type OwnChoicesProps = {
  readonly form: TicketRulesFormDto;
  readonly own: RulesOverrideDto;
  readonly vendorName: string;
  readonly refused: ReadonlySet<string>;
  readonly onChange: (own: RulesOverrideDto) => void;
};

const AS_ALL = "";

/** The choices that may differ, in the order in which they depend; each says what it is for everybody. */
export function OwnChoices({ form, own, vendorName, refused, onChange }: OwnChoicesProps) {
  const rules = rulesInForce(form, own);
  const typeOfAll = ticketTypeOf(form, form.rules);
  const slaOfType = form.slas.find(({ id }) => id === ticketTypeOf(form, rules)?.slaId);
  const team = own.team ?? form.rules.team;
  return (
    <>
      <div className={s["two"]}>
        <ChoiceField
          label="Ticket type"
          none={asAll(typeOfAll?.name)}
          field="ticketType"
          refused={refused}
          choices={form.ticketTypes.map((type) => ({
            value: String(type.id),
            label: type.unavailable === null ? type.name : `${type.name}: ${type.unavailable}`,
            disabled: type.unavailable !== null,
          }))}
          chosen={asText(own.ticketTypeId)}
          onChoose={(id) => onChange(fitted(form, { ...own, ticketTypeId: asId(id), slaId: null }))}
        />
        <ChoiceField
          label="SLA"
          none={
            own.ticketTypeId === null ? "As for everybody" : (slaOfType?.name ?? "None: the type has no SLA")
          }
          field="sla"
          refused={refused}
          choices={form.slas.map(({ id, name }) => ({ value: String(id), label: name }))}
          chosen={asText(own.slaId)}
          onChoose={(id) => onChange(fitted(form, { ...own, slaId: asId(id) }))}
        />
      </div>
      {slaInForce(form, rules) === null ? (
        <p className="t2">Without an SLA no priority is sent.</p>
      ) : (
        <div className={s["two"]}>
          {form.levels.map(({ key, name }) => (
            <Field key={key} label={`Priority for ${name}`}>
              <Select
                size="s"
                aria-invalid={refused.has(`priority.${key}`) || undefined}
                value={asText(chosenFor(own.priorities, key)) ?? AS_ALL}
                onValueChange={(value) =>
                  onChange({
                    ...own,
                    priorities: [
                      ...own.priorities.filter((choice) => choice.key !== key),
                      ...(value === AS_ALL ? [] : [{ key, haloId: Number(value) }]),
                    ],
                  })
                }
                options={[
                  { value: AS_ALL, label: sharesPriorities(form, own) ? "As for everybody" : "Not chosen" },
                  ...ownPriorityChoices(form, own).map(({ priorityId, name: priority }) => ({
                    value: String(priorityId),
                    label: priority,
                  })),
                ]}
              />
            </Field>
          ))}
        </div>
      )}
      <div className={s["two"]}>
        <ChoiceField
          label="Team"
          none={asAll(form.rules.team)}
          field="field.team"
          refused={refused}
          choices={form.teams.map((name) => ({ value: name, label: name }))}
          chosen={own.team}
          onChoose={(next) => {
            const keeps = agentChoices(form, next ?? form.rules.team).some(({ id }) => id === own.agentId);
            onChange({ ...own, team: next, agentId: keeps ? own.agentId : null });
          }}
        />
        <ChoiceField
          label="Agent"
          none={asAll(form.agents.find(({ id }) => id === form.rules.agentId)?.name)}
          hint={team ? `Only agents of ${team}` : undefined}
          field="agent"
          refused={refused}
          choices={agentChoices(form, team).map(({ id, name }) => ({ value: String(id), label: name }))}
          chosen={asText(own.agentId)}
          onChoose={(id) => onChange({ ...own, agentId: asId(id) })}
        />
        {fieldsInUse(form, rules).map((field) => (
          <DefaultField
            key={field.key}
            of={field}
            none={asAll(nameIn(field.choices, fieldDefault(form.rules, field.key)))}
            refused={refused}
            chosen={fieldDefault(own, field.key)}
            onChoose={(value) => onChange(withFieldDefault(own, field.key, value))}
          />
        ))}
      </div>
      <p className="hint">
        {vendorName} levels and Halo’s choices are those that were read last; what everybody has stands behind
        “As for everybody”.
      </p>
    </>
  );
}

const asText = (id: number | null) => (id === null ? null : String(id));
const asId = (text: string | null) => (text === null ? null : Number(text));
const asAll = (name: string | null | undefined) => (name ? `As for everybody: ${name}` : "As for everybody");

function nameIn(choices: readonly { value: string; name: string }[], value: string | null): string | null {
  return value === null ? null : (choices.find((choice) => choice.value === value)?.name ?? value);
}
