import { describe, expect, it } from "vitest";
import { emptyRules, rulesForm } from "../fakeTickets";
import {
  emptyChoices,
  fieldsInUse,
  priorityChoices,
  sameRules,
  slaInForce,
  statusChoices,
  statusLines,
  withEmptyFilled,
  withPriority,
  withSla,
  withStatusBack,
  withTeam,
  withTicketType,
} from "./draft";

const { rules } = rulesForm;

describe("choices", () => {
  it("takes the SLA from the type unless another is chosen", () => {
    expect(slaInForce(rulesForm, rules)).toBe(1);
    expect(slaInForce(rulesForm, { ...rules, slaId: 2 })).toBe(2);
    expect(slaInForce(rulesForm, { ...rules, ticketTypeId: 22 })).toBeNull();
    expect(slaInForce(rulesForm, emptyRules)).toBeNull();
  });

  it("offers only the priorities of the SLA in force", () => {
    expect(priorityChoices(rulesForm, rules).map(({ priorityId }) => priorityId)).toEqual([1, 2]);
    expect(priorityChoices(rulesForm, { ...rules, slaId: 2 }).map(({ priorityId }) => priorityId)).toEqual([
      11, 12,
    ]);
    expect(priorityChoices(rulesForm, { ...rules, ticketTypeId: 22 })).toEqual([]);
  });

  it("offers only the statuses of the type, all where it names none", () => {
    expect(statusChoices(rulesForm, rules).map(({ id }) => id)).toEqual([1, 2, 9]);
    expect(statusChoices(rulesForm, { ...rules, ticketTypeId: 22 }).map(({ id }) => id)).toEqual([1, 2]);
  });
});

describe("changes of an earlier part", () => {
  it("empties what the new type does not have, and counts it", () => {
    const { rules: next, emptied } = withTicketType(rulesForm, { ...rules, slaId: 2 }, 22);
    expect(emptied).toBe(4);
    expect(next).toMatchObject({ ticketTypeId: 22, slaId: null, statusBack: [] });
    expect(next.priorities.every(({ haloId }) => haloId === null)).toBe(true);
    expect(next.statusOut).toEqual([
      { key: "open", haloId: 1 },
      { key: "resolved", haloId: null },
    ]);
  });

  it("empties priorities of another SLA only", () => {
    const { rules: next, emptied } = withSla(rulesForm, rules, 2);
    expect(emptied).toBe(2);
    expect(next.statusOut).toEqual(rules.statusOut);
  });

  it("leaves what still fits", () => {
    expect(withTicketType(rulesForm, rules, 21)).toEqual({ rules, emptied: 0 });
  });
});

describe("filling in", () => {
  it("takes only what is empty", () => {
    const proposed = {
      ...rules,
      priorities: [{ key: "high", haloId: 2 }],
      statusOut: [{ key: "extra", haloId: 2 }],
      statusBack: [
        { statusId: 9, key: "open" },
        { statusId: 1, key: "open" },
      ],
    };
    const next = withEmptyFilled(rules, proposed);
    expect(next.priorities).toEqual(rules.priorities);
    expect(next.statusOut).toContainEqual({ key: "extra", haloId: 2 });
    expect(next.statusBack).toContainEqual({ statusId: 9, key: "resolved" });
    expect(next.statusBack).toContainEqual({ statusId: 1, key: "open" });
  });

  it("counts only what can be chosen", () => {
    expect(emptyChoices(rulesForm, rules)).toBe(2);
    expect(emptyChoices(rulesForm, { ...rules, ticketTypeId: 22, priorities: [] })).toBe(2);
  });

  it("lists a status that is chosen and no longer offered", () => {
    const lines = statusLines(rulesForm, { ...rules, ticketTypeId: 22 });
    expect(lines.at(-1)).toEqual({ id: 9, name: "Closed, no longer offered" });
  });
});

describe("extras", () => {
  it("shows the category always, and what the type asks for or was given before", () => {
    const keys = (part: Partial<typeof rules>) =>
      fieldsInUse(rulesForm, { ...rules, ...part }).map(({ key }) => key);
    expect(keys({})).toEqual(["category_1"]);
    expect(keys({ ticketTypeId: 22 })).toEqual(["category_1", "impact"]);
    expect(keys({ fieldDefaults: [{ key: "urgency", value: "3" }] })).toEqual(["category_1", "urgency"]);
  });

  it("shows the administrator’s own fields to the types that ask for them only", () => {
    const region = { key: "customfield_102", label: "Region", choices: [], takesText: true };
    const form = { ...rulesForm, fields: [...rulesForm.fields, region] };
    const given = [{ key: region.key, value: "North" }];
    const keys = (shown: typeof form) =>
      fieldsInUse(shown, { ...rules, fieldDefaults: given }).map(({ key }) => key);
    expect(keys(form)).toEqual(["category_1"]);
    const ticketTypes = form.ticketTypes.map((type) => ({ ...type, demands: [region] }));
    expect(keys({ ...form, ticketTypes })).toEqual(["category_1", region.key]);
  });

  it("keeps an agent who is in the team", () => {
    const ada = { ...rules, agentId: 7 };
    expect(withTeam(rulesForm, ada, "security").rules.agentId).toBe(7);
    expect(withTeam(rulesForm, ada, "1st Line Support")).toMatchObject({
      rules: { agentId: null },
      emptied: 1,
    });
    expect(withTeam(rulesForm, ada, null).rules.agentId).toBe(7);
  });

  it("takes nothing that was proposed for another ticket type", () => {
    const proposed = { ...rules, ticketTypeId: 22, requestSourceId: 45 };
    expect(withEmptyFilled(rules, proposed)).toEqual(rules);
  });
});

describe("unsaved changes", () => {
  it("do not count order or empty choices", () => {
    const shuffled = {
      ...rules,
      priorities: [...rules.priorities].reverse(),
      fieldDefaults: [{ key: "impact", value: "" }],
    };
    expect(sameRules(rules, withStatusBack(withPriority(shuffled, "unknown", null), 2, null))).toBe(true);
  });

  it("count a changed choice and its taking back", () => {
    const changed = withPriority(rules, "high", 2);
    expect(sameRules(rules, changed)).toBe(false);
    expect(sameRules(rules, withPriority(changed, "high", 1))).toBe(true);
  });
});
