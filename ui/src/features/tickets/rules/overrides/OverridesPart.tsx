import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { Button } from "../../../../components/Button";
import { StateLabel } from "../../../../components/StateLabel";
import { Table } from "../../../../components/Table";
import { useToast } from "../../../../components/Toast";
import { ErrorNotice } from "../../../../errors/ErrorNotice";
import { useSendsQuestion } from "../../../../errors/useSendsQuestion";
import {
  call,
  commands,
  type OrganizationId,
  type OverrideFindingsDto,
  type ProfileId,
  type RulesOverrideRowDto,
  type TicketRulesFormDto,
} from "../../../../ipc/client";
import s from "./Overrides.module.css";
import { differences } from "./own";

type OverridesPartProps = {
  readonly profileId: ProfileId;
  readonly form: TicketRulesFormDto;
  /** What pre-flight says about them. */
  readonly findings: readonly OverrideFindingsDto[];
  readonly onEdit: (organization: OrganizationId | "new") => void;
};

/** All organisations whose tickets differ, each with what differs. These are saved on their own, each at once. */
export function OverridesPart({ profileId, form, findings, onEdit }: OverridesPartProps) {
  const toast = useToast();
  const askingBack = useSendsQuestion("bringBack");
  const bringing = useMutation({
    mutationFn: (row: RulesOverrideRowDto) =>
      askingBack.run((sends) =>
        call(commands.saveRulesOverride(profileId, row.organization, row.own, 0, sends)),
      ),
  });
  const asking = useSendsQuestion("remove");
  const removing = useMutation({
    mutationFn: (row: RulesOverrideRowDto) =>
      asking.run((sends) => call(commands.removeRulesOverride(profileId, row.organization, sends))),
    onSuccess: (done, row) => {
      if (done === undefined) return;
      toast.show(`${row.name} has everybody’s rules again`, {
        label: "Undo",
        onPress: () => bringing.mutate(row),
      });
    },
  });
  const error = removing.error ?? bringing.error;
  if (!form.saved) return <p className="t2">Save the rules for everybody first.</p>;
  return (
    <div className={s["part"]}>
      {form.overrides.length === 0 ? (
        <p className="t2">Every organisation’s tickets are made by the rules above.</p>
      ) : (
        <Table
          caption="Organisations with rules of their own"
          columns={[
            { head: "Organisation", width: "26%" },
            { head: "What differs" },
            { head: "Pre-flight", width: "132px" },
            { head: <span className="vh">Acts</span>, width: "132px" },
          ]}
          rows={form.overrides.map((row) => ({
            key: row.organization,
            cells: [
              row.name,
              differences(form, row.own).join(", ") || "Nothing any more",
              <StateLabel
                key="state"
                {...verdict(findings.find(({ organization }) => organization === row.organization))}
              />,
              <span key="acts" className={s["acts"]}>
                <Button
                  variant="link"
                  aria-label={`Edit ${row.name}`}
                  onClick={() => onEdit(row.organization)}
                >
                  Edit
                </Button>
                <Button
                  variant="link"
                  aria-label={`Remove ${row.name}`}
                  busy={removing.isPending && removing.variables.organization === row.organization}
                  busyWord="Removing…"
                  onClick={() => removing.mutate(row)}
                >
                  Remove
                </Button>
              </span>,
            ],
          }))}
        />
      )}
      {error && <ErrorNotice inline error={error} />}
      {asking.question}
      {askingBack.question}
      <div>
        <Button icon={Plus} onClick={() => onEdit("new")}>
          Add an organisation…
        </Button>
      </div>
    </div>
  );
}

function verdict(found: OverrideFindingsDto | undefined) {
  if (!found) return { state: "passed", word: "Nothing to mend" } as const;
  return found.findings.some(({ severity }) => severity === "blocks")
    ? ({ state: "blocksWork", word: "Refused" } as const)
    : ({ state: "lookOnce", word: "Look once" } as const);
}
