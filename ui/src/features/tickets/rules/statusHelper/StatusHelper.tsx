import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../../components/Button";
import { Disclosure } from "../../../../components/Disclosure";
import { StateLabel } from "../../../../components/StateLabel";
import { ErrorNotice } from "../../../../errors/ErrorNotice";
import type {
  MapFindingDto,
  ProfileId,
  StatusPlaceDto,
  TicketRulesDto,
  TicketRulesFormDto,
} from "../../../../ipc/client";
import { queries } from "../../../../ipc/queries";
import { formatCount } from "../../../../lib/format";
import { useDebounced } from "../../../../lib/useDebounced";
import { ArrowsBetween } from "./ArrowsBetween";
import { arrowsOf, columnsOf, isOnWay, partnerOf, samePlace, wayInWords } from "./maps";
import { StatusColumn } from "./StatusColumn";
import s from "./StatusHelper.module.css";

type StatusHelperProps = {
  readonly profileId: ProfileId;
  readonly form: TicketRulesFormDto;
  readonly rules: TicketRulesDto;
  readonly vendorName: string;
};

/** Both life-cycles side by side with the maps between them: pick a status, and see what becomes of a ticket in it. */
export function StatusHelper({ profileId, form, rules, vendorName }: StatusHelperProps) {
  const [picked, setPicked] = useState<StatusPlaceDto | null>(null);
  const examined = useQuery(queries.examineStatusMaps(profileId, useDebounced(rules, 300)));
  const columns = columnsOf(form, rules);
  const journey = examined.data?.journeys.find(({ stops }) => samePlace(stops[0], picked));
  const arrows = arrowsOf(columns, rules).map((arrow) => ({
    ...arrow,
    hot: isOnWay(arrow, columns, journey),
    fault: journey?.end === "circle" && isOnWay(arrow, columns, journey),
  }));
  const nameOf = ({ side, id }: StatusPlaceDto) => columns[side].find((place) => place.id === id)?.name ?? id;
  const next = picked && partnerOf(picked, rules);
  const column = (side: "vendor" | "halo", label: string) => (
    <StatusColumn
      label={label}
      places={columns[side]}
      picked={picked?.side === side ? picked.id : null}
      onWay={journey?.stops.filter((stop) => stop.side === side).map(({ id }) => id) ?? []}
      partnerName={(place) => {
        const partner = partnerOf(place, rules);
        return partner && nameOf(partner);
      }}
      onPick={setPicked}
      onFollow={(place) => setPicked(partnerOf(place, rules) ?? place)}
    />
  );
  return (
    <section className={s["helper"]} aria-label="A ticket’s way">
      <h3 className={s["head"]}>A ticket’s way through both maps</h3>
      <div className={s["columns"]}>
        {column("vendor", `${vendorName} statuses`)}
        <ArrowsBetween arrows={arrows} rows={Math.max(columns.vendor.length, columns.halo.length)} />
        {column("halo", "Halo statuses")}
      </div>
      <div className={s["way"]}>
        <p role="status" className="t2">
          {picked && journey
            ? wayInWords(journey, nameOf, vendorName)
            : "Pick a status on either side to see what it becomes, and what comes back."}
        </p>
        {next && (
          <Button variant="quiet" onClick={() => setPicked(next)}>
            Follow to “{nameOf(next)}”
          </Button>
        )}
      </div>
      {examined.error && (
        <ErrorNotice inline error={examined.error} onRetry={() => void examined.refetch()} />
      )}
      <Findings findings={examined.data?.findings ?? []} />
    </section>
  );
}

/** How many are shown before the rest folds away. */
const IN_VIEW = 4;

function Findings({ findings }: { readonly findings: readonly MapFindingDto[] }) {
  if (findings.length === 0) return null;
  const rest = findings.slice(IN_VIEW);
  return (
    <>
      <FindingList label="What the maps would do" findings={findings.slice(0, IN_VIEW)} />
      {rest.length > 0 && (
        <Disclosure summary={`${formatCount(rest.length, "more remark", "more remarks")}`}>
          <FindingList label="More remarks" findings={rest} />
        </Disclosure>
      )}
    </>
  );
}

function FindingList({
  label,
  findings,
}: {
  readonly label: string;
  readonly findings: readonly MapFindingDto[];
}) {
  return (
    <ul className={s["findings"]} aria-label={label}>
      {findings.map(({ text, isFault }) => (
        <li key={text}>
          <StateLabel
            state={isFault ? "problem" : "lookOnce"}
            word={isFault ? "Does not fit" : "Look once"}
          />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
