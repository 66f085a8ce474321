import { describe, expect, it } from "vitest";
import type { MappingLineDto, MappingPreviewDto } from "../../../ipc/client";
import { changesOf, KEEP_OURS, takesFile, ticketsOf, withLine } from "./choice";

const preview: MappingPreviewDto = {
  fileName: "a.csv",
  notices: [],
  counts: [
    { state: "new", count: 10 },
    { state: "conflict", count: 3 },
  ],
  lines: [conflict(7, 2), conflict(8, 3)],
  mark: "m",
  newTickets: 1,
  // A third conflict is not shown.
  conflictTickets: 9,
};

function conflict(number: number, heldTickets: number): MappingLineDto {
  return {
    number,
    organization: "Ash",
    customer: "Ash Ltd",
    setAside: null,
    ours: null,
    state: "conflict",
    reasons: [],
    heldTickets,
  };
}

describe("the choice between ours and the file's", () => {
  it("keeps ours, but for single lines", () => {
    const one = withLine(KEEP_OURS, 7, true);
    expect([takesFile(one, 7), takesFile(one, 8)]).toEqual([true, false]);
    expect(changesOf(preview, KEEP_OURS)).toBe(10);
    expect(changesOf(preview, one)).toBe(11);
    expect([ticketsOf(preview, KEEP_OURS), ticketsOf(preview, one)]).toEqual([1, 3]);
    expect(withLine(withLine(one, 7, true), 7, false)).toEqual(KEEP_OURS);
  });

  it("takes the file's, but for single lines", () => {
    const all = { file: true, except: [] };
    expect(changesOf(preview, all)).toBe(13);
    const butOne = withLine(all, 7, false);
    expect([takesFile(butOne, 7), takesFile(butOne, 8)]).toEqual([false, true]);
    expect(changesOf(preview, butOne)).toBe(12);
    expect([ticketsOf(preview, all), ticketsOf(preview, butOne)]).toEqual([10, 8]);
  });
});
