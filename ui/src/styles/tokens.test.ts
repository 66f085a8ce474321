import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

type Theme = "light" | "dark";
type Rgb = readonly [number, number, number];

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");
const tokens = new Map(
  [...css.matchAll(/^\s*--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/gim)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

function color(name: string, theme: Theme): Rgb {
  const hex = tokens.get(name)?.[theme];
  if (hex === undefined) throw new Error(`no token --${name}`);
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

/** Relative luminance after WCAG 2.2. */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(ink: string, ground: string, theme: Theme): number {
  const [a, b] = [luminance(color(ink, theme)), luminance(color(ground, theme))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const GROUNDS = ["surface", "base", "sunken", "hover", "pressed", "selected"];
const STATES = ["connected", "attention", "problem", "suggested", "held", "excluded"];
const TINTS = STATES.map((state) => `${state}-tint`);
const TEXTS = ["text", "text-2", "text-3", "accent-text", ...STATES];
const EDGES = ["control-line", "focus", "accent", "rope", "rope-hot", "band-on", "suggested", "problem"];

const TEXT_PAIRS: (readonly [string, string])[] = [
  ...TEXTS.flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const)),
  ...STATES.map((state) => [state, `${state}-tint`] as const),
  ...TINTS.flatMap((tint) => [["text", tint] as const, ["text-2", tint] as const]),
  ["accent-text", "accent-tint"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
  ["on-accent", "danger"],
];
const EDGE_PAIRS: (readonly [string, string])[] = [
  ...EDGES.flatMap((edge) =>
    ["surface", "base", "sunken", "selected"].map((ground) => [edge, ground] as const),
  ),
  ...TINTS.map((tint) => ["control-line", tint] as const),
];

describe.each(["light", "dark"] as const)("contrast, %s", (theme) => {
  it.each(TEXT_PAIRS)("text %s on %s is at least 4.5", (ink, ground) => {
    expect(contrast(ink, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(EDGE_PAIRS)("edge %s on %s is at least 3", (edge, ground) => {
    expect(contrast(edge, ground, theme)).toBeGreaterThanOrEqual(3);
  });
});

it("measures as the design does", () => {
  expect(contrast("text", "surface", "light")).toBeCloseTo(17.1, 1);
  expect(contrast("text-3", "pressed", "dark")).toBeCloseTo(4.7, 1);
});
