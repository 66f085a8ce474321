import { CircleCheck, LoaderCircle, TriangleAlert } from "lucide-react";
import { cx } from "../lib/cx";
import { Button } from "./Button";
import { Icon } from "./Icon";
import s from "./JobStrip.module.css";
import { ProgressBar } from "./ProgressBar";

type JobStripProps = {
  /** What, and how many. */
  label: string;
  value: number;
  max: number | null;
  /** "4 requests used". */
  note?: string | undefined;
  /** Came to its end, well or with something to look at; stays a moment. */
  done?: "well" | "look" | undefined;
  /** "Cancel", or "Stop and clean up". Left out when it cannot be stopped. */
  cancelLabel?: string;
  onCancel?: (() => void) | undefined;
  cancelling?: boolean;
  /** What can be done next, once it came to its end. */
  offer?: { readonly label: string; readonly onSelect: () => void } | undefined;
};

/** The line at the foot of the window while something runs. */
export function JobStrip({
  label,
  value,
  max,
  note,
  done,
  cancelLabel = "Cancel",
  onCancel,
  cancelling,
  offer,
}: JobStripProps) {
  return (
    <section className={s["job"]} aria-label="Running job">
      <Icon
        of={done === "well" ? CircleCheck : done === "look" ? TriangleAlert : LoaderCircle}
        spin={!done}
        className={cx(done === "well" && s["good"], done === "look" && s["look"], !done && s["busy"])}
      />
      <span className={s["label"]}>{label}</span>
      {done !== "look" && <ProgressBar label={label} value={value} max={max} done={done === "well"} />}
      {note && <span className={s["note"]}>{note}</span>}
      <span className="spacer" />
      {offer && done && (
        <Button variant="quiet" onClick={offer.onSelect}>
          {offer.label}
        </Button>
      )}
      {onCancel && !done && (
        <Button variant="quiet" onClick={onCancel} busy={cancelling} busyWord="Stopping…">
          {cancelLabel}
        </Button>
      )}
    </section>
  );
}
