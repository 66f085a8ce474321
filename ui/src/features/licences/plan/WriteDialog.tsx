import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Field } from "../../../components/Field";
import { Form } from "../../../components/Form";
import { TextInput } from "../../../components/TextInput";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { call, commands, type ProfileId, type SeatPlanDto } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import s from "../Licences.module.css";
import { sumOf, whyReason } from "./words";

type WriteDialogProps = {
  readonly profileId: ProfileId;
  readonly plan: SeatPlanDto;
  readonly onClose: () => void;
};

/** The last look before anything is written; where a brake wants it, with the reason. */
export function WriteDialog({ profileId, plan, onClose }: WriteDialogProps) {
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState(false);
  const applying = useMutation({
    mutationFn: () => call(commands.applySeatPlan(profileId, plan.id, reason.trim() === "" ? null : reason)),
    onSuccess: onClose,
  });
  const why = whyReason(plan);
  const isMissing = why !== null && reason.trim() === "";
  function write() {
    setAsked(true);
    if (!isMissing && !applying.isPending) applying.mutate();
  }
  return (
    <Dialog
      open
      onClose={onClose}
      locked={applying.isPending}
      title={`Write ${formatCount(plan.counts.ticked, "line")} to Halo`}
      description="Each licence is read again first. One that has changed since is skipped."
      note="Invoices are not written; they follow the licence’s count as set up in Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button size="l" variant="primary" busy={applying.isPending} busyWord="Starting…" onClick={write}>
            Write to Halo
          </Button>
        </>
      }
    >
      <Form className={s["form"]} onSubmit={write}>
        <ul className={s["list"]}>
          {sumOf(plan).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {why !== null && (
          <Field
            label="Why so much changes"
            hint={`${why} The reason is kept with the plan.`}
            error={asked && isMissing ? "Say why, so that it is still clear next year." : undefined}
          >
            <TextInput value={reason} onValueChange={setReason} />
          </Field>
        )}
        {applying.error && <ErrorNotice inline error={applying.error} />}
      </Form>
    </Dialog>
  );
}
