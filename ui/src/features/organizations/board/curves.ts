//! The geometry of lines: paths to draw, and which line is under the pointer. Pure, in pixels of the gap.

import type { LineKindDto } from "../../../ipc/client";
import type { BoardLine, Stub } from "./lines";

/** What is drawn as one path each: a class of lines or of knots. */
export const LAYERS = [
  "mapped",
  "weak",
  "strong",
  "broken",
  "mappedKnots",
  "suggestedKnots",
  "brokenKnots",
  "hotMapped",
  "hotSuggested",
  "hotBroken",
  "hotSuggestedKnots",
  "joining",
] as const;
export type LayerName = (typeof LAYERS)[number];

/** From rows to pixels of the gap: how far each side is scrolled. */
export type Frame = {
  readonly row: number;
  readonly width: number;
  readonly leftTop: number;
  readonly rightTop: number;
};

/** A line being made: from a knot to another, or to the pointer. */
export type Joining = {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
};

const KNOT = 3;
const HOT_KNOT = 4;
/** How far a knot stands from its column. */
export const EDGE = 5;
/** How far a stub reaches. */
const STUB = 34;
/** How near the pointer has to be. */
const REACH = 6;

export function leftY(frame: Frame, row: number): number {
  return (row + 0.5) * frame.row - frame.leftTop;
}

export function rightY(frame: Frame, row: number): number {
  return (row + 0.5) * frame.row - frame.rightTop;
}

/** All lines as one path string a layer. */
export function draw(
  whole: readonly BoardLine[],
  stubs: readonly Stub[],
  isHot: (line: BoardLine) => boolean,
  frame: Frame,
): Record<LayerName, string> {
  const paths = Object.fromEntries(LAYERS.map((layer) => [layer, ""])) as Record<LayerName, string>;
  for (const line of whole) {
    const y1 = line.left === null ? null : leftY(frame, line.left);
    const y2 = line.right === null ? null : rightY(frame, line.right);
    const hot = isHot(line);
    const curve =
      line.kind === "broken"
        ? partedPath(frame, y1, y2)
        : y1 !== null && y2 !== null
          ? curvePath(frame, y1, y2)
          : "";
    const radius = hot ? HOT_KNOT : KNOT;
    const knots =
      (y1 === null ? "" : knotPath(EDGE, y1, radius)) +
      (y2 === null ? "" : knotPath(frame.width - EDGE, y2, radius));
    paths[hot ? HOT_LAYER[line.kind] : lineLayer(line)] += curve;
    paths[hot ? HOT_KNOT_LAYER[line.kind] : KNOT_LAYER[line.kind]] += knots;
  }
  for (const stub of stubs) {
    const left = stub.side === "organization";
    const y = left ? leftY(frame, stub.row) : rightY(frame, stub.row);
    const x = left ? EDGE : frame.width - EDGE;
    paths[stub.kind === "broken" ? "broken" : stub.kind === "mapped" ? "mapped" : "weak"] +=
      `M${x} ${y}H${left ? STUB : frame.width - STUB}`;
    paths[KNOT_LAYER[stub.kind]] += knotPath(x, y, KNOT);
  }
  return paths;
}

/** The line being made. */
export function joiningPath({ from, to }: Joining): string {
  const middle = (from.x + to.x) / 2;
  return `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}${knotPath(from.x, from.y, HOT_KNOT)}${knotPath(to.x, to.y, HOT_KNOT)}`;
}

const HOT_LAYER: Record<LineKindDto, LayerName> = {
  mapped: "hotMapped",
  broken: "hotBroken",
  suggested: "hotSuggested",
  candidate: "hotSuggested",
};
/** Dashed lines have their knots apart, which are not. */
const HOT_KNOT_LAYER: Record<LineKindDto, LayerName> = {
  mapped: "hotMapped",
  broken: "hotBroken",
  suggested: "hotSuggestedKnots",
  candidate: "hotSuggestedKnots",
};
const KNOT_LAYER: Record<LineKindDto, LayerName> = {
  mapped: "mappedKnots",
  broken: "brokenKnots",
  suggested: "suggestedKnots",
  candidate: "suggestedKnots",
};

function lineLayer({ kind, band }: BoardLine): LayerName {
  if (kind === "mapped" || kind === "broken") return kind;
  return band === "certain" || band === "strong" ? "strong" : "weak";
}

/** The x of the two control points; their y are those of the ends, so that a line leaves and arrives level. */
function controls({ width }: Frame): readonly [number, number] {
  return [width * 0.45, width * 0.55];
}

function curvePath(frame: Frame, y1: number, y2: number): string {
  const [c1, c2] = controls(frame);
  return `M${EDGE} ${y1}C${c1} ${y1} ${c2} ${y2} ${frame.width - EDGE} ${y2}`;
}

/** A line that was cut: both parts, each with its cut end. */
function partedPath(frame: Frame, y1: number | null, y2: number | null): string {
  const middle = frame.width / 2;
  const half = Math.min(60, frame.width / 5);
  const from = y1 ?? y2 ?? 0;
  const to = y2 ?? y1 ?? 0;
  const at = (from + to) / 2;
  const lean = Math.max(-14, Math.min(14, (to - from) / 4));
  const cut = (x: number, y: number) => `M${x - 2} ${y + 5}l4 -10`;
  let path = "";
  if (y1 !== null) {
    const x = middle - half;
    path += `M${EDGE} ${y1}C${x / 2} ${y1} ${x / 2} ${at - lean} ${x} ${at - lean}${cut(x, at - lean)}`;
  }
  if (y2 !== null) {
    const x = middle + half;
    const turn = (x + frame.width) / 2;
    path += `M${frame.width - EDGE} ${y2}C${turn} ${y2} ${turn} ${at + lean} ${x} ${at + lean}${cut(x, at + lean)}`;
  }
  return path;
}

function knotPath(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`;
}

/** The nearest line at a point of the gap, if one is near enough to be meant. */
export function lineAt(lines: readonly BoardLine[], frame: Frame, x: number, y: number): BoardLine | null {
  const share = shareAt(frame, x);
  let nearest: BoardLine | null = null;
  let distance = REACH;
  for (const line of lines) {
    const left = line.left ?? line.right;
    const right = line.right ?? line.left;
    if (left === null || right === null) continue;
    const y1 = line.left === null ? rightY(frame, right) : leftY(frame, left);
    const y2 = line.right === null ? leftY(frame, left) : rightY(frame, right);
    const away = Math.abs(y1 + (y2 - y1) * share - y);
    if (away < distance) {
      distance = away;
      nearest = line;
    }
  }
  return nearest;
}

/** How much of the way down a curve has gone where it passes `x`. Its x grows steadily, so halving finds it. */
function shareAt(frame: Frame, x: number): number {
  const [c1, c2] = controls(frame);
  const end = frame.width - EDGE;
  let low = 0;
  let high = 1;
  for (let step = 0; step < 12; step += 1) {
    const t = (low + high) / 2;
    const u = 1 - t;
    const at = EDGE * u ** 3 + 3 * c1 * t * u * u + 3 * c2 * t * t * u + end * t ** 3;
    if (at < x) low = t;
    else high = t;
  }
  const t = (low + high) / 2;
  return 3 * t * t - 2 * t ** 3;
}
