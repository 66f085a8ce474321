import { Switch } from "../../../components/Checkbox";
import type { TicketRulesDto, TicketRulesFormDto } from "../../../ipc/client";
import { ChoiceField } from "./ChoiceField";
import { DefaultField } from "./DefaultField";
import { agentChoices, type Changed, fieldDefault, fieldsInUse, withFieldDefault, withTeam } from "./draft";
import s from "./Rules.module.css";

type ExtrasProps = {
  readonly form: TicketRulesFormDto;
  readonly rules: TicketRulesDto;
  readonly refused: ReadonlySet<string>;
  readonly onChange: (changed: Changed) => void;
};

/** What else every ticket gets, and what is allowed with it. */
export function Extras({ form, rules, refused, onChange }: ExtrasProps) {
  const change = (next: TicketRulesDto) => onChange({ rules: next, emptied: 0 });
  const agents = agentChoices(form, rules.team);
  return (
    <div className={s["two"]}>
      {fieldsInUse(form, rules).map((field) => (
        <DefaultField
          key={field.key}
          of={field}
          refused={refused}
          chosen={fieldDefault(rules, field.key)}
          onChoose={(value) => change(withFieldDefault(rules, field.key, value))}
        />
      ))}
      <ChoiceField
        label="Team"
        hint={form.teams.length === 0 ? "Halo lists no teams" : undefined}
        field="field.team"
        refused={refused}
        choices={form.teams.map((name) => ({ value: name, label: name }))}
        chosen={rules.team}
        onChoose={(team) => onChange(withTeam(form, rules, team))}
      />
      <ChoiceField
        label="Agent"
        hint={
          form.agents.length === 0
            ? "Halo lists no agents to this agent"
            : rules.team
              ? `Only agents of ${rules.team}`
              : undefined
        }
        field="agent"
        refused={refused}
        choices={agents.map(({ id, name }) => ({ value: String(id), label: name }))}
        chosen={asText(rules.agentId)}
        onChoose={(id) => change({ ...rules, agentId: asId(id) })}
      />
      <ChoiceField
        label="Request source"
        hint="Without one, Halo shows Manual"
        field="requestSource"
        refused={refused}
        choices={form.requestSources.map(({ id, name }) => ({ value: String(id), label: name }))}
        chosen={asText(rules.requestSourceId)}
        onChoose={(id) => change({ ...rules, requestSourceId: asId(id) })}
      />
      <ChoiceField
        label="Notes are made with"
        none="Internal Note, by its name"
        hint="An outcome the agent may use in the type’s workflow"
        field="noteOutcome"
        refused={refused}
        choices={form.outcomes.map(({ id, name }) => ({ value: String(id), label: name }))}
        chosen={asText(rules.noteOutcomeId)}
        onChoose={(id) => change({ ...rules, noteOutcomeId: asId(id) })}
      />
      <Switch
        label="Mails to end users"
        hint="Off: Halo is told to mail nobody about these tickets"
        checked={rules.allowMail}
        onCheckedChange={(allowMail) => change({ ...rules, allowMail })}
      />
    </div>
  );
}

const asText = (id: number | null) => (id === null ? null : String(id));
const asId = (text: string | null) => (text === null ? null : Number(text));
