//! The rules while they are being edited: which choices Halo has for each part, and what a change
//! of an earlier part takes away from a later one. Pure. What Halo would refuse is asked from the
//! engine, never worked out here.

import type {
  AgentDto,
  FieldChoicesDto,
  PriorityDto,
  StatusDto,
  TicketRulesDto,
  TicketRulesFormDto,
  TicketTypeDto,
} from "../../../ipc/client";

/** The chosen ticket type, if Halo still has it. */
export function ticketTypeOf(form: TicketRulesFormDto, rules: TicketRulesDto): TicketTypeDto | null {
  return form.ticketTypes.find((type) => type.id === rules.ticketTypeId) ?? null;
}

/** The SLA that counts: the one chosen here, else the type's own. */
export function slaInForce(form: TicketRulesFormDto, rules: TicketRulesDto): number | null {
  return rules.slaId ?? ticketTypeOf(form, rules)?.slaId ?? null;
}

/** Only the priorities of the SLA in force: Halo would replace any other. */
export function priorityChoices(form: TicketRulesFormDto, rules: TicketRulesDto): readonly PriorityDto[] {
  const sla = slaInForce(form, rules);
  return sla === null ? [] : form.priorities.filter((priority) => priority.slaId === sla);
}

/** Only the statuses that the type allows; an empty list in Halo means all of them. */
export function statusChoices(form: TicketRulesFormDto, rules: TicketRulesDto): readonly StatusDto[] {
  const allowed = ticketTypeOf(form, rules)?.allowedStatuses ?? [];
  return allowed.length === 0 ? form.statuses : form.statuses.filter((status) => allowed.includes(status.id));
}

/** Only the agents of the team: Halo refuses any other with it. An agent whose teams Halo does not tell may be in it. */
export function agentChoices(form: TicketRulesFormDto, team: string | null): readonly AgentDto[] {
  if (!team) return form.agents;
  const isIn = (agent: AgentDto) =>
    agent.teams.length === 0 || agent.teams.some((own) => own.toLowerCase() === team.toLowerCase());
  return form.agents.filter(isIn);
}

/**
 * The category, the fields that the type asks for, and those that were given a default before. The administrator's own
 * ones are sent to the type that asks for them only.
 */
export function fieldsInUse(form: TicketRulesFormDto, rules: TicketRulesDto): readonly FieldChoicesDto[] {
  const demanded = ticketTypeOf(form, rules)?.demands.map(({ key }) => key) ?? [];
  const chosen = rules.fieldDefaults
    .filter(({ key, value }) => value !== "" && !key.startsWith("customfield_"))
    .map(({ key }) => key);
  const wanted = new Set(["category_1", ...demanded, ...chosen]);
  return form.fields.filter(({ key }) => wanted.has(key));
}

/** What is sent in a field. */
export function fieldDefault(rules: Pick<TicketRulesDto, "fieldDefaults">, key: string): string | null {
  return rules.fieldDefaults.find((field) => field.key === key)?.value || null;
}

/** Rules after a change, and how many later choices had to be emptied because of it. */
export type Changed = { readonly rules: TicketRulesDto; readonly emptied: number };

/** A status of Halo that may lead to one of the vendor's. */
export type StatusLine = { readonly id: number; readonly name: string };

/** The statuses that may be chosen, and those that were chosen before and are offered no more: they have to be emptied. */
export function statusLines(form: TicketRulesFormDto, rules: TicketRulesDto): readonly StatusLine[] {
  const choices = statusChoices(form, rules);
  const offered = new Set(choices.map(({ id }) => id));
  const lost = rules.statusBack.filter(({ statusId, key }) => key !== null && !offered.has(statusId));
  const nameOf = (id: number) => form.statuses.find((status) => status.id === id)?.name ?? `Status ${id}`;
  return [
    ...choices.map(({ id, name }) => ({ id, name })),
    ...lost.map(({ statusId }) => ({ id: statusId, name: `${nameOf(statusId)}, no longer offered` })),
  ];
}

/** How many priorities and statuses are not chosen, of those that can be. */
export function emptyChoices(form: TicketRulesFormDto, rules: TicketRulesDto): number {
  const unchosen = (words: TicketRulesFormDto["levels"], choices: TicketRulesDto["priorities"]) =>
    words.filter(({ key }) => chosenFor(choices, key) === null).length;
  const levels = priorityChoices(form, rules).length === 0 ? 0 : unchosen(form.levels, rules.priorities);
  const back = statusChoices(form, rules).filter(({ id }) => vendorStatusFor(rules, id) === null).length;
  return levels + unchosen(form.vendorStatuses, rules.statusOut) + back;
}

/**
 * The rules with what is empty taken from others; what was chosen meanwhile stays. What suits another ticket type than
 * the one chosen meanwhile suits nothing.
 */
export function withEmptyFilled(chosen: TicketRulesDto, others: TicketRulesDto): TicketRulesDto {
  const rules = { ...chosen, ticketTypeId: chosen.ticketTypeId ?? others.ticketTypeId };
  if (rules.ticketTypeId !== others.ticketTypeId || rules.slaId !== others.slaId) return chosen;
  const filled = (choices: TicketRulesDto["priorities"], from: TicketRulesDto["priorities"]) =>
    from.reduce<TicketRulesDto["priorities"]>(
      (all, { key, haloId }) => (chosenFor(all, key) === null ? put(all, key, haloId) : all),
      choices,
    );
  return {
    ...rules,
    requestSourceId: rules.requestSourceId ?? others.requestSourceId,
    fieldDefaults: others.fieldDefaults.reduce(
      (all, { key, value }) =>
        fieldDefault({ fieldDefaults: all }, key) === null ? withField(all, key, value) : all,
      rules.fieldDefaults,
    ),
    priorities: filled(rules.priorities, others.priorities),
    statusOut: filled(rules.statusOut, others.statusOut),
    statusBack: others.statusBack.reduce(
      (all, { statusId, key }) =>
        vendorStatusFor(all, statusId) === null ? withStatusBack(all, statusId, key) : all,
      rules,
    ).statusBack,
  };
}

/** The vendor's status chosen for a Halo status. */
export function vendorStatusFor(rules: TicketRulesDto, statusId: number): string | null {
  return rules.statusBack.find((choice) => choice.statusId === statusId)?.key ?? null;
}

/** Changes the ticket type. The SLA comes with the type, so one chosen for another type goes. */
export function withTicketType(form: TicketRulesFormDto, rules: TicketRulesDto, id: number): Changed {
  return emptyWhatDoesNotFit(form, { ...rules, ticketTypeId: id, slaId: null });
}

/** Changes the SLA; `null` is the type's own. */
export function withSla(form: TicketRulesFormDto, rules: TicketRulesDto, slaId: number | null): Changed {
  return emptyWhatDoesNotFit(form, { ...rules, slaId });
}

/** Chooses the priority for a level of the vendor. */
export function withPriority(rules: TicketRulesDto, key: string, haloId: number | null): TicketRulesDto {
  return { ...rules, priorities: put(rules.priorities, key, haloId) };
}

/** Chooses the Halo status for a status of the vendor. */
export function withStatusOut(rules: TicketRulesDto, key: string, haloId: number | null): TicketRulesDto {
  return { ...rules, statusOut: put(rules.statusOut, key, haloId) };
}

/** Chooses the vendor's status for a Halo status; `null` leaves the vendor's side as it is. */
export function withStatusBack(rules: TicketRulesDto, statusId: number, key: string | null): TicketRulesDto {
  const others = rules.statusBack.filter((choice) => choice.statusId !== statusId);
  return { ...rules, statusBack: [...others, { statusId, key }] };
}

/** Chooses the team; an agent who is not in it goes. */
export function withTeam(form: TicketRulesFormDto, rules: TicketRulesDto, team: string | null): Changed {
  const keeps =
    rules.agentId === null || agentChoices(form, team).some((agent) => agent.id === rules.agentId);
  return { rules: { ...rules, team, agentId: keeps ? rules.agentId : null }, emptied: keeps ? 0 : 1 };
}

/** Chooses what is sent in a field; `null` is nothing. */
export function withFieldDefault<Rules extends Pick<TicketRulesDto, "fieldDefaults">>(
  rules: Rules,
  key: string,
  value: string | null,
): Rules {
  return { ...rules, fieldDefaults: withField(rules.fieldDefaults, key, value ?? "") };
}

function withField(fields: TicketRulesDto["fieldDefaults"], key: string, value: string) {
  const others = fields.filter((field) => field.key !== key);
  return value === "" ? others : [...others, { key, value }];
}

/** The Halo id chosen for a word of the vendor. */
export function chosenFor(choices: TicketRulesDto["priorities"], key: string): number | null {
  return choices.find((choice) => choice.key === key)?.haloId ?? null;
}

/** Whether two sets of rules say the same: order and empty choices do not count. */
export function sameRules(a: TicketRulesDto, b: TicketRulesDto): boolean {
  return JSON.stringify(essence(a)) === JSON.stringify(essence(b));
}

function essence(rules: TicketRulesDto) {
  const words = (choices: TicketRulesDto["priorities"]) =>
    choices
      .filter((choice) => choice.haloId !== null)
      .map((choice) => [choice.key, choice.haloId] as const)
      .sort(([a], [b]) => a.localeCompare(b));
  return {
    type: rules.ticketTypeId,
    sla: rules.slaId,
    priorities: words(rules.priorities),
    out: words(rules.statusOut),
    back: rules.statusBack
      .filter((choice) => choice.key !== null)
      .map((choice) => [choice.statusId, choice.key] as const)
      .sort(([a], [b]) => a - b),
    fields: rules.fieldDefaults
      .filter(({ value }) => value !== "")
      .map(({ key, value }) => [key, value] as const)
      .sort(([a], [b]) => a.localeCompare(b)),
    team: rules.team || null,
    agent: rules.agentId,
    source: rules.requestSourceId,
    note: rules.noteOutcomeId,
    mail: rules.allowMail,
  };
}

function put(choices: TicketRulesDto["priorities"], key: string, haloId: number | null) {
  return [...choices.filter((choice) => choice.key !== key), { key, haloId }];
}

function emptyWhatDoesNotFit(form: TicketRulesFormDto, rules: TicketRulesDto): Changed {
  const priorities = new Set(priorityChoices(form, rules).map((priority) => priority.priorityId));
  const statuses = new Set(statusChoices(form, rules).map((status) => status.id));
  let emptied = 0;
  const keepOnly = (known: ReadonlySet<number>) => (choice: TicketRulesDto["priorities"][number]) => {
    if (choice.haloId === null || known.has(choice.haloId)) return choice;
    emptied += 1;
    return { ...choice, haloId: null };
  };
  const next: TicketRulesDto = {
    ...rules,
    priorities: rules.priorities.map(keepOnly(priorities)),
    statusOut: rules.statusOut.map(keepOnly(statuses)),
    statusBack: rules.statusBack.filter((choice) => {
      const keep = statuses.has(choice.statusId);
      if (!keep && choice.key !== null) emptied += 1;
      return keep;
    }),
  };
  return { rules: next, emptied };
}
