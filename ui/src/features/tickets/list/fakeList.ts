//! Tickets for tests of the list.

import type { TicketDetailsDto, TicketPageDto, TicketPlanDto, TicketRowDto } from "../../../ipc/client";

export function fakeTicket(id: number, part: Partial<TicketRowDto> = {}): TicketRowDto {
  return {
    id,
    haloTicket: 48_000 + id,
    summary: `Alarm ${id}`,
    organization: "Wren Dental",
    customer: "Wren Dental Ltd",
    level: "High",
    here: { name: "Open", isClosed: false },
    there: { name: "In Progress", isClosed: false },
    state: "inStep",
    reason: null,
    hasDifferences: false,
    lastSyncedAt: "2026-11-21T14:02:00Z",
    createdAt: "2026-11-21T13:58:00Z",
    ...part,
  };
}

/** A window with counts that fit its rows. */
export function fakePage(rows: readonly TicketRowDto[], part: Partial<TicketPageDto> = {}): TicketPageDto {
  const of = (state: TicketRowDto["state"]) => rows.filter((row) => row.state === state).length;
  return {
    offset: 0,
    total: rows.length,
    rows: [...rows],
    counts: {
      all: rows.length,
      inStep: of("inStep"),
      waiting: of("waiting"),
      conflict: of("conflict"),
      held: of("held"),
      failed: of("failed"),
      gone: of("gone"),
    },
    waiting: null,
    waitForAWord: 0,
    ...part,
  };
}

export function fakeDetails(row: TicketRowDto, part: Partial<TicketDetailsDto> = {}): TicketDetailsDto {
  return {
    row,
    reference: "HYD-ABCDEFGH2345",
    externalId: "ALERT-1",
    details: "Two mailboxes.",
    hold: null,
    mergedInto: null,
    readBack: [
      { label: "Customer", sent: "Wren Dental Ltd", held: "Wren Dental Ltd", same: true },
      { label: "Priority", sent: "High", held: "Low", same: false },
    ],
    writes: [],
    events: [
      {
        at: "2026-11-21T13:58:00Z",
        actor: "here",
        what: "Entered",
        before: null,
        after: null,
        note: null,
      },
    ],
    choices: [
      { key: "open", name: "Open", isClosed: false, haloName: "In Progress", isCurrent: true },
      { key: "resolved", name: "Resolved", isClosed: true, haloName: "Closed", isCurrent: false },
      { key: "ignored", name: "Ignored", isClosed: true, haloName: null, isCurrent: false },
    ],
    canDiscard: false,
    canGiveUp: null,
    waiting: null,
    ...part,
  };
}

export const fakePlan: TicketPlanDto = {
  reference: "HYD-ABCDEFGH2345",
  noteOn: null,
  fields: [
    { field: "client_id", label: "Customer", value: "Wren Dental Ltd" },
    { field: "summary", label: "Summary", value: "[HYD-ABCDEFGH2345] Phishing reported" },
  ],
  hold: null,
  remarks: [],
};
