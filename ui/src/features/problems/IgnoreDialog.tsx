import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { TextInput } from "../../components/TextInput";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { dayIn, isDay, today } from "../../lib/days";
import { formatCount, formatDay } from "../../lib/format";
import s from "./Problems.module.css";

type IgnoreDialogProps = {
  readonly count: number;
  /** What the first of them is about. */
  readonly subject: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onIgnore: (until: string) => void;
  readonly onClose: () => void;
};

/** Asks for the day on which they count again. Always a day: what is ignored for ever is forgotten. */
export function IgnoreDialog({ count, subject, busy, error, onIgnore, onClose }: IgnoreDialogProps) {
  const [day, setDay] = useState(() => dayIn(1, new Date()));
  const [asked, setAsked] = useState(false);
  const typed = day.trim();
  const wrong = errorOf(typed);
  function done() {
    setAsked(true);
    if (wrong === undefined) onIgnore(typed);
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={count === 1 ? `Ignore ${subject}` : `Ignore ${formatCount(count, "problem")}`}
      description="It is no longer counted until that day. What it touches stays as it is: held tickets stay held."
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button size="l" variant="primary" busy={busy} busyWord="Ignoring…" onClick={done}>
            Ignore
          </Button>
        </>
      }
    >
      <Form className={s["form"]} onSubmit={done}>
        <Field
          label="Until"
          hint={
            wrong === undefined ? `${formatDay(typed)}: from then on it counts again` : "A day as 2027-03-01"
          }
          error={asked ? wrong : undefined}
        >
          <TextInput value={day} onValueChange={setDay} placeholder="2027-03-01" maxLength={10} />
        </Field>
        <p className={s["ahead"]}>
          {[1, 3, 6].map((months) => (
            <Button key={months} variant="quiet" onClick={() => setDay(dayIn(months, new Date()))}>
              {months === 1 ? "In a month" : `In ${months} months`}
            </Button>
          ))}
        </p>
        {error !== null && <ErrorNotice inline error={error} />}
      </Form>
    </Dialog>
  );
}

function errorOf(typed: string): string | undefined {
  if (!isDay(typed)) return "Type a day as 2027-03-01.";
  return typed <= today(new Date()) ? "Choose a day that is still to come." : undefined;
}
