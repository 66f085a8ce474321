import { describe, expect, it } from "vitest";
import { leaves, progressOf, withDecision, without } from "./sitting";

const acme = { id: 1, name: "Acme" };
const wren = { id: 2, name: "Wren" };

describe("a sitting", () => {
  it("counts those that left the list as gone through", () => {
    const decided = withDecision(withDecision([], acme, "map", "todo"), wren, "hold", "todo");
    expect(decided.map(({ name, state }) => [name, state])).toEqual([
      ["Wren", "held"],
      ["Acme", "mapped"],
    ]);
    expect(progressOf(decided, 0, 44)).toEqual({ at: 3, of: 46 });
    // Two were skipped meanwhile.
    expect(progressOf(decided, 2, 44)).toEqual({ at: 5, of: 46 });
  });

  it("counts once what stays in the list", () => {
    const inAll = withDecision([], acme, "map", "all");
    expect(progressOf(inAll, 1, 46)).toEqual({ at: 2, of: 46 });
    const inHeld = withDecision([], acme, "hold", "held");
    expect(progressOf(inHeld, 1, 7)).toEqual({ at: 2, of: 7 });
  });

  it("goes on with decisions only", () => {
    expect(leaves({ act: "map" })).toBe(true);
    expect(leaves({ act: "unmap" })).toBe(true);
    for (const act of ["notThisOne", "settleWarning", "raiseWarning", "delete"])
      expect(leaves({ act })).toBe(false);
  });

  it("does not take a refusal for a decision, and lets go of what is at hand again", () => {
    expect(withDecision([], acme, "notThisOne", "todo")).toEqual([]);
    expect(withDecision([], acme, "release", "held")).toEqual([]);
    const decided = withDecision([], acme, "map", "todo");
    expect(without(decided, 1)).toEqual([]);
    expect(without(decided, 9)).toBe(decided);
    expect(withDecision(decided, acme, "exclude", "todo")).toHaveLength(1);
  });
});
