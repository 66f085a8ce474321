//! Problems for tests of the page.

import type { ProblemDto, ProblemGroupDto, ProblemsDto } from "../../ipc/client";

export function fakeProblem(id: number, part: Partial<ProblemDto> = {}): ProblemDto {
  return {
    id,
    cause: "customerRenamed",
    organization: id,
    subject: `Organisation ${id}`,
    before: `Customer ${id}`,
    after: `Customer ${id} Ltd`,
    note: null,
    firstSeenAt: "2026-11-20T09:00:00Z",
    ignoredUntil: null,
    ...part,
  };
}

/** A group of the cause of its first row. */
export function fakeGroup(rows: readonly ProblemDto[], part: Partial<ProblemGroupDto> = {}): ProblemGroupDto {
  return {
    cause: rows[0]?.cause ?? "customerRenamed",
    blocksWork: false,
    canAccept: true,
    rows: [...rows],
    total: rows.length,
    ...part,
  };
}

export function fakeProblems(part: Partial<ProblemsDto> = {}): ProblemsDto {
  return {
    groups: [],
    ignored: [],
    solvedLately: 0,
    checkedAt: new Date(Date.now() - 4.5 * 60_000).toISOString(),
    ...part,
  };
}
