import { useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { TextInput } from "../../../components/TextInput";
import { dayIn, isDay, today } from "../../../lib/days";
import { formatDay } from "../../../lib/format";
import s from "./Dialogs.module.css";

/** What is said with a hold or an exclusion. */
export type Said = { readonly reason: string; readonly reviewOn: string | null };

type SetAsideDialogProps = {
  readonly act: "hold" | "exclude";
  /** Who: a name, or "31 organisations". */
  readonly who: string;
  readonly several?: boolean;
  /** It has a customer, whom it loses. */
  readonly isMapped?: boolean | undefined;
  /** What was said before, when it is said anew. */
  readonly said?: Said | undefined;
  readonly busy: boolean;
  readonly onDone: (said: Said) => void;
  readonly onClose: () => void;
};

const WORDS = {
  hold: {
    title: "Hold",
    busy: "Holding…",
    what: "Put off: tickets are held until it is released.",
    whatOfSeveral: "Put off: their tickets are held until they are released.",
    label: "Note",
    hint: "May stay empty. For example: asked the client, waits for the merger",
  },
  exclude: {
    title: "Exclude",
    busy: "Excluding…",
    what: "It is left out of tickets and licences until it is released. The reason stays with it.",
    whatOfSeveral:
      "They are left out of tickets and licences until they are released. The reason stays with them.",
    label: "Reason",
    hint: "For example: our own company, left in October, test account",
  },
} as const;

/** Days that are chosen by a press. */
const AHEAD = [
  { months: 1, label: "In a month" },
  { months: 3, label: "In 3 months" },
  { months: 12, label: "In a year" },
] as const;

/** Asks for the reason and for the day to look again; both are kept with the organisation. */
export function SetAsideDialog(props: SetAsideDialogProps) {
  const { act, who, several = false, isMapped = false, said, busy, onDone, onClose } = props;
  const words = WORDS[act];
  const [reason, setReason] = useState(said?.reason ?? "");
  const [day, setDay] = useState(said?.reviewOn ?? "");
  const [asked, setAsked] = useState(false);
  const given = reason.trim();
  const typed = day.trim();
  const noReason = act === "exclude" && given === "";
  const dayError = errorOf(typed, typed === said?.reviewOn);

  function done() {
    setAsked(true);
    if (!noReason && dayError === undefined) onDone({ reason: given, reviewOn: typed === "" ? null : typed });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`${words.title} ${who}`}
      description={
        several
          ? words.whatOfSeveral
          : isMapped
            ? `${words.what} It is parted from its customer.`
            : words.what
      }
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button size="l" variant="primary" busy={busy} busyWord={words.busy} onClick={done}>
            {words.title}
          </Button>
        </>
      }
    >
      <Form className={s["form"]} onSubmit={done}>
        <Field
          label={words.label}
          hint={words.hint}
          error={
            asked && noReason
              ? several
                ? "Say in a few words why they are left out."
                : "Say in a few words why it is left out."
              : undefined
          }
        >
          <TextInput value={reason} onValueChange={setReason} maxLength={200} />
        </Field>
        <Field
          label="Look again on"
          hint={
            typed !== "" && dayError === undefined
              ? `${formatDay(typed)}: from then on it is among the problems until you decide`
              : "A day as 2027-03-01, or nothing"
          }
          error={asked ? dayError : undefined}
        >
          <TextInput value={day} onValueChange={setDay} placeholder="2027-03-01" maxLength={10} />
        </Field>
        <p className={s["ahead"]}>
          {AHEAD.map(({ months, label }) => (
            <Button key={months} variant="quiet" onClick={() => setDay(dayIn(months, new Date()))}>
              {label}
            </Button>
          ))}
        </p>
      </Form>
    </Dialog>
  );
}

/** What is wrong with the day. One that was kept before may have passed since. */
function errorOf(typed: string, kept: boolean): string | undefined {
  if (typed === "") return undefined;
  if (!isDay(typed)) return "Type a day as 2027-03-01, or leave it empty.";
  return typed < today(new Date()) && !kept ? "That day has passed. Choose one to come." : undefined;
}
