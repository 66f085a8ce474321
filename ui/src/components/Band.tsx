import { cx } from "../lib/cx";
import s from "./Band.module.css";

/** How strong the evidence is. Bands, not percentages. */
export type BandName = "certain" | "strong" | "possible" | "weak";

const BANDS: Record<BandName, { word: string; bars: number }> = {
  certain: { word: "Certain", bars: 4 },
  strong: { word: "Strong", bars: 3 },
  possible: { word: "Possible", bars: 2 },
  weak: { word: "Weak", bars: 1 },
};

/** Four bars and always the word. */
export function Band({ band }: { band: BandName }) {
  const { word, bars } = BANDS[band];
  return (
    <span className={s["band"]}>
      <span className={s["bars"]} aria-hidden="true">
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} className={cx(s["bar"], bar <= bars && s["on"])} />
        ))}
      </span>
      {word}
    </span>
  );
}
