//! Lines of the journal for tests of the page.

import type { ActivityDetailsDto, ActivityDto, ActivityRowDto } from "../../ipc/client";

export function fakeLine(id: number, part: Partial<ActivityRowDto> = {}): ActivityRowDto {
  return {
    id,
    at: "2026-11-21T14:02:00Z",
    actor: "here",
    who: null,
    area: "edit",
    what: `Organisation ${id} mapped to Customer ${id}`,
    before: null,
    after: null,
    note: null,
    result: null,
    requests: null,
    plan: null,
    ...part,
  };
}

/** A window with counts that fit its rows. */
export function fakeActivity(rows: readonly ActivityRowDto[], part: Partial<ActivityDto> = {}): ActivityDto {
  const of = (area: ActivityRowDto["area"]) => rows.filter((row) => row.area === area).length;
  return {
    offset: 0,
    total: rows.length,
    rows: [...rows],
    counts: {
      all: rows.length,
      edit: of("edit"),
      run: of("run"),
      ticket: of("ticket"),
      settings: of("settings"),
      problem: of("problem"),
    },
    ...part,
  };
}

/** An edit of one organisation, which nothing has followed. */
export function fakeDetails(row: ActivityRowDto, part: Partial<ActivityDetailsDto> = {}): ActivityDetailsDto {
  return {
    row,
    changes: [
      {
        organization: 1,
        name: "Wren Dental",
        changes: [{ field: "Customer", before: null, after: "Wren Dental Ltd" }],
      },
    ],
    touched: 1,
    undo: {
      edit: { id: 40 + row.id, what: row.what, at: row.at },
      undoneAt: null,
      along: [],
      isClosed: false,
    },
    act: null,
    ...part,
  };
}
