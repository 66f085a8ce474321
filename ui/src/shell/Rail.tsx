import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Brand } from "../components/Brand";
import { Icon } from "../components/Icon";
import { Tooltip } from "../components/Tooltip";
import type { ProfileId } from "../ipc/client";
import { queries } from "../ipc/queries";
import { cx } from "../lib/cx";
import { formatNumber } from "../lib/format";
import { BREAKPOINTS, useMediaQuery } from "../lib/useMediaQuery";
import { PLACES, type Place, SETTINGS } from "./places";
import s from "./Rail.module.css";

/** The places of the program, with a count only where something waits. */
export function Rail({ profileId }: { profileId: ProfileId }) {
  const home = useQuery(queries.home(profileId)).data;
  const waiting: Partial<Record<Place["to"], number>> = {
    "/profiles/$profileId/organizations": home?.todo ?? 0,
    "/profiles/$profileId/tickets": home?.ticketsWaiting ?? 0,
    "/profiles/$profileId/licences": home?.seatsDiffering ?? 0,
    "/profiles/$profileId/problems": home?.problems ?? 0,
  };
  return (
    <nav className={s["rail"]} aria-label="Main">
      <Link to="/" className={s["brand"]} title="All integrations">
        <Brand />
        <span className={s["word"]}>Halyard</span>
      </Link>
      <ul className={s["places"]}>
        {PLACES.map((place) => (
          <PlaceLink
            key={place.to}
            place={place}
            profileId={profileId}
            count={waiting[place.to] ?? 0}
            warns={place.to === "/profiles/$profileId/problems"}
          />
        ))}
      </ul>
      <ul className={s["last"]}>
        <PlaceLink place={SETTINGS} profileId={profileId} count={0} />
      </ul>
    </nav>
  );
}

type PlaceLinkProps = {
  readonly place: Place;
  readonly profileId: ProfileId;
  readonly count: number;
  /** What is counted asks for a look. */
  readonly warns?: boolean;
};

function PlaceLink({ place, profileId, count, warns = false }: PlaceLinkProps) {
  const iconsOnly = useMediaQuery(BREAKPOINTS.medium);
  return (
    <li>
      <Tooltip content={iconsOnly ? place.label : null}>
        <Link to={place.to} params={{ profileId }} className={s["place"]}>
          <Icon of={place.icon} className={s["icon"]} />
          <span className={s["word"]}>{place.label}</span>
          {count > 0 && (
            <span className={cx(s["count"], warns && s["warn"])}>
              {formatNumber(count)}
              <span className="vh"> waiting</span>
            </span>
          )}
        </Link>
      </Tooltip>
    </li>
  );
}
