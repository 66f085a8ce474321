import { ArrowRight } from "lucide-react";
import { Icon } from "../../../components/Icon";
import type { ActorDto, TicketEventDto } from "../../../ipc/client";
import { formatMoment, formatWhen } from "../../../lib/format";
import { useNow } from "../../../lib/useNow";
import s from "./List.module.css";

type HistoryProps = { readonly events: readonly TicketEventDto[] };

const ACTORS: Record<ActorDto, string> = { here: "You", halyard: "Halyard", halo: "Halo" };

/** What happened to the ticket, newest first. */
export function History({ events }: HistoryProps) {
  const now = useNow();
  return (
    <ol className={s["history"]}>
      {events.map((event, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added at the top; they have no other identity.
        <li key={events.length - index}>
          <time dateTime={event.at} title={formatMoment(event.at)}>
            {formatWhen(event.at, now)}
          </time>
          <div className={s["entry"]}>
            <span>
              {event.what}
              <span className="t3">, {ACTORS[event.actor]}</span>
            </span>
            {event.after !== null && (
              <span className="t2">
                {event.before ?? "none"} <Icon of={ArrowRight} size={12} />
                <span className="vh"> became </span> {event.after}
              </span>
            )}
            {event.note !== null && <span className="t2">{event.note}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
