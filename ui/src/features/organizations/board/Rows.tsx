import { StateLabel } from "../../../components/StateLabel";
import type { BoardCustomerDto, BoardOrganizationDto } from "../../../ipc/client";
import { STATE_NAMES } from "../words";
import s from "./Board.module.css";
import { customerRelation, organizationRelation } from "./words";

/** What stands in a row of the left side. Where its lines lead is said, not shown: the lines show it. */
export function organizationRow({ name, state, toReview, ends }: BoardOrganizationDto) {
  return (
    <>
      <span className={s["state"]}>
        <StateLabel state={toReview ? "lookAgain" : STATE_NAMES[state]} />
      </span>
      <span className={`cut ${s["name"]}`} title={name}>
        {name}
      </span>
      <span className="vh">{organizationRelation(ends)}</span>
    </>
  );
}

/** What stands in a row of the right side. */
export function customerRow({ name, domain, inactive, ends }: BoardCustomerDto) {
  return (
    <>
      <span className={`cut ${inactive ? "t2" : s["name"]}`} title={name}>
        {name}
        {inactive && " (inactive)"}
      </span>
      <span className="vh">{customerRelation(ends)}</span>
      {domain !== null && (
        <span className={`cut ${s["domain"]}`} title={domain}>
          {domain}
        </span>
      )}
    </>
  );
}
