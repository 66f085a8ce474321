import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Checkbox, Switch } from "../../../components/Checkbox";
import { Field } from "../../../components/Field";
import { RadioGroup } from "../../../components/RadioGroup";
import { Select } from "../../../components/Select";
import { Skeleton } from "../../../components/Skeleton";
import { Table } from "../../../components/Table";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type {
  CleanUpDto,
  CustomerRefDto,
  StatusTestDto,
  TestTicketChoiceDto,
  TestTicketPlanDto,
} from "../../../ipc/client";
import { useBlocked } from "../../../ipc/health";
import { queries } from "../../../ipc/queries";
import { cx } from "../../../lib/cx";
import { formatCount } from "../../../lib/format";
import type { TabProps } from "../TicketTabs";
import { CustomerField } from "./CustomerField";
import { ValueText } from "./RunView";
import s from "./Test.module.css";

type SetupProps = TabProps & {
  readonly isRunning: boolean;
  readonly onStart: (choice: TestTicketChoiceDto) => void;
  /** The list of runs, below the choices. */
  readonly runs: ReactNode;
};

/** The choices at the left, the exact fields they lead to at the right, before anything is sent. */
export function Setup({ profileId, vendorName, isRunning, onStart, onTab, onGo, runs }: SetupProps) {
  const form = useQuery(queries.ticketRulesForm(profileId));
  const [customer, setCustomer] = useState<CustomerRefDto | null>(null);
  const [level, setLevel] = useState<string | null>(null);
  const [cleanUp, setCleanUp] = useState<CleanUpDto>("close");
  const [statuses, setStatuses] = useState<StatusTestDto>("byHalyard");
  const [mail, setMail] = useState(false);
  const [asOwn, setAsOwn] = useState(false);

  const levels = form.data?.levels ?? [];
  // The last level is the vendor's lowest: the least alarming ticket.
  const choice: TestTicketChoiceDto = {
    customer: customer?.id ?? null,
    level: level ?? levels.at(-1)?.key ?? "",
    cleanUp,
    statuses,
    mail,
    isOwn: asOwn,
  };
  const plan = useQuery({ ...queries.testTicketPlan(profileId, choice), enabled: form.isSuccess });
  // Without a choice the plan names the default: the administrator's own company.
  const planned = customer ?? plan.data?.customer ?? null;
  const isOwn = planned !== null && planned.id === plan.data?.own;
  const error = form.error ?? plan.error;
  const blocked = useBlocked(profileId).tickets ?? undefined;

  return (
    <div className={s["split"]}>
      <section className={s["sheet"]} aria-label="Choices">
        <h2 className="strong">New test ticket</h2>
        <div className={s["choices"]}>
          <CustomerField profileId={profileId} customer={planned} onCustomer={setCustomer} />
          <Field label={`${vendorName} level`} hint="It decides the priority">
            <Select
              value={choice.level === "" ? null : choice.level}
              placeholder="No levels"
              onValueChange={setLevel}
              options={levels.map(({ key, name }) => ({ value: key, label: name }))}
            />
          </Field>
          {planned && !isOwn && (
            <Checkbox
              label="This is our own company"
              hint="The next test begins with it, and pairs with it are pointed out"
              checked={asOwn}
              onCheckedChange={setAsOwn}
            />
          )}
          <Switch
            label="Mail to the customer"
            hint="Off: Halo is told to mail nobody about this ticket"
            checked={mail}
            onCheckedChange={setMail}
          />
          <RadioGroup<StatusTestDto>
            label="Statuses both ways"
            value={statuses}
            onValueChange={setStatuses}
            options={[
              { value: "byHalyard", label: "Halyard changes the status there and back" },
              {
                value: "watched",
                label: "I change it in Halo while Halyard watches",
                hint: "It waits for 5 minutes, and can be told to wait no longer",
              },
              { value: "leftOut", label: "Leave this out" },
            ]}
          />
          <RadioGroup<CleanUpDto>
            label="Afterwards"
            value={cleanUp}
            onValueChange={setCleanUp}
            options={[
              { value: "close", label: "Close the ticket" },
              {
                value: "delete",
                label: "Delete it",
                hint: "Closed instead where Halo does not allow deleting",
              },
              { value: "leave", label: "Leave it open", hint: "It stays in Halo until you close it there" },
            ]}
          />
          <div className={s["start"]}>
            <Button
              variant="primary"
              size="l"
              reason={blocked ?? whyNot(plan.data, planned, isRunning, plan.isPlaceholderData)}
              onClick={() => onStart({ ...choice, customer: planned?.id ?? null, isOwn: asOwn && !isOwn })}
            >
              Create the test ticket
            </Button>
            {plan.data && plan.data.requests > 0 && (
              <p className="hint">
                This takes {formatCount(plan.data.requests, "request")} to Halo
                {statuses === "watched" && ", and 12 a minute while it watches"}.
              </p>
            )}
          </div>
        </div>
        {runs}
      </section>
      <section className={s["right"]} aria-label="What will be sent">
        <h2 className="groupHead">What will be sent to Halo, field by field</h2>
        {error ? (
          <ErrorNotice inline error={error} onRetry={() => void plan.refetch()} onGo={onGo} />
        ) : plan.data ? (
          <Plan plan={plan.data} onRules={() => onTab("rules")} />
        ) : (
          <Skeleton label="Working out the fields" lines={6} />
        )}
      </section>
    </div>
  );
}

/** Why the ticket cannot be made yet. */
function whyNot(
  plan: TestTicketPlanDto | undefined,
  customer: CustomerRefDto | null,
  isRunning: boolean,
  isOld: boolean,
): string | undefined {
  if (isRunning) return "A test is running";
  if (plan === undefined || isOld) return "The fields are being worked out";
  return plan.blocked[0] ?? (customer === null ? "Choose a customer first" : undefined);
}

function Plan({ plan, onRules }: { readonly plan: TestTicketPlanDto; readonly onRules: () => void }) {
  return (
    <>
      {plan.blocked.length > 0 && (
        <Banner
          tone="problem"
          title="It cannot be sent yet."
          actions={<Button onClick={onRules}>Open the rules</Button>}
        >
          <ul>
            {plan.blocked.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Banner>
      )}
      {plan.fields.length > 0 && (
        <Table
          caption="Fields of the test ticket"
          columns={[
            { head: "Field", width: "28%" },
            { head: "Halo’s name", width: "28%" },
            { head: "Value" },
          ]}
          rows={plan.fields.map(({ field, label, value }) => ({
            key: field,
            cells: [label, <code key="field">{field}</code>, <ValueText key="value" text={value} />],
          }))}
        />
      )}
      {plan.later.length > 0 && (
        <>
          <h3 className={cx("groupHead", s["next"])}>What is written to it then</h3>
          <ol className={s["later"]}>
            {plan.later.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
