import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../../components/Button";
import { Dialog } from "../../../../components/Dialog";
import { ErrorNotice } from "../../../../errors/ErrorNotice";
import { useSendsQuestion } from "../../../../errors/useSendsQuestion";
import {
  call,
  commands,
  type OrganizationId,
  type ProfileId,
  type RulesOverrideDto,
  type RulesOverrideRowDto,
  type TicketRulesFormDto,
} from "../../../../ipc/client";
import { queries } from "../../../../ipc/queries";
import { useDebounced } from "../../../../lib/useDebounced";
import { type ChosenOrganization, OrganizationField } from "../../OrganizationField";
import { alike, Issue } from "../Preflight";
import s from "./Overrides.module.css";
import { OwnChoices } from "./OwnChoices";
import { isEmpty, NOTHING_OWN } from "./own";

type OverrideDialogProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly form: TicketRulesFormDto;
  /** The rules to edit; null while the organisation is still to be chosen. */
  readonly row: RulesOverrideRowDto | null;
  readonly onClose: () => void;
};

/** One organisation's own rules: only what differs is chosen, only what is valid is offered, and pre-flight stays in view. */
export function OverrideDialog({ profileId, vendorName, form, row, onClose }: OverrideDialogProps) {
  const [chosen, setChosen] = useState<ChosenOrganization | null>(
    row && { id: row.organization, name: row.name },
  );
  const [own, setOwn] = useState<RulesOverrideDto>(row?.own ?? NOTHING_OWN);
  const checked = useDebounced(own, 300);
  const findings = useQuery(queries.checkRulesOverride(profileId, checked));
  const asking = useSendsQuestion("save");
  const saving = useMutation({
    mutationFn: (organization: OrganizationId) =>
      asking.run((sends) =>
        call(commands.saveRulesOverride(profileId, organization, own, row?.version ?? 0, sends)),
      ),
    onSuccess: (done) => {
      if (done !== undefined) onClose();
    },
  });
  const refused = new Set(
    findings.data?.flatMap(({ severity, field }) => (severity === "blocks" ? field : [])),
  );
  const taken = new Set(form.overrides.map(({ organization }) => organization));
  if (asking.question) return asking.question;
  return (
    <Dialog
      open
      size="l"
      onClose={onClose}
      locked={saving.isPending}
      filled={own !== (row?.own ?? NOTHING_OWN)}
      title={row ? `Rules of ${row.name}` : "Rules of one organisation"}
      description="What is not chosen here is as for everybody."
      note="Statuses, mails and seats are the same for all"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="primary"
            busy={saving.isPending}
            busyWord="Saving…"
            reason={
              chosen === null
                ? "Choose an organisation first"
                : row === null && isEmpty(own)
                  ? "Nothing differs yet"
                  : undefined
            }
            onClick={() => chosen && saving.mutate(chosen.id)}
          >
            Save its rules
          </Button>
        </>
      }
    >
      <div className={s["form"]}>
        {row === null && (
          <OrganizationField
            profileId={profileId}
            chosen={chosen}
            onChoose={setChosen}
            taken={taken}
            detailOf={({ domain }) => domain}
          />
        )}
        <OwnChoices form={form} own={own} vendorName={vendorName} refused={refused} onChange={setOwn} />
        {findings.data && findings.data.length > 0 && (
          <section className={s["found"]} aria-label="Pre-flight of these rules">
            {alike(findings.data).map((group) => (
              <Issue key={`${group[0].field} ${group[0].text}`} findings={group} />
            ))}
          </section>
        )}
        {findings.error && <ErrorNotice inline error={findings.error} />}
        {saving.error && <ErrorNotice inline error={saving.error} />}
      </div>
    </Dialog>
  );
}
