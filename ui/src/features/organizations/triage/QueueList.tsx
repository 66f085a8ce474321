import { StateLabel } from "../../../components/StateLabel";
import type { OrganizationId, OrganizationRowDto } from "../../../ipc/client";
import { STATE_NAMES } from "../words";
import type { Decided } from "./sitting";
import s from "./Triage.module.css";

/** Decisions that are still shown. */
const SHOWN = 5;

type QueueListProps = {
  readonly next: readonly OrganizationRowDto[];
  readonly decided: readonly Decided[];
  readonly onGo: (organization: OrganizationId) => void;
};

/** Who comes next, and what was just decided. */
export function QueueList({ next, decided, onGo }: QueueListProps) {
  return (
    <aside className={s["queue"]} aria-label="The list">
      {next.length > 0 && (
        <>
          <h3 className="groupHead">Next</h3>
          <ul>
            {next.map(({ id, name, state }) => (
              <Line key={id} id={id} name={name} state={state} onGo={onGo} />
            ))}
          </ul>
        </>
      )}
      {decided.length > 0 && (
        <>
          <h3 className="groupHead">Just decided</h3>
          <ul>
            {decided.slice(0, SHOWN).map(({ id, name, state }) => (
              <Line key={id} id={id} name={name} state={state} onGo={onGo} />
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

type LineProps = Pick<OrganizationRowDto, "id" | "name" | "state"> & {
  readonly onGo: (organization: OrganizationId) => void;
};

function Line({ id, name, state, onGo }: LineProps) {
  return (
    <li>
      <button type="button" onClick={() => onGo(id)}>
        <span className="cut">{name}</span>
        <StateLabel state={STATE_NAMES[state]} />
      </button>
    </li>
  );
}
