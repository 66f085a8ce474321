import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { KeyValue } from "../components/KeyValue";
import { RadioGroup } from "../components/RadioGroup";
import { Skeleton } from "../components/Skeleton";
import { ErrorNotice } from "../errors/ErrorNotice";
import { call, commands, type HaloDecisionDto, type HaloQuestionDto, type ProfileDto } from "../ipc/client";
import { queries } from "../ipc/queries";
import { formatCount } from "../lib/format";

type OtherHaloDialogProps = {
  readonly profile: ProfileDto;
  readonly open: boolean;
  readonly onClose: () => void;
};

/** Customer numbers mean something in one Halo only: before another one is read, the administrator says what it is. */
export function OtherHaloDialog({ profile, open, onClose }: OtherHaloDialogProps) {
  const question = useQuery({ ...queries.haloQuestion(profile.id), enabled: open });
  const [chosen, setChosen] = useState<HaloDecisionDto | null>(null);
  const decide = useMutation({
    mutationFn: async (decision: HaloDecisionDto) => {
      await call(commands.decideHalo(profile.id, decision));
      await call(commands.retryConnection(profile.id));
    },
    onSuccess: onClose,
  });
  const asked = question.data;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="l"
      locked={decide.isPending}
      title={asked ? `Is ${asked.newHost} the same Halo?` : "Is it the same Halo?"}
      note="Nothing in Halo is touched"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Decide later
          </Button>
          <Button
            size="l"
            variant={chosen === "otherHalo" ? "danger" : "primary"}
            onClick={() => chosen && decide.mutate(chosen)}
            busy={decide.isPending}
            busyWord="Changing…"
            reason={chosen === null ? "Choose what it is first" : undefined}
          >
            {asked && chosen ? actOf(asked, chosen) : "Go on"}
          </Button>
        </>
      }
    >
      {asked ? (
        <Choice question={asked} chosen={chosen} onChoose={setChosen} />
      ) : question.isError ? (
        <ErrorNotice inline error={question.error} onRetry={() => void question.refetch()} />
      ) : question.data === null ? (
        <p>It has been decided already.</p>
      ) : (
        <Skeleton label="Comparing the two" lines={3} />
      )}
      {decide.isError && <ErrorNotice inline error={decide.error} title="It was not decided" />}
    </Dialog>
  );
}

type ChoiceProps = {
  readonly question: HaloQuestionDto;
  readonly chosen: HaloDecisionDto | null;
  readonly onChoose: (decision: HaloDecisionDto) => void;
};

function Choice({ question, chosen, onChoose }: ChoiceProps) {
  const { oldHost, newHost, oldTenant, newTenant, isSurelyOther, customers } = question;
  const halo = (host: string, tenant: string | null) => (
    <>
      <code>{host}</code>
      {tenant !== null && (
        <span className="t2">
          , tenant <code>{tenant}</code>
        </span>
      )}
    </>
  );
  return (
    <>
      <p>
        A customer's number means another company in another Halo.{" "}
        {isSurelyOther
          ? "The tenants differ, so Halo itself says that it is another one."
          : "Nothing in the answers tells whether it is the same one."}
      </p>
      <KeyValue
        rows={[
          { term: "Read from", value: halo(oldHost, oldTenant) },
          { term: "Address now", value: halo(newHost, newTenant) },
        ]}
      />
      <RadioGroup<HaloDecisionDto>
        boxed
        label="What is it?"
        value={chosen}
        onValueChange={onChoose}
        options={[
          {
            value: "goBack",
            label: "The address was a mistake",
            hint: `Back to ${oldHost}. Nothing else changes`,
          },
          {
            value: "sameHalo",
            label: "The same Halo at another address",
            hint: `All ${formatCount(customers, "customer")}, pairs and rules are kept and read on`,
          },
          {
            value: "otherHalo",
            label: "Another Halo",
            hint: `${lossOf(question)}. It cannot be undone${returnOf(question)}`,
          },
        ]}
      />
    </>
  );
}

function lossOf({ pairs, customers, hasRules }: HaloQuestionDto): string {
  const rules = hasRules ? " and the ticket rules" : "";
  return `${formatCount(pairs, "pair")}, ${formatCount(customers, "customer")}${rules} go; organisations, holds and exclusions stay`;
}

/** What can be had again by name. */
function returnOf({ pairs, hasRules }: HaloQuestionDto): string {
  const ways = [
    pairs > 0 ? "pairs come back by importing mappings that were exported before" : null,
    hasRules ? "the rules are offered under Tickets, Rules" : null,
  ].filter((way) => way !== null);
  return ways.length === 0 ? "" : `. By name, ${ways.join(", and ")}`;
}

function actOf({ pairs, oldHost }: HaloQuestionDto, decision: HaloDecisionDto): string {
  switch (decision) {
    case "goBack":
      return `Back to ${oldHost}`;
    case "sameHalo":
      return "Keep everything";
    case "otherHalo":
      return pairs === 0 ? "Read the new Halo" : `Part ${formatCount(pairs, "pair")}, read the new Halo`;
  }
}
