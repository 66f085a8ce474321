//! One organisation's own rules while they are edited: which choices there are, and what differs in words. Pure. How
//! they and everybody's make the rules in force is the engine's business; here only type and SLA matter, since they
//! decide what may be chosen.

import type {
  PriorityDto,
  RulesOverrideDto,
  TicketRulesDto,
  TicketRulesFormDto,
} from "../../../../ipc/client";
import { fieldDefault, priorityChoices, slaInForce } from "../draft";

export const NOTHING_OWN: RulesOverrideDto = {
  ticketTypeId: null,
  slaId: null,
  priorities: [],
  fieldDefaults: [],
  team: null,
  agentId: null,
};

/** Everybody's rules with the organisation's type and SLA: what decides about the other choices. */
export function rulesInForce(form: TicketRulesFormDto, own: RulesOverrideDto): TicketRulesDto {
  const ofAll = form.rules;
  const otherType = own.ticketTypeId !== null && own.ticketTypeId !== ofAll.ticketTypeId;
  return {
    ...ofAll,
    ticketTypeId: own.ticketTypeId ?? ofAll.ticketTypeId,
    slaId: own.slaId ?? (otherType ? null : ofAll.slaId),
    fieldDefaults: [...ofAll.fieldDefaults, ...own.fieldDefaults],
  };
}

/** Whether everybody's priorities mean the same here: their numbers count inside one SLA only. */
export function sharesPriorities(form: TicketRulesFormDto, own: RulesOverrideDto): boolean {
  return slaInForce(form, rulesInForce(form, own)) === slaInForce(form, form.rules);
}

/** The priorities that may be chosen. */
export function ownPriorityChoices(form: TicketRulesFormDto, own: RulesOverrideDto): readonly PriorityDto[] {
  return priorityChoices(form, rulesInForce(form, own));
}

/** Own rules without what the type and the SLA in force do not have. */
export function fitted(form: TicketRulesFormDto, own: RulesOverrideDto): RulesOverrideDto {
  const known = new Set(ownPriorityChoices(form, own).map(({ priorityId }) => priorityId));
  return {
    ...own,
    priorities: own.priorities.filter(({ haloId }) => haloId !== null && known.has(haloId)),
  };
}

/** Whether anything differs from everybody's rules. */
export function isEmpty(own: RulesOverrideDto): boolean {
  return (
    own.ticketTypeId === null &&
    own.slaId === null &&
    !own.team &&
    own.agentId === null &&
    own.priorities.every(({ haloId }) => haloId === null) &&
    own.fieldDefaults.every(({ value }) => value === "")
  );
}

/** What differs, in words. */
export function differences(form: TicketRulesFormDto, own: RulesOverrideDto): readonly string[] {
  const named = (list: readonly { id: number; name: string }[], id: number) =>
    list.find((one) => one.id === id)?.name ?? `${id}, no longer in Halo`;
  const chosen = own.priorities.filter(({ haloId }) => haloId !== null).length;
  return [
    own.ticketTypeId !== null && `Type ${named(form.ticketTypes, own.ticketTypeId)}`,
    own.slaId !== null && `SLA ${named(form.slas, own.slaId)}`,
    chosen > 0 && (chosen === 1 ? "1 priority" : `${chosen} priorities`),
    own.team && `Team ${own.team}`,
    own.agentId !== null && `Agent ${named(form.agents, own.agentId)}`,
    ...form.fields.map(({ key, label, choices }) => {
      const value = fieldDefault(own, key);
      return value !== null && `${label} ${choices.find((choice) => choice.value === value)?.name ?? value}`;
    }),
  ].filter((part) => typeof part === "string" && part !== "") as string[];
}
