import { ArrowDown, ArrowUp } from "lucide-react";
import {
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import { Icon } from "../../../components/Icon";
import { cx } from "../../../lib/cx";
import { formatCount, formatNumber } from "../../../lib/format";
import { draw, EDGE, type Frame, joiningPath, LAYERS, type LayerName, leftY, lineAt, rightY } from "./curves";
import s from "./Lines.module.css";
import { rowOfPlace } from "./layout";
import type { BoardLine, Stub } from "./lines";
import type { BoardLines } from "./useBoardLines";
import type { Column } from "./useColumn";
import type { Drag } from "./useDrag";
import { causeOf } from "./words";

/** For those who scroll: draws the lines anew where the sides stand now. */
export type Redraw = () => void;

type BoardGapProps = {
  readonly left: Column;
  readonly right: Column;
  readonly lines: BoardLines;
  readonly redraw: RefObject<Redraw | null>;
  /** Rows of the chosen line's ends, and whether there is such a line yet. */
  readonly chosen: {
    readonly left: number | null;
    readonly right: number | null;
    readonly made: boolean;
  } | null;
  /** What can be done with the chosen line; stands in its middle. */
  readonly children: ReactNode;
  readonly drag: Drag | null;
  readonly onPick: (line: BoardLine) => void;
  readonly onLetGo: () => void;
  readonly onJump: (stub: Stub) => void;
};

/** Lines that are hot stand out; all others step back while there is one. */
const HOT: readonly LayerName[] = ["hotMapped", "hotSuggested", "hotBroken", "hotSuggestedKnots", "joining"];

/**
 * The lines between both sides: one path a kind of line, set anew with each scrolled pixel without rendering.
 * Hidden from assistive technology, because every record says where its lines lead.
 */
export function BoardGap(props: BoardGapProps) {
  const { left, right, lines, chosen, drag } = props;
  const { whole, stubs } = lines;
  const field = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const tags = useRef<HTMLDivElement>(null);
  const floats = useRef<HTMLDivElement>(null);

  const frame = (): Frame => ({
    row: left.row,
    width: field.current?.clientWidth ?? 0,
    leftTop: left.top(),
    rightTop: right.top(),
  });

  function redraw() {
    const now = frame();
    const paths = draw(whole, stubs, lines.isHot, now);
    const box = field.current?.getBoundingClientRect();
    if (drag !== null && box) {
      const from =
        drag.side === "organization"
          ? { x: EDGE, y: leftY(now, rowOfPlace(left.layout, drag.place)) }
          : { x: now.width - EDGE, y: rightY(now, rowOfPlace(right.layout, drag.place)) };
      paths.joining = joiningPath({ from, to: { x: drag.x - box.left, y: drag.y - box.top } });
    }
    if (chosen?.made === false && chosen.left !== null && chosen.right !== null) {
      const from = { x: EDGE, y: leftY(now, chosen.left) };
      paths.joining = joiningPath({ from, to: { x: now.width - EDGE, y: rightY(now, chosen.right) } });
    }
    for (const path of svg.current?.querySelectorAll("path") ?? [])
      path.setAttribute("d", paths[path.dataset["layer"] as LayerName]);
    if (svg.current) {
      if (HOT.some((layer) => paths[layer] !== "")) svg.current.dataset["hot"] = "";
      else delete svg.current.dataset["hot"];
    }
    const height = field.current?.clientHeight ?? 0;
    for (const float of [...(tags.current?.children ?? []), ...(floats.current?.children ?? [])]) {
      if (!(float instanceof HTMLElement)) continue;
      const { left: atLeft, right: atRight, clamp } = float.dataset;
      const ys = [
        ...(atLeft === undefined ? [] : [leftY(now, Number(atLeft))]),
        ...(atRight === undefined ? [] : [rightY(now, Number(atRight))]),
      ];
      if (ys.length === 0) continue;
      const middle = ys.reduce((sum, y) => sum + y, 0) / ys.length;
      const y = clamp === undefined ? middle : Math.max(20, Math.min(height - 20, middle));
      float.style.transform = `translateY(${y}px)`;
    }
  }
  useImperativeHandle(props.redraw, () => redraw);
  useLayoutEffect(redraw);

  const resized = useEffectEvent(() => redraw());
  useEffect(() => {
    if (field.current === null) return;
    const watcher = new ResizeObserver(() => resized());
    watcher.observe(field.current);
    return () => watcher.disconnect();
  }, []);

  function lineUnder(event: MouseEvent): BoardLine | null {
    const box = field.current?.getBoundingClientRect();
    return box ? lineAt(whole, frame(), event.clientX - box.left, event.clientY - box.top) : null;
  }

  function hover(line: BoardLine | null) {
    lines.hover(line && { line: line.key });
    redraw();
  }

  const broken = whole.filter(({ kind }) => kind === "broken");
  return (
    <div className={s["gap"]}>
      <div className={s["gapHead"]} aria-hidden="true">
        {formatCount(whole.length, "line")} in view
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: picking a line is for the pointer; Enter on its record does it by key. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above. */}
      <div
        ref={field}
        className={s["field"]}
        onPointerMove={(event) => {
          const line = drag === null ? lineUnder(event) : null;
          event.currentTarget.style.cursor = line === null ? "" : "pointer";
          hover(line);
        }}
        onPointerLeave={() => hover(null)}
        onClick={(event) => {
          const line = lineUnder(event);
          if (line === null) props.onLetGo();
          else props.onPick(line);
        }}
      >
        <svg ref={svg} className={s["lines"]} aria-hidden="true" focusable="false">
          {LAYERS.map((layer) => (
            <path
              key={layer}
              data-layer={layer}
              className={cx(s[layer], !HOT.includes(layer) && s["rest"])}
            />
          ))}
        </svg>
        <div ref={tags} className={cx(s["floats"], s["tags"])}>
          {stubs.map((stub) => (
            <StubTag key={stub.key} stub={stub} onJump={props.onJump} />
          ))}
          {broken.map((line) => (
            <span key={line.key} className={s["cause"]} aria-hidden="true" {...ends(line)}>
              {causeOf(line)}
            </span>
          ))}
        </div>
        <div ref={floats} className={s["floats"]}>
          {drag !== null && drag.over !== null && (
            <span className={s["ghost"]} style={ghostPlace(drag, field.current)}>
              Let go to join
            </span>
          )}
          {chosen && (
            // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a press on the bar from picking the line below it.
            // biome-ignore lint/a11y/noStaticElementInteractions: as above.
            <div
              className={s["barPlace"]}
              data-clamp=""
              {...ends(chosen)}
              onClick={(event) => event.stopPropagation()}
            >
              {props.children}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

/** Rows that a tag or the bar stands between, for placing it while it scrolls. */
function ends({ left, right }: { readonly left: number | null; readonly right: number | null }) {
  return { ...(left !== null && { "data-left": left }), ...(right !== null && { "data-right": right }) };
}

function StubTag({ stub, onJump }: { readonly stub: Stub; readonly onJump: (stub: Stub) => void }) {
  const { side, row, up, count, distance } = stub;
  const way = `${formatNumber(distance)} ${distance === 1 ? "row" : "rows"} ${up ? "up" : "down"}`;
  const words = count > 1 ? `${formatNumber(count)} more, ${way}` : way;
  return (
    <button
      type="button"
      // A shortcut of the pointer: the arrow keys go along a line wherever it leads.
      tabIndex={-1}
      aria-hidden="true"
      className={cx(s["stub"], s[side])}
      {...ends(side === "organization" ? { left: row, right: null } : { left: null, right: row })}
      onClick={(event) => {
        event.stopPropagation();
        onJump(stub);
      }}
    >
      <Icon of={up ? ArrowUp : ArrowDown} size={12} />
      {words}
    </button>
  );
}

function ghostPlace(drag: Drag, field: HTMLElement | null) {
  const box = field?.getBoundingClientRect();
  return box
    ? { left: Math.min(box.width - 40, Math.max(-40, drag.x - box.left - 40)), top: drag.y - box.top + 18 }
    : {};
}
