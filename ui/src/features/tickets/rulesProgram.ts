//! The program in tests of this screen: keeps rules and own rules, as the real one does.

import { emit } from "@tauri-apps/api/event";
import type { FindingDto, RulesOverrideRowDto, TicketRulesDto, TicketRulesFormDto } from "../../ipc/client";
import { program } from "../../test/fixtures";
import { appError, type CommandMocks } from "../../test/ipc";
import { emptyRules, rulesForm } from "./fakeTickets";
import { fieldDefault } from "./rules/draft";

export const REFUSED: FindingDto = {
  severity: "blocks",
  text: "“Category” is mandatory for this type and has no default.",
  mend: "Choose a default for Category under Extras.",
  field: "field.category_1",
};
const LOOK: FindingDto = {
  severity: "lookOnce",
  text: "Resolved leads to a status that closes the ticket.",
  mend: "Choose another.",
  field: "statusToHalo.resolved",
};

export function rulesProgram(form: TicketRulesFormDto = rulesForm, part: CommandMocks = {}) {
  let { rules, saved, version, overrides, revokedAt, carried } = form;
  const kept = form.rules;
  const told = () => void emit("invalidated", { profile: 1, tags: ["ticketRules", "home"] });
  const set = (next: TicketRulesDto, nowSaved: boolean) => {
    rules = next;
    saved = nowSaved;
    version += 1;
    told();
    return version;
  };
  const without = (organization: number) => overrides.filter((row) => row.organization !== organization);
  const mocks: CommandMocks = {
    ...program,
    ticketRulesForm: () => ({ ...form, rules, saved, version, overrides, revokedAt, carried }),
    checkTicketRules: (_profile, draft) => ({
      findings: fieldDefault(draft, "category_1") === null ? [REFUSED, LOOK] : [],
      own: overrides
        .filter(({ own }) => own.team === "Billing")
        .map(({ organization, name }) => ({ organization, name, findings: [teamGone] })),
    }),
    checkRulesOverride: (_profile, own) => (own.team === "Billing" ? [teamGone] : []),
    examineStatusMaps: () => ({ journeys: [], findings: [] }),
    saveTicketRules: (_profile, next, seen) => {
      if (seen !== version) throw appError({ code: "conflict", currentVersion: version });
      revokedAt = null;
      carried = carried && carried.own.length > 0 ? { ...carried, everybody: null } : null;
      return set(next, true);
    },
    revokeTicketRules: () => {
      revokedAt = "2026-11-21T14:00:00Z";
      set(emptyRules, false);
      return null;
    },
    bringBackTicketRules: () => {
      revokedAt = null;
      set(kept, true);
      return null;
    },
    dismissCarriedRules: () => {
      carried = null;
      told();
      return null;
    },
    saveRulesOverride: (_profile, organization, own, seen) => {
      const others = carried?.own.filter((one) => one.organization !== organization) ?? [];
      carried = carried && others.length > 0 ? { ...carried, own: others } : null;
      const row: RulesOverrideRowDto = {
        organization,
        name: `Organisation ${organization}`,
        own,
        version: seen + 1,
      };
      overrides = [...without(organization), row];
      told();
      return null;
    },
    removeRulesOverride: (_profile, organization) => {
      overrides = without(organization);
      told();
      return null;
    },
    proposeTicketRules: (_profile, draft) => ({
      rules: {
        ...draft,
        ticketTypeId: draft.ticketTypeId ?? 21,
        requestSourceId: 45,
        priorities: [
          { key: "high", haloId: 2 },
          { key: "low", haloId: 2 },
        ],
        statusBack: [
          { statusId: 1, key: "open" },
          { statusId: 9, key: "open" },
        ],
      },
      filled: 2,
      left: ["Low"],
      leftInHalo: ["In Progress"],
    }),
    testRuns: () => [],
    ...part,
  };
  return { mocks, rules: () => rules, overrides: () => overrides };
}

const teamGone: FindingDto = {
  severity: "blocks",
  text: "Halo no longer lists the team “Billing”.",
  mend: "Choose another team, or none.",
  field: "field.team",
};
