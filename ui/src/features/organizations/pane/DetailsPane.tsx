import { Button } from "../../../components/Button";
import { KeyValue } from "../../../components/KeyValue";
import { Skeleton } from "../../../components/Skeleton";
import { Pane, PaneSection } from "../../../components/SplitPane";
import { StateLabel } from "../../../components/StateLabel";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import type { CustomerDto, DecisionDto, OrganizationDetailDto, ProfileId } from "../../../ipc/client";
import { formatNumber } from "../../../lib/format";
import { type Act, type Compared, runnersUp } from "../acts";
import { vendorFacts } from "../comparison";
import { ConnectionSection } from "../connection/ConnectionSection";
import { LeftInHalo } from "../connection/LeftInHalo";
import { STATE_NAMES } from "../words";
import { CustomerSearch } from "./CustomerSearch";
import { Evidence } from "./Evidence";
import { History } from "./History";
import s from "./Pane.module.css";
import { PaneActs } from "./PaneActs";
import { RunnersUp } from "./RunnersUp";
import { StateNotice } from "./StateNotice";
import { TwoRecords } from "./TwoRecords";
import { Warnings } from "./Warnings";

export type PaneActions = {
  readonly onAct: (act: Act) => void;
  readonly onMapTo: (customer: CustomerDto) => void;
  /** Opens the choice of customer and licence, with a customer chosen already where one is given. */
  readonly onConnect: (start?: number) => void;
  /** Opens the form for a new customer in Halo. */
  readonly onCreate: () => void;
  /** Says a warning of the pair right, or raises it again. */
  readonly onDecide: (decision: DecisionDto) => void;
  /** Compares with a customer found by search; null goes back to the best candidate. */
  readonly onChoose: (customer: CustomerDto | null) => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
};

type DetailsPaneProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  /** Customers in the last snapshot, for the search field's words. */
  readonly customers: number;
  /** Known from the row before the details are read. */
  readonly name: string;
  readonly detail: OrganizationDetailDto | undefined;
  readonly error: Error | null;
  readonly onRetry: () => void;
  readonly compared: Compared | null;
  readonly chosen: boolean;
  readonly busy: boolean;
  /** Place in the list, from 1. */
  readonly place: { readonly at: number; readonly of: number } | null;
  readonly onClose: () => void;
  readonly onPrevious: (() => void) | undefined;
  readonly onNext: (() => void) | undefined;
} & PaneActions;

/** One organisation: the two records side by side, what speaks for the pair, and what can be done. */
export function DetailsPane(props: DetailsPaneProps) {
  const { detail, error, place, compared } = props;
  return (
    <Pane
      title={detail?.name ?? props.name}
      meta={
        <>
          {detail && <StateLabel state={STATE_NAMES[detail.state]} />}
          {place && (
            <span>
              {formatNumber(place.at)} of {formatNumber(place.of)}
            </span>
          )}
        </>
      }
      onClose={props.onClose}
      onPrevious={props.onPrevious}
      onNext={props.onNext}
      footer={
        detail && <PaneActs detail={detail} compared={compared} busy={props.busy} onAct={props.onAct} />
      }
    >
      {detail ? (
        <Body {...props} detail={detail} />
      ) : error ? (
        <ErrorNotice inline error={error} onRetry={props.onRetry} />
      ) : (
        <Skeleton label="Reading the organisation" lines={5} />
      )}
    </Pane>
  );
}

function Body(props: DetailsPaneProps & { readonly detail: OrganizationDetailDto }) {
  const { profileId, vendorName, customers, detail, compared, chosen, busy, onMapTo, onChoose } = props;
  const facts = vendorFacts(detail);
  // Where its customer is gone, the others are what is to be decided about, so they come first.
  const isGone = detail.state === "problem" && detail.pair?.customer.present === false;
  const others = (
    <RunnersUp
      candidates={runnersUp(detail, compared)}
      state={detail.state}
      busy={busy}
      onCompare={onChoose}
      onMapTo={onMapTo}
    />
  );
  return (
    <>
      <LeftInHalo profileId={profileId} customer={detail.leftInHalo} onTake={props.onConnect} />
      <StateNotice detail={detail} />
      {isGone && others}
      <Warnings warnings={detail.warnings} busy={busy} onDecide={props.onDecide} />
      {compared ? (
        <>
          <TwoRecords
            profileId={profileId}
            vendorName={vendorName}
            detail={detail}
            compared={compared}
            onBack={chosen ? () => onChoose(null) : undefined}
          />
          <Evidence compared={compared} mapped={detail.pair?.customer.id === compared.customer.id} />
        </>
      ) : (
        <p className="t2">{noCandidate(detail)}</p>
      )}
      {!isGone && others}
      <CustomerSearch profileId={profileId} customers={customers} onChoose={onChoose} />
      <ConnectionSection
        profileId={profileId}
        detail={detail}
        busy={busy}
        onConnect={() => props.onConnect()}
        onCreate={props.onCreate}
        onUnlink={() => props.onAct("unmap")}
      />
      <PaneSection title={`In ${vendorName}`}>
        {facts.length > 0 && <KeyValue rows={facts} />}
        <div className={s["own"]}>
          <Button variant="quiet" onClick={props.onEdit}>
            Edit…
          </Button>
          <Button variant="dangerQuiet" onClick={props.onDelete}>
            Delete
          </Button>
        </div>
      </PaneSection>
      <History key={detail.id} profileId={profileId} organization={detail.id} />
    </>
  );
}

function noCandidate({ state }: OrganizationDetailDto): string {
  switch (state) {
    case "held":
      return "Its tickets are held until it is released. Search a customer to map it after all.";
    case "excluded":
      return "It is left out on purpose. Search a customer to map it after all.";
    case "suggested":
    case "choose":
    case "unmapped":
    case "mapped":
    case "problem":
      return "No customer has the same name or domain. Search all customers below.";
  }
}
