import { type PointerEvent, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { OrganizationStateDto, OverviewRunDto } from "../../../ipc/client";
import { cx } from "../../../lib/cx";
import { formatNumber } from "../../../lib/format";
import s from "./Board.module.css";
import type { Stretch } from "./layout";
import { barsOf } from "./overviewBars";

type OverviewProps = {
  readonly runs: readonly OverviewRunDto[];
  /** The organisations in view. */
  readonly view: Stretch | null;
  /** Brings an organisation into the middle of the view. */
  readonly onJump: (place: number) => void;
};

const EDGE = 8;

/** All organisations at once, each a sliver in the colour of its state; the frame is what is in view. */
export function Overview({ runs, view, onJump }: OverviewProps) {
  const strip = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const place = strip.current;
    if (place === null) return;
    const look = () => setHeight(Math.max(0, Math.floor(place.clientHeight) - 2 * EDGE));
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(place);
    return () => watcher.disconnect();
  }, []);

  const total = runs.reduce((sum, { count }) => sum + count, 0);
  const mapped = runs.reduce((sum, { state, count }) => (state === "mapped" ? sum + count : sum), 0);
  const paths = useMemo(() => {
    const byState = new Map<OrganizationStateDto, string>();
    for (const { state, top, height: tall } of barsOf(runs, height))
      byState.set(state, `${byState.get(state) ?? ""}M0 ${top}h10v${tall}h-10z`);
    return [...byState];
  }, [runs, height]);

  function jump(event: PointerEvent) {
    if (total === 0 || height === 0) return;
    const top = strip.current?.getBoundingClientRect().top ?? 0;
    const share = Math.max(0, Math.min(1, (event.clientY - top - EDGE) / height));
    onJump(Math.min(total - 1, Math.floor(share * total)));
  }

  const scale = total === 0 ? 0 : height / total;
  const words = `${formatNumber(mapped)} of ${formatNumber(total)} organisations shown are mapped`;
  return (
    <div
      ref={strip}
      className={s["overview"]}
      title={words}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        jump(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && jump(event)}
    >
      <span className="vh">{words}</span>
      <svg className={s["bars"]} width="10" height={height} aria-hidden="true" focusable="false">
        {paths.map(([state, d]) => (
          <path key={state} d={d} className={cx(s["bar"], s[state])} />
        ))}
      </svg>
      {view && (
        <span
          className={s["frame"]}
          style={{
            top: EDGE - 3 + view.first * scale,
            height: Math.max(8, (view.last - view.first + 1) * scale + 6),
          }}
        />
      )}
    </div>
  );
}
