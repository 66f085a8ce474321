import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/Button";
import { Field } from "../../components/Field";
import { Form } from "../../components/Form";
import { RadioGroup } from "../../components/RadioGroup";
import { Select } from "../../components/Select";
import { Skeleton } from "../../components/Skeleton";
import { useToast } from "../../components/Toast";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { type ConflictRuleDto, call, commands, type ProfileId, type StatusSyncDto } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { Section } from "./Section";
import s from "./Settings.module.css";

const RULES = [
  { value: "ask", label: "Ask me", hint: "Nothing is written on either side until you have decided." },
  { value: "haloWins", label: "Halo wins", hint: "What technicians set in Halo stays." },
  { value: "hereWins", label: "Here wins", hint: "What was set in Halyard is written over Halo’s." },
  {
    value: "newestWins",
    label: "The later change wins",
    hint: "By Halo’s clock. In the same second, Halo’s stays.",
  },
] as const satisfies readonly { value: ConflictRuleDto; label: string; hint: string }[];

const INTERVALS = [
  { value: "30", label: "Every 30 seconds" },
  { value: "60", label: "Every minute" },
  { value: "120", label: "Every 2 minutes" },
  { value: "300", label: "Every 5 minutes" },
  { value: "900", label: "Every 15 minutes" },
  { value: "3600", label: "Every hour" },
];

type StatusSyncSectionProps = { readonly profileId: ProfileId; readonly wanted: boolean };

/** How often Halo is asked for changed statuses, and what happens when both sides were changed. */
export function StatusSyncSection({ profileId, wanted }: StatusSyncSectionProps) {
  const sync = useQuery(queries.statusSync(profileId));
  return (
    <Section
      title="Status sync"
      hint="Changes in Halo come here, changes here go to Halo"
      wanted={wanted && sync.data !== undefined}
    >
      {sync.isPending && <Skeleton label="Reading the status sync" />}
      {sync.isError && (
        <ErrorNotice
          inline
          error={sync.error}
          onRetry={() => void sync.refetch()}
          retrying={sync.isFetching}
        />
      )}
      {sync.data && (
        <SyncForm
          key={`${sync.data.rule} ${sync.data.intervalSeconds}`}
          profileId={profileId}
          saved={sync.data}
        />
      )}
    </Section>
  );
}

function SyncForm({ profileId, saved }: { readonly profileId: ProfileId; readonly saved: StatusSyncDto }) {
  const [rule, setRule] = useState<ConflictRuleDto>(saved.rule);
  const [seconds, setSeconds] = useState(saved.intervalSeconds);
  const toast = useToast();
  const save = useMutation({
    mutationFn: (next: { rule: ConflictRuleDto; seconds: number }) =>
      call(commands.saveStatusSync(profileId, next.rule, next.seconds)),
    onSuccess: () => {
      toast.show("Status sync saved", {
        label: "Undo",
        onPress: () => save.mutate({ rule: saved.rule, seconds: saved.intervalSeconds }),
      });
    },
  });
  const isChanged = rule !== saved.rule || seconds !== saved.intervalSeconds;
  const known = INTERVALS.some(({ value }) => value === String(seconds));
  return (
    <Form
      className={s["form"]}
      onSubmit={() => {
        if (isChanged && !save.isPending) save.mutate({ rule, seconds });
      }}
    >
      <RadioGroup
        label="When a status was changed on both sides"
        value={rule}
        onValueChange={setRule}
        options={RULES}
      />
      <Field
        label="Ask Halo"
        hint="Every 5 minutes at most while nothing happens for half an hour or the window is hidden."
      >
        <Select
          value={String(seconds)}
          onValueChange={(value) => setSeconds(Number(value))}
          options={
            known ? INTERVALS : [{ value: String(seconds), label: `Every ${seconds} seconds` }, ...INTERVALS]
          }
        />
      </Field>
      <div>
        <Button
          type="submit"
          size="l"
          busy={save.isPending}
          busyWord="Saving…"
          reason={isChanged ? undefined : "Nothing was changed"}
        >
          Save status sync
        </Button>
      </div>
      {save.isError && <ErrorNotice inline error={save.error} title="The status sync was not saved" />}
    </Form>
  );
}
