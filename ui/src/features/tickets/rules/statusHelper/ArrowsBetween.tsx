import { cx } from "../../../../lib/cx";
import type { Arrow } from "./maps";
import s from "./StatusHelper.module.css";

type ArrowsBetweenProps = {
  readonly arrows: readonly (Arrow & { readonly hot: boolean; readonly fault: boolean })[];
  /** Rows of the longer column. */
  readonly rows: number;
};

/** Heights and width in CSS pixels; the style sheet gives rows and gap the same. */
const ROW = 32;
const WIDTH = 140;
const EDGE = 5;
const KNOT = 3;

/**
 * The lines of both maps: solid with two knots where both agree, dashed with an arrow where only one leads there.
 * Hidden from screen readers: each status says its partner.
 */
export function ArrowsBetween({ arrows, rows }: ArrowsBetweenProps) {
  const someHot = arrows.some(({ hot }) => hot);
  return (
    <svg
      className={s["arrows"]}
      width={WIDTH}
      height={rows * ROW}
      viewBox={`0 0 ${WIDTH} ${rows * ROW}`}
      aria-hidden="true"
    >
      {arrows.map(({ vendorRow, haloRow, kind, hot, fault }) => {
        const left = (vendorRow + 0.5) * ROW;
        const right = (haloRow + 0.5) * ROW;
        return (
          <g
            key={`${vendorRow} ${haloRow} ${kind}`}
            className={cx(s["arrow"], hot && s["hot"], fault && s["fault"], someHot && !hot && s["rest"])}
          >
            <path
              className={cx(kind !== "both" && s["oneWay"])}
              d={`M${EDGE} ${left}C${WIDTH * 0.45} ${left} ${WIDTH * 0.55} ${right} ${WIDTH - EDGE} ${right}`}
            />
            {kind === "back" ? (
              <path d={`M${EDGE + 6} ${left - 4}l-6 4l6 4`} />
            ) : (
              <circle cx={EDGE} cy={left} r={KNOT} />
            )}
            {kind === "out" ? (
              <path d={`M${WIDTH - EDGE - 6} ${right - 4}l6 4l-6 4`} />
            ) : (
              <circle cx={WIDTH - EDGE} cy={right} r={KNOT} />
            )}
          </g>
        );
      })}
    </svg>
  );
}
