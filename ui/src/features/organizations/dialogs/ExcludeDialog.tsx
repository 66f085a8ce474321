import { useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Field } from "../../../components/Field";
import { TextInput } from "../../../components/TextInput";

type ExcludeDialogProps = {
  /** Who is excluded: a name, or "31 organisations". */
  readonly who: string;
  readonly several?: boolean;
  readonly busy: boolean;
  readonly onExclude: (reason: string) => void;
  readonly onClose: () => void;
};

/** Asks for the reason, which is kept with the organisation. */
export function ExcludeDialog({ who, several = false, busy, onExclude, onClose }: ExcludeDialogProps) {
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const given = reason.trim();

  function exclude() {
    setAsked(true);
    if (given !== "") onExclude(given);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Exclude ${who}`}
      description={
        several
          ? "They are left out of tickets and licences until they are released. The reason stays with them."
          : "It is left out of tickets and licences until it is released. The reason stays with it."
      }
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button size="l" variant="primary" busy={busy} busyWord="Excluding…" onClick={exclude}>
            Exclude
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          exclude();
        }}
      >
        <Field
          label="Reason"
          hint="For example: our own company, left in October, test account"
          error={
            asked && given === ""
              ? several
                ? "Say in a few words why they are left out."
                : "Say in a few words why it is left out."
              : undefined
          }
        >
          <TextInput value={reason} onValueChange={setReason} maxLength={200} />
        </Field>
      </form>
    </Dialog>
  );
}
