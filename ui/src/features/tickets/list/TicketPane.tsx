import { useMutation, useQuery } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Disclosure } from "../../../components/Disclosure";
import { KeyValue } from "../../../components/KeyValue";
import { Skeleton } from "../../../components/Skeleton";
import { Pane, PaneSection } from "../../../components/SplitPane";
import { StateLabel } from "../../../components/StateLabel";
import { Table } from "../../../components/Table";
import { ErrorNotice, type ErrorPlace } from "../../../errors/ErrorNotice";
import { call, commands, type TicketDetailsDto, type TicketWriteDto } from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatMoment } from "../../../lib/format";
import { DecideButton } from "../sync/DecideButton";
import { StatusSection } from "../sync/StatusSection";
import { ValueText } from "../test/RunView";
import { GiveUpDialog } from "./GiveUpDialog";
import { History } from "./History";
import s from "./List.module.css";
import { LostTicket } from "./LostTicket";
import { NextTry } from "./NextTry";
import { StatusDialog } from "./StatusDialog";
import { asSentence, STATE_LOOKS } from "./words";

type TicketPaneProps = {
  readonly profileId: number;
  readonly vendorName: string;
  readonly ticket: number;
  readonly onClose: () => void;
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
  readonly onRules: () => void;
  readonly onGo: (page: ErrorPlace) => void;
};

/** One ticket: both statuses, what is in the way, what was sent and what Halo holds, what happened. */
export function TicketPane(props: TicketPaneProps) {
  const { profileId, ticket } = props;
  const details = useQuery(queries.ticketDetails(profileId, ticket));
  return (
    <Pane
      title={details.data?.row.summary ?? "Ticket"}
      meta={details.data && <StateLabel {...STATE_LOOKS[details.data.row.state]} />}
      onClose={props.onClose}
      onPrevious={props.onPrevious}
      onNext={props.onNext}
      footer={details.data && <Acts {...props} details={details.data} />}
    >
      {details.data ? (
        <Body {...props} details={details.data} />
      ) : details.error ? (
        <ErrorNotice inline error={details.error} onRetry={() => void details.refetch()} onGo={props.onGo} />
      ) : (
        <Skeleton label="Reading the ticket" lines={6} />
      )}
    </Pane>
  );
}

type PartProps = TicketPaneProps & { readonly details: TicketDetailsDto };

function Body({ profileId, details, vendorName, onRules }: PartProps) {
  const { row } = details;
  const different = details.readBack.filter(({ same }) => !same).length;
  return (
    <>
      <InTheWay profileId={profileId} details={details} onRules={onRules} />
      <KeyValue
        rows={[
          { term: `In ${vendorName}`, value: row.here.name },
          { term: "In Halo", value: row.there?.name ?? "Not there yet" },
          { term: "Organisation", value: row.organization },
          { term: "Customer", value: row.customer ?? "None" },
          { term: "Level", value: row.level },
          ...(row.haloTicket === null
            ? []
            : [{ term: "Ticket", value: `#${row.haloTicket}`, copy: String(row.haloTicket) }]),
          ...(details.externalId === null
            ? []
            : [{ term: "External id", value: details.externalId, copy: details.externalId }]),
          { term: "Mark", value: <code>{details.reference}</code>, copy: details.reference },
          { term: "Made", value: formatMoment(row.createdAt) },
          ...(row.lastSyncedAt === null
            ? []
            : [{ term: "Last sync", value: formatMoment(row.lastSyncedAt) }]),
        ]}
      />
      {row.haloTicket !== null && (
        <PaneSection title="Both statuses">
          <StatusSection profileId={profileId} ticketId={row.id} />
        </PaneSection>
      )}
      {details.details !== "" && (
        <PaneSection title="Details">
          <p className={s["details"]}>{details.details}</p>
        </PaneSection>
      )}
      {details.readBack.length > 0 && (
        <PaneSection
          title={
            different === 0
              ? "Halo holds what was sent"
              : `Halo holds something else in ${different} of ${details.readBack.length} fields`
          }
        >
          {different === 0 ? (
            <Disclosure summary="Show the fields">
              <ReadBack fields={details.readBack} />
            </Disclosure>
          ) : (
            <ReadBack fields={details.readBack} />
          )}
        </PaneSection>
      )}
      <PaneSection title="History">
        <History events={details.events} />
      </PaneSection>
    </>
  );
}

/** What was sent, field by field, beside what Halo holds. */
function ReadBack({ fields }: { readonly fields: TicketDetailsDto["readBack"] }) {
  return (
    <Table
      caption="What was sent and what Halo holds"
      columns={[
        { head: "Field", width: "26%" },
        { head: "Sent" },
        { head: "In Halo" },
        { head: "Same", width: "56px" },
      ]}
      rows={fields.map((field) => ({
        key: field.label,
        cells: [
          field.label,
          <ValueText key="sent" text={field.sent} />,
          <ValueText key="held" text={field.held} />,
          <StateLabel key="same" iconOnly state={field.same ? "same" : "different"} />,
        ],
      }))}
    />
  );
}

/** What keeps it from being in step, with the one thing to do. */
function InTheWay({
  profileId,
  details,
  onRules,
}: {
  readonly profileId: number;
  readonly details: TicketDetailsDto;
  readonly onRules: () => void;
}) {
  const { row, hold, waiting } = details;
  const refused = details.writes.filter(({ isRefused }) => isRefused);
  const opens = details.writes.filter(({ isRefused }) => !isRefused);
  const open = opens[0];
  if (row.state === "gone") {
    return (
      <Banner tone="neutral" title="It is no longer followed.">
        {row.reason} {details.mergedInto !== null && `It is part of ticket ${details.mergedInto} now.`}
        {opens.length > 0 && ` ${waitsFor(opens.length)}`}
      </Banner>
    );
  }
  if (refused.length > 0) {
    return refused.map((write) =>
      write.isUnfindable ? (
        <LostTicket key={write.what} profileId={profileId} ticketId={row.id} write={write} />
      ) : (
        <Refused key={write.what} write={write} />
      ),
    );
  }
  if (row.state === "conflict") {
    return (
      <Banner tone="attention" title="The two statuses do not go together.">
        Here it is {row.here.name}, in Halo {row.there?.name ?? "unknown"}. {row.reason}
      </Banner>
    );
  }
  if (hold) {
    return (
      <Banner
        tone="held"
        title="It is held, and was sent to nobody."
        actions={hold.isAboutRules && <Button onClick={onRules}>Open the rules</Button>}
      >
        {hold.reason} {hold.mend}
      </Banner>
    );
  }
  if (!open) return null;
  return (
    <Banner tone={waiting ? "offline" : "neutral"} title={`${open.what}: waiting.`}>
      {waiting?.reason ?? open.failure}{" "}
      {waiting && <NextTry key={waiting.nextInMs} inMs={waiting.nextInMs} />}
      {open.isUnanswered && " Halo is asked by our mark before anything is sent again."}
    </Banner>
  );
}

function waitsFor(count: number): string {
  return count === 1
    ? "1 write waits until Halo shows it again."
    : `${count} writes wait until Halo shows it again.`;
}

function Refused({ write }: { readonly write: TicketWriteDto }) {
  return (
    <Banner tone="problem" title={`${write.what}: failed.`}>
      <p>
        {write.failure && asSentence(write.failure)} {write.mend}
      </p>
      {write.said !== null && (
        <Disclosure summary="What Halo said">
          <pre>{write.said}</pre>
        </Disclosure>
      )}
    </Banner>
  );
}

function Acts({ profileId, details, onClose }: PartProps) {
  const { row } = details;
  const [isChanging, setChanging] = useState(false);
  const [isGivingUp, setGivingUp] = useState(false);
  const opening = useMutation({
    mutationFn: (ticketId: number) => call(commands.openInBrowser(profileId, { page: "ticket", ticketId })),
  });
  const sending = useMutation({ mutationFn: () => call(commands.sendHeldTickets(profileId, row.id, true)) });
  const retrying = useMutation({ mutationFn: () => call(commands.retryTicket(profileId, row.id)) });
  const discarding = useMutation({
    mutationFn: () => call(commands.discardTicket(profileId, row.id)),
    onSuccess: onClose,
  });
  const error = opening.error ?? sending.error ?? retrying.error ?? discarding.error;
  return (
    <div className={s["acts"]}>
      {error && <ErrorNotice inline error={error} />}
      {row.state === "failed" && (
        <Button
          variant="primary"
          busy={retrying.isPending}
          busyWord="Trying…"
          onClick={() => retrying.mutate()}
        >
          Try again
        </Button>
      )}
      {row.state === "held" && details.hold?.canBeSent && (
        <Button
          variant="primary"
          busy={sending.isPending}
          busyWord="Sending…"
          onClick={() => sending.mutate()}
        >
          Send it to Halo
        </Button>
      )}
      {row.haloTicket !== null && <DecideButton profileId={profileId} ticketId={row.id} />}
      {row.state !== "gone" && <Button onClick={() => setChanging(true)}>Change status…</Button>}
      {row.haloTicket !== null && (
        <Button iconAfter={ExternalLink} onClick={() => opening.mutate(row.haloTicket ?? 0)}>
          Open in Halo
        </Button>
      )}
      {details.canDiscard && (
        <Button
          variant="dangerQuiet"
          busy={discarding.isPending}
          busyWord="Discarding…"
          onClick={() => discarding.mutate()}
        >
          Discard
        </Button>
      )}
      {details.canGiveUp !== null && (
        <Button variant="dangerQuiet" onClick={() => setGivingUp(true)}>
          Give up…
        </Button>
      )}
      {isGivingUp && details.canGiveUp !== null && (
        <GiveUpDialog
          profileId={profileId}
          ticketId={row.id}
          what={details.canGiveUp}
          mayBeThere={details.writes.some(({ isUnfindable }) => isUnfindable)}
          onClose={() => setGivingUp(false)}
        />
      )}
      {isChanging && (
        <StatusDialog profileId={profileId} ticket={details} onClose={() => setChanging(false)} />
      )}
    </div>
  );
}
