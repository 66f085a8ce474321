import { useMutation, useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { Button } from "../../../components/Button";
import { EmptyState } from "../../../components/EmptyState";
import { PageHead } from "../../../components/Page";
import { Skeleton } from "../../../components/Skeleton";
import { useToast } from "../../../components/Toast";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import { useSendsQuestion } from "../../../errors/useSendsQuestion";
import {
  call,
  commands,
  type OrganizationId,
  type RulesOverrideRowDto,
  type TicketRulesFormDto,
} from "../../../ipc/client";
import { useBlocked } from "../../../ipc/health";
import { queries } from "../../../ipc/queries";
import { useTask } from "../../../ipc/tasks";
import { formatWhen } from "../../../lib/format";
import { useDebounced } from "../../../lib/useDebounced";
import { useNow } from "../../../lib/useNow";
import { type TabProps, TicketTabs } from "../TicketTabs";
import { CarriedRules } from "./CarriedRules";
import { emptyChoices, fieldsInUse } from "./draft";
import { FillByName } from "./FillByName";
import { LeaveGuard } from "./LeaveGuard";
import { OverrideDialog } from "./overrides/OverrideDialog";
import { OverridesPart } from "./overrides/OverridesPart";
import { Preflight } from "./Preflight";
import { Revoked } from "./Revoked";
import { RevokeMappingDialog } from "./RevokeMappingDialog";
import s from "./Rules.module.css";
import { RulesForm } from "./RulesForm";
import { SyncSeats } from "./SyncSeats";
import { useRulesDraft } from "./useRulesDraft";

/** The rules: read what Halo offers, edit, check beside the form, save. */
export function RulesTab(props: TabProps) {
  const form = useQuery(queries.ticketRulesForm(props.profileId));
  if (form.data && form.data.readAt !== null) return <Editor {...props} form={form.data} />;
  return (
    <>
      <PageHead title="Tickets" />
      <TicketTabs tab="rules" onTab={props.onTab}>
        {form.data ? (
          <NeverRead {...props} />
        ) : form.error ? (
          <ErrorNotice error={form.error} onRetry={() => void form.refetch()} onGo={props.onGo} />
        ) : (
          <Skeleton label="Reading the ticket rules" lines={8} />
        )}
      </TicketTabs>
    </>
  );
}

function Editor({
  profileId,
  vendorName,
  onTab,
  onGo,
  form,
}: TabProps & { readonly form: TicketRulesFormDto }) {
  const toast = useToast();
  const asking = useSendsQuestion("save");
  const draft = useRulesDraft(profileId, form, asking, () => toast.show("Ticket rules saved"));
  const { rules, isDirty, saving, filling } = draft;
  const [revoking, setRevoking] = useState(false);
  /** Whose own rules are open; `new` while the organisation is still to be chosen. */
  const [editingOwn, setEditingOwn] = useState<OrganizationId | "new" | null>(null);
  const checked = useDebounced(rules, 300);
  const findings = useQuery(queries.checkTicketRules(profileId, checked));
  const refused = useMemo(
    () =>
      new Set(findings.data?.findings.flatMap(({ severity, field }) => (severity === "blocks" ? field : []))),
    [findings.data],
  );
  const place = useRef<HTMLDivElement>(null);
  const showField = (field: string) =>
    place.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)?.focus();

  return (
    <>
      <PageHead
        title="Tickets"
        meta={isDirty ? "Changes are not saved" : form.saved ? "Saved" : "Not set up yet"}
        actions={
          <>
            {isDirty && (
              <Button variant="quiet" onClick={draft.discard}>
                Discard changes
              </Button>
            )}
            {form.saved ? (
              <Button variant="dangerQuiet" onClick={() => setRevoking(true)}>
                Revoke all ticket mapping…
              </Button>
            ) : (
              <Button variant="quiet" onClick={() => onGo("home")}>
                Skip, finish later
              </Button>
            )}
            <Button
              variant={isDirty ? "primary" : "plain"}
              busy={saving.isPending}
              busyWord="Saving…"
              reason={isDirty ? undefined : "Nothing was changed"}
              // A failure is shown below.
              onClick={() => void draft.save().catch(() => undefined)}
            >
              Save ticket rules
            </Button>
          </>
        }
      />
      <TicketTabs tab="rules" onTab={onTab} toMend={refused.size}>
        {form.revokedAt !== null && (
          <div className={s["above"]}>
            <Revoked profileId={profileId} at={form.revokedAt} />
          </div>
        )}
        {form.carried && (
          <div className={s["above"]}>
            <CarriedRules
              profileId={profileId}
              carried={form.carried}
              onFill={draft.change}
              onOwn={setEditingOwn}
            />
          </div>
        )}
        {saving.error && <ErrorNotice inline error={saving.error} onGo={onGo} />}
        <div ref={place} className={s["split"]}>
          <RulesForm
            profileId={profileId}
            form={form}
            rules={rules}
            vendorName={vendorName}
            refused={refused}
            onChange={draft.change}
            fill={
              <FillByName
                empty={emptyChoices(form, rules)}
                busy={filling.isPending}
                error={filling.error}
                done={filling.data}
                onFill={() => filling.mutate()}
              />
            }
            seats={<SyncSeats profileId={profileId} onLicences={() => onGo("licences")} />}
            own={
              <OverridesPart
                profileId={profileId}
                form={form}
                findings={findings.data?.own ?? []}
                onEdit={setEditingOwn}
              />
            }
          />
          <Preflight
            findings={findings.data?.findings ?? null}
            checking={checked !== rules || findings.isPlaceholderData}
            own={findings.data?.own ?? []}
            fields={fieldsInUse(form, rules)}
            onShow={showField}
            onShowOwn={setEditingOwn}
            error={
              findings.error && (
                <ErrorNotice
                  inline
                  error={findings.error}
                  onRetry={() => void findings.refetch()}
                  onGo={onGo}
                />
              )
            }
            foot={<ReadAgain profileId={profileId} readAt={form.readAt} />}
          />
        </div>
      </TicketTabs>
      {isDirty && (
        <LeaveGuard
          error={saving.error}
          saving={saving.isPending}
          aside={asking.question !== null}
          onSave={draft.save}
        />
      )}
      {asking.question}
      {revoking && (
        <RevokeMappingDialog
          profileId={profileId}
          vendorName={vendorName}
          overrides={form.overrides.length}
          onRevoked={() => {
            setRevoking(false);
            toast.show("All ticket mapping was revoked");
          }}
          onClose={() => setRevoking(false)}
        />
      )}
      {editingOwn !== null && (
        <OverrideDialog
          key={editingOwn}
          profileId={profileId}
          vendorName={vendorName}
          form={form}
          row={ownRow(form, editingOwn)}
          onClose={() => setEditingOwn(null)}
        />
      )}
    </>
  );
}

/** The own rules of an organisation: those that are saved, else those that can be taken over. */
function ownRow(form: TicketRulesFormDto, id: OrganizationId | "new"): RulesOverrideRowDto | null {
  const saved = form.overrides.find(({ organization }) => organization === id);
  const carried = form.carried?.own.find(({ organization }) => organization === id);
  return saved ?? (carried ? { ...carried, version: 0 } : null);
}

/** How fresh Halo's configuration is, and reading it again. */
function ReadAgain({ profileId, readAt }: { readonly profileId: number; readonly readAt: string | null }) {
  const now = useNow();
  const { button, error } = useReading(profileId);
  return (
    <>
      {error !== null && <ErrorNotice inline error={error} />}
      <p>
        {readAt === null
          ? "Halo’s configuration was not read yet. "
          : `Against what Halo had ${formatWhen(readAt, now)}. `}
        {button("link", "Read it again")}
      </p>
    </>
  );
}

function NeverRead({ profileId, onGo }: TabProps) {
  const { button, error } = useReading(profileId);
  return (
    <EmptyState
      title="Read what Halo offers first"
      actions={
        <>
          {button("primary", "Read Halo’s configuration")}
          <Button variant="quiet" onClick={() => onGo("home")}>
            Skip, finish later
          </Button>
        </>
      }
    >
      <p>
        Ticket types, SLAs, priorities and statuses come from Halo, so that only valid ones can be chosen.
      </p>
      {error && <ErrorNotice inline error={error} onGo={onGo} />}
    </EmptyState>
  );
}

function useReading(profileId: number): {
  readonly button: (variant: "primary" | "link", words: string) => ReactNode;
  readonly error: Error | null;
} {
  const reading = useMutation({ mutationFn: () => call(commands.readHalo(profileId)) });
  const task = useTask(profileId, "readHalo")?.state;
  const isReading = reading.isPending || task?.state === "running";
  const blocked = useBlocked(profileId).read ?? undefined;
  return {
    // That a read failed is said by the window, above every page.
    error: reading.error,
    button: (variant, words) => (
      <Button
        variant={variant}
        icon={variant === "primary" ? RefreshCw : undefined}
        busy={isReading}
        busyWord="Reading…"
        reason={blocked}
        onClick={() => reading.mutate()}
      >
        {words}
      </Button>
    ),
  };
}
