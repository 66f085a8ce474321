//! Halo's configuration, rules and runs for tests of this screen.

import type { StepDto, TestRunDto, TicketRulesDto, TicketRulesFormDto } from "../../ipc/client";

export const emptyRules: TicketRulesDto = {
  ticketTypeId: null,
  slaId: null,
  priorities: [],
  statusOut: [],
  statusBack: [],
  fieldDefaults: [],
  team: null,
  agentId: null,
  requestSourceId: null,
  noteOutcomeId: null,
  allowMail: false,
};

const named = (name: string) => ({ key: name.toLowerCase(), name });

/** Two SLAs with two priorities each; a type with SLA, one without, one that may not be created. */
export const rulesForm: TicketRulesFormDto = {
  rules: {
    ...emptyRules,
    ticketTypeId: 21,
    priorities: [
      { key: "high", haloId: 1 },
      { key: "low", haloId: 2 },
    ],
    statusOut: [
      { key: "open", haloId: 1 },
      { key: "resolved", haloId: 9 },
    ],
    statusBack: [{ statusId: 9, key: "resolved" }],
  },
  version: 1,
  saved: true,
  ticketTypes: [
    { id: 21, name: "Alert", slaId: 1, allowedStatuses: [], unavailable: null, demands: [] },
    {
      id: 22,
      name: "Change request",
      slaId: null,
      allowedStatuses: [1, 2],
      unavailable: null,
      demands: [{ key: "impact", label: "Impact" }],
    },
    {
      id: 23,
      name: "Project",
      slaId: 2,
      allowedStatuses: [],
      unavailable: "the agent may not create it",
      demands: [],
    },
  ],
  slas: [
    { id: 1, name: "Standard SLA" },
    { id: 2, name: "Gold SLA" },
  ],
  priorities: [
    { slaId: 1, priorityId: 1, name: "Standard, high" },
    { slaId: 1, priorityId: 2, name: "Standard, low" },
    { slaId: 2, priorityId: 11, name: "Gold, high" },
    { slaId: 2, priorityId: 12, name: "Gold, low" },
  ],
  statuses: [
    { id: 1, name: "New", closes: false },
    { id: 2, name: "In Progress", closes: false },
    { id: 9, name: "Closed", closes: true },
  ],
  fields: [
    {
      key: "category_1",
      label: "Category",
      choices: [{ value: "Security > Phishing", name: "Security > Phishing" }],
      takesText: false,
    },
    {
      key: "impact",
      label: "Impact",
      choices: [
        { value: "1", name: "Company" },
        { value: "3", name: "One user" },
      ],
      takesText: false,
    },
    { key: "urgency", label: "Urgency", choices: [], takesText: false },
  ],
  teams: ["1st Line Support", "Security"],
  agents: [
    { id: 7, name: "Ada Byron", teams: ["Security"] },
    { id: 8, name: "Sam Jones", teams: ["1st Line Support"] },
  ],
  requestSources: [{ id: 45, name: "API" }],
  outcomes: [{ id: 7, name: "Internal Note" }],
  levels: [named("High"), named("Low")],
  vendorStatuses: [
    { ...named("Open"), closes: false },
    { ...named("Resolved"), closes: true },
  ],
  overrides: [],
  carried: null,
  revokedAt: null,
  readAt: "2026-11-21T14:00:00Z",
};

export function fakeStep(
  key: StepDto["key"],
  name: string,
  state: StepDto["state"],
  part: Partial<StepDto> = {},
): StepDto {
  return {
    key,
    name,
    state,
    meaning: `${name}: ${state}`,
    mend: null,
    tookMs: null,
    exchange: null,
    ...part,
  };
}

/** A run that passed. */
export function fakeRun(id: number, part: Partial<TestRunDto> = {}): TestRunDto {
  return {
    id,
    reference: `halyard-test-${id}`,
    ticketId: 48_000 + id,
    customer: { id: 12, name: "Fernhill IT" },
    startedAt: "2026-11-21T14:02:00Z",
    finishedAt: "2026-11-21T14:02:09Z",
    passed: true,
    leftOver: false,
    dismissedAt: null,
    steps: [
      fakeStep("create", "Created", "done", { tookMs: 900 }),
      fakeStep("compare", "Read back", "done", { tookMs: 400 }),
      fakeStep("note", "Note added", "done", { tookMs: 600 }),
      fakeStep("statusThere", "Move its status in Halo", "done", { tookMs: 700 }),
      fakeStep("statusBack", "Bring a status back", "done", { tookMs: 700 }),
      fakeStep("cleanUp", "Clean up", "done", { tookMs: 500 }),
    ],
    compared: [
      { label: "Summary", sent: "Halyard test", held: "Halyard test", same: true },
      { label: "Priority", sent: "Standard, low", held: "Standard, low", same: true },
    ],
    ...part,
  };
}
