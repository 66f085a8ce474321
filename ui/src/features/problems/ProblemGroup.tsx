import { ArrowRight, BellOff, Ellipsis } from "lucide-react";
import { Button } from "../../components/Button";
import { Card, CardList } from "../../components/Card";
import { Icon } from "../../components/Icon";
import { IconButton } from "../../components/IconButton";
import { Menu } from "../../components/Menu";
import { StateLabel } from "../../components/StateLabel";
import { causeTitle } from "../../errors/causes";
import type { ProblemDto, ProblemGroupDto } from "../../ipc/client";
import { formatMoment, formatNumber } from "../../lib/format";
import s from "./Problems.module.css";
import { CAUSES, type ProblemsDestination } from "./words";

type ProblemGroupProps = {
  readonly group: ProblemGroupDto;
  readonly busy: boolean;
  readonly onAccept: (rows: readonly ProblemDto[]) => void;
  readonly onIgnore: (rows: readonly ProblemDto[]) => void;
  readonly onGo: (to: ProblemsDestination) => void;
};

/** What happened, what it does, one act, and what it happened to. */
export function ProblemGroup({ group, busy, onAccept, onIgnore, onGo }: ProblemGroupProps) {
  const words = CAUSES[group.cause];
  const title = causeTitle(group.cause, group.total);
  const { rows } = group;
  const only = rows.length === 1 && group.total === 1 ? rows[0] : undefined;
  const rest = group.total - rows.length;
  return (
    <Card label={title}>
      <header className={s["head"]}>
        <div>
          <h2 className={s["title"]}>
            {title}
            <StateLabel pill state={group.blocksWork ? "blocksWork" : "lookOnce"} />
          </h2>
          <p className="t2">{words.effect}</p>
        </div>
        <div className={s["acts"]}>
          {group.canAccept ? (
            <Button busy={busy} busyWord="Accepting…" onClick={() => onAccept(rows)}>
              {acceptWords(rows.length, rest)}
            </Button>
          ) : (
            <Button onClick={() => onGo(placeOf(words.to, only))}>{words.act}</Button>
          )}
          <Menu
            align="end"
            label={`More about: ${title}`}
            trigger={<IconButton icon={Ellipsis} label={`More about: ${title}`} />}
            items={[
              ...(group.canAccept
                ? [{ label: words.act, onSelect: () => onGo(placeOf(words.to, only)) }]
                : []),
              { label: "Ignore until…", icon: BellOff, onSelect: () => onIgnore(rows) },
            ]}
          />
        </div>
      </header>
      <CardList label={title}>
        {rows.map((row) => (
          <ProblemRow key={row.id} row={row} onIgnore={onIgnore} onGo={onGo} />
        ))}
        {rest > 0 && <li className={s["rest"]}>And {formatNumber(rest)} more.</li>}
      </CardList>
    </Card>
  );
}

type ProblemRowProps = Pick<ProblemGroupProps, "onIgnore" | "onGo"> & { readonly row: ProblemDto };

function ProblemRow({ row, onIgnore, onGo }: ProblemRowProps) {
  const { organization, subject, firstSeenAt } = row;
  return (
    <li className={s["row"]}>
      <span className={s["subject"]}>{subject}</span>
      <span className="t2" title={`First seen ${formatMoment(firstSeenAt)}`}>
        <What row={row} />
      </span>
      <span className={s["rowActs"]}>
        {organization !== null && (
          <Button
            variant="quiet"
            aria-label={`Show ${subject}`}
            onClick={() => onGo({ page: "organizations", filter: "all", org: organization })}
          >
            Show
          </Button>
        )}
        <IconButton icon={BellOff} label={`Ignore ${subject} until…`} onClick={() => onIgnore([row])} />
      </span>
    </li>
  );
}

/** What it was and is, then what there is to say about it. */
export function What({ row: { before, after, note } }: { row: ProblemDto }) {
  return (
    <>
      {before !== null && after !== null ? (
        <span className={s["diff"]}>
          <s>{before}</s>
          <Icon of={ArrowRight} size={14} />
          <span className="vh"> is now </span>
          <b>{after}</b>
        </span>
      ) : (
        before
      )}
      {note !== null && (before === null ? note : `. ${note}`)}
    </>
  );
}

function acceptWords(shown: number, rest: number): string {
  if (rest > 0) return `Accept these ${formatNumber(shown)}`;
  return shown === 1 ? "Accept it as it is" : `Accept all ${formatNumber(shown)}`;
}

/** A single organisation is shown itself, not the list; its licences are chosen there too. */
function placeOf(to: ProblemsDestination, only: ProblemDto | undefined): ProblemsDestination {
  const org = only?.organization ?? null;
  const isOfOrganizations = to.page === "organizations" || to.page === "licences";
  return isOfOrganizations && org !== null ? { page: "organizations", filter: "all", org } : to;
}
