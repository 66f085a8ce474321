import { type RefObject, useEffect, useId, useRef } from "react";
import { KeyValue } from "../../../components/KeyValue";
import { StateLabel } from "../../../components/StateLabel";
import type { DecisionDto, OrganizationDetailDto, ProfileId } from "../../../ipc/client";
import type { Compared } from "../acts";
import { vendorFacts } from "../comparison";
import { CustomerSearch } from "../pane/CustomerSearch";
import { Evidence } from "../pane/Evidence";
import { StateNotice } from "../pane/StateNotice";
import { TwoRecords } from "../pane/TwoRecords";
import { Warnings } from "../pane/Warnings";
import type { PaneSubject } from "../usePane";
import { STATE_NAMES } from "../words";
import { Candidates } from "./Candidates";
import s from "./Triage.module.css";

type StageProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly customers: number;
  readonly detail: OrganizationDetailDto;
  readonly pane: PaneSubject;
  /** "7 of 46", for those who hear it. */
  readonly standing: string;
  /** It has been there long enough to be decided about. */
  readonly settled: boolean;
  readonly busy: boolean;
  /** What is said about a warning. */
  readonly onDecide: (decision: DecisionDto) => void;
  /** Where the search field is. */
  readonly place: RefObject<HTMLElement | null>;
  /** Something else has the focus and keeps it: then the new record is only said. */
  readonly onShown: (words: string) => void;
};

type RecordHeadingProps = {
  readonly id: string;
  readonly describedBy: string;
  readonly name: string;
  readonly words: string;
  readonly onShown: (words: string) => void;
};

/** Each record is begun at its name, unless somebody types or goes on with the mouse or the buttons below. */
function RecordHeading({ id, describedBy, name, words, onShown }: RecordHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const begun = useRef({ words: `${name}. ${words}`, onShown });
  useEffect(() => {
    const busy = document.activeElement?.closest("input, [role=dialog], [data-keeps-focus]");
    if (busy) begun.current.onShown(begun.current.words);
    else heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h2 ref={heading} id={id} tabIndex={-1} className="title3" aria-describedby={describedBy}>
      {name}
    </h2>
  );
}

/** One organisation, the customers it could be, and the two records side by side. */
export function Stage(props: StageProps) {
  const { profileId, vendorName, detail, pane, place } = props;
  const { compared, chosen, choose } = pane;
  const summaryId = useId();
  const facts = [
    { term: "Domains", value: detail.domains.length === 0 ? "none" : detail.domains.join(", ") },
    ...vendorFacts(detail),
  ];

  const words = summaryOf(detail, compared, props.standing);

  return (
    <section ref={place} className={s["stage"]} aria-label="At hand" aria-busy={!props.settled}>
      <div className={s["duo"]}>
        <section className={s["record"]} aria-labelledby={`${summaryId}-name`}>
          <header>
            <span className="hint">{vendorName} organisation</span>
            <RecordHeading
              key={detail.id}
              id={`${summaryId}-name`}
              describedBy={summaryId}
              name={detail.name}
              words={words}
              onShown={props.onShown}
            />
            <StateLabel state={STATE_NAMES[detail.state]} />
            <p id={summaryId} className="vh">
              {words}
            </p>
          </header>
          <KeyValue rows={facts} />
        </section>
        <section className={s["choices"]}>
          <h3 className="vh">Customers in Halo</h3>
          <Candidates detail={detail} compared={compared} onCompare={choose} />
          <CustomerSearch profileId={profileId} customers={props.customers} onChoose={choose} />
        </section>
      </div>
      <StateNotice detail={detail} />
      <Warnings warnings={detail.warnings} busy={props.busy} onDecide={props.onDecide} />
      {compared && (
        <section className={s["compared"]}>
          <h3 className="title3">Compared with {compared.customer.name}</h3>
          <TwoRecords
            profileId={profileId}
            vendorName={vendorName}
            detail={detail}
            compared={compared}
            onBack={chosen ? () => choose(null) : undefined}
          />
          <Evidence compared={compared} mapped={detail.pair?.customer.id === compared.customer.id} />
        </section>
      )}
    </section>
  );
}

/** The record in a sentence. */
function summaryOf(detail: OrganizationDetailDto, compared: Compared | null, standing: string): string {
  const others = detail.candidates.length - 1;
  const best =
    compared === null
      ? "No candidate"
      : `Compared with ${compared.customer.name}${compared.candidate ? `, ${compared.candidate.band}` : ""}`;
  const more =
    compared !== null && others > 0 ? `, ${others} other ${others === 1 ? "candidate" : "candidates"}` : "";
  return `${detail.state}. ${best}${more}. ${standing}`;
}
