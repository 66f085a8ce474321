import { describe, expect, it } from "vitest";
import type { BoardCustomerDto, BoardOrganizationDto, LineEndDto } from "../../../ipc/client";
import { draw, joiningPath, lineAt } from "./curves";
import { layOut } from "./layout";
import { type BoardLine, inView, linesOf } from "./lines";
import { barsOf } from "./overviewBars";
import { organizationRelation } from "./words";

function end(id: number, place: number | null, part: Partial<LineEndDto> = {}): LineEndDto {
  return {
    id,
    name: `Customer ${id}`,
    kind: "mapped",
    band: "strong",
    place,
    present: true,
    warning: null,
    ...part,
  };
}
function line(part: Partial<BoardLine>): BoardLine {
  const [organization, customer] = [part.organization ?? 1, part.customer ?? 1];
  return {
    key: `${organization}-${customer}`,
    organization,
    customer,
    kind: "mapped",
    band: "strong",
    left: 0,
    right: 0,
    present: true,
    warning: null,
    ...part,
  };
}

const view = { left: { first: 10, last: 27 }, right: { first: 10, last: 27 } };

describe("lines", () => {
  it("are there once, though both ends tell of them", () => {
    const layout = layOut([{ key: "mapped", count: 5 }], new Set<string>());
    const organization: BoardOrganizationDto = {
      id: 7,
      version: 1,
      toReview: false,
      name: "Wren",
      domain: null,
      state: "mapped",
      ends: [end(3, 4)],
    };
    const customer: BoardCustomerDto = {
      id: 3,
      name: "Wren Dental",
      domain: null,
      inactive: false,
      ends: [end(7, 2), end(8, null)],
    };
    const lines = linesOf(
      { organizations: [{ place: 2, row: organization }], customers: [{ place: 4, row: customer }] },
      layout,
      layout,
    );
    expect(lines.map(({ key, left, right }) => [key, left, right])).toEqual([
      ["7-3", 3, 5],
      ["8-3", null, 5],
    ]);
  });

  it("are drawn while both ends are near, and are a way to the far end otherwise", () => {
    const near = line({ organization: 1, left: 12, right: 30 });
    const far = line({ organization: 2, customer: 2, left: 13, right: 207 });
    const farther = line({ organization: 2, customer: 3, left: 13, right: 300 });
    const none = line({ organization: 3, customer: 4, left: 2, right: 2 });
    const { whole, stubs } = inView([near, far, farther, none], view, () => false);
    expect(whole).toEqual([near]);
    expect(stubs).toEqual([
      {
        key: "organization 13 down mapped",
        side: "organization",
        row: 13,
        kind: "mapped",
        up: false,
        count: 2,
        distance: 180,
        target: 207,
      },
    ]);
  });

  it("show only those looked at when there are too many", () => {
    const many = Array.from({ length: 80 }, (_, at) =>
      line({ organization: at, customer: at, left: 10 + (at % 17), right: 11 + (at % 16) }),
    );
    const { whole, stubs } = inView(many, view, ({ organization }) => organization === 3);
    expect(whole.map(({ organization }) => organization)).toEqual([3]);
    expect(stubs.reduce((sum, { count }) => sum + count, 0)).toBe(79);
  });
});

describe("drawing", () => {
  const frame = { row: 32, width: 300, leftTop: 0, rightTop: 32 };

  it("puts each kind of line in its own path, level at both ends, from where the sides are scrolled", () => {
    const lines = [
      line({ left: 1, right: 2 }),
      line({ customer: 2, kind: "suggested", band: "possible", left: 3, right: 4 }),
    ];
    const paths = draw(lines, [], () => false, frame);
    expect(paths.mapped).toBe("M5 48C135 48 165 48 295 48");
    expect(paths.weak).toContain("M5 112C135 112 165 112 295 112");
    expect(paths.strong).toBe("");
    expect(draw(lines, [], ({ kind }) => kind === "mapped", frame).mapped).toBe("");
  });

  it("leaves a gap in a line that no longer holds, and half of it where the customer is gone", () => {
    const whole = draw([line({ kind: "broken", left: 1, right: 2 })], [], () => false, frame).broken;
    const half = draw([line({ kind: "broken", left: 1, right: null })], [], () => false, frame).broken;
    expect(whole.match(/C/g)).toHaveLength(2);
    expect(half.match(/C/g)).toHaveLength(1);
    expect(whole).not.toContain("295 48C5");
  });

  it("finds the line under the pointer", () => {
    const flat = line({ left: 1, right: 2 });
    const falling = line({ customer: 2, left: 1, right: 6 });
    expect(lineAt([flat, falling], frame, 290, 48)).toBe(flat);
    expect(lineAt([flat, falling], frame, 150, 112)).toBe(falling);
    expect(lineAt([flat, falling], frame, 150, 80)).toBeNull();
  });

  it("draws a line being made to where the pointer is", () => {
    expect(joiningPath({ from: { x: 5, y: 16 }, to: { x: 205, y: 80 } })).toMatch(
      /^M5 16C105 16 105 80 205 80/,
    );
  });
});

describe("the overview", () => {
  it("covers its height without gaps", () => {
    const bars = barsOf(
      [
        { state: "suggested", count: 25 },
        { state: "mapped", count: 75 },
      ],
      40,
    );
    expect(bars).toEqual([
      { state: "suggested", top: 0, height: 10 },
      { state: "mapped", top: 10, height: 30 },
    ]);
  });

  it("never loses a problem among ten thousand", () => {
    const bars = barsOf(
      [
        { state: "mapped", count: 6000 },
        { state: "problem", count: 1 },
        { state: "mapped", count: 3999 },
      ],
      500,
    );
    expect(bars.find(({ state }) => state === "problem")?.height).toBeGreaterThanOrEqual(3);
    expect(bars.reduce((sum, { height }) => sum + height, 0)).toBe(500);
  });
});

describe("words for lines", () => {
  it("say what the lines show", () => {
    expect(organizationRelation([end(3, 1)])).toBe("mapped to Customer 3");
    expect(organizationRelation([end(3, 1, { kind: "broken" })])).toMatch(/a problem: Inactive in Halo/);
    expect(organizationRelation([end(3, 1, { kind: "suggested" })])).toBe(
      "suggested with Customer 3, Strong",
    );
    expect(
      organizationRelation([
        end(3, 1, { kind: "candidate", band: "possible" }),
        end(4, 2, { kind: "candidate", band: "weak" }),
      ]),
    ).toBe("to choose from Customer 3, Possible; Customer 4, Weak");
    expect(organizationRelation([])).toBe("");
  });
});
