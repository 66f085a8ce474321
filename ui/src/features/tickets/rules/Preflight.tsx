import type { ReactNode } from "react";
import { Button } from "../../../components/Button";
import { Skeleton } from "../../../components/Skeleton";
import { StateLabel } from "../../../components/StateLabel";
import type { FieldChoicesDto, FindingDto, OrganizationId, OverrideFindingsDto } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import s from "./Rules.module.css";

type PreflightProps = {
  /** `null` until the first answer. */
  readonly findings: readonly FindingDto[] | null;
  /** They are about an earlier draft: the answer to this one is awaited. */
  readonly checking: boolean;
  /** What is found about organisations' own rules. */
  readonly own: readonly OverrideFindingsDto[];
  /** The fields of a ticket that the form shows a default for. */
  readonly fields: readonly FieldChoicesDto[];
  /** Leads to the part of the form that a finding is about. */
  readonly onShow: (field: string) => void;
  /** Opens an organisation's own rules. */
  readonly onShowOwn: (organization: OrganizationId) => void;
  /** What stands at the foot: when Halo's configuration was read, and reading it again. */
  readonly foot: ReactNode;
  /** Stands in place of the findings when they could not be worked out. */
  readonly error: ReactNode;
};

/** What Halo would say to a ticket of these rules, before any is made. Always in view beside the form. */
export function Preflight({
  findings,
  checking,
  own,
  fields,
  onShow,
  onShowOwn,
  foot,
  error,
}: PreflightProps) {
  const blocking = findings?.filter(({ severity }) => severity === "blocks") ?? [];
  const worthALook = findings?.filter(({ severity }) => severity === "lookOnce") ?? [];
  return (
    <aside className={s["checks"]} aria-label="Pre-flight">
      <header>
        <h2 className="strong">Pre-flight</h2>
        {findings && (
          <p className="t2" role="status">
            {checking
              ? "Checking the changed rules…"
              : summary(blocking.length, worthALook.length, own.filter(isRefused).length)}
          </p>
        )}
      </header>
      {error}
      {!findings && !error && <Skeleton label="Checking the rules" lines={3} />}
      {alike([...blocking, ...worthALook]).map((group) => (
        <Issue key={keyOf(group)} findings={group}>
          {isOnForm(group[0].field, fields) && (
            <Button variant="link" onClick={() => onShow(group[0].field)}>
              Go to the field
            </Button>
          )}
        </Issue>
      ))}
      {own.map(({ organization, name, findings: theirs }) =>
        alike(theirs).map((group) => (
          <Issue key={`${organization} ${keyOf(group)}`} findings={group} whose={name}>
            <Button variant="link" onClick={() => onShowOwn(organization)}>
              Open the rules of {name}
            </Button>
          </Issue>
        )),
      )}
      {findings?.length === 0 && own.length === 0 && <StateLabel state="passed" word="Nothing to mend" />}
      <div className="hint">{foot}</div>
    </aside>
  );
}

type Alike = readonly [FindingDto, ...FindingDto[]];

type IssueProps = {
  /** Findings that the same thing mends. */
  readonly findings: Alike;
  /** The organisation whose rules it is about; everybody's when left out. */
  readonly whose?: string;
  /** Where it leads. */
  readonly children?: ReactNode;
};

/** What was found, and what mends it. */
export function Issue({ findings, whose, children }: IssueProps) {
  const [{ severity, mend }] = findings;
  return (
    <section className={s["issue"]}>
      <StateLabel
        state={severity === "blocks" ? "blocksWork" : "lookOnce"}
        word={severity === "blocks" ? "Halo would refuse" : "Look once"}
      />
      {whose !== undefined && <p className="strong">{whose}</p>}
      {findings.map(({ text }) => (
        <p key={text}>{text}</p>
      ))}
      <p className="t2">{mend}</p>
      {children && <div>{children}</div>}
    </section>
  );
}

/** Findings of one kind stand together: four levels without a priority are one thing to mend. */
export function alike(findings: readonly FindingDto[]): readonly Alike[] {
  const groups = new Map<string, [FindingDto, ...FindingDto[]]>();
  for (const finding of findings) {
    const kind = `${finding.severity} ${finding.field.split(".")[0]} ${finding.mend}`;
    const group = groups.get(kind);
    if (group) group.push(finding);
    else groups.set(kind, [finding]);
  }
  return [...groups.values()];
}

const keyOf = ([first]: Alike) => `${first.field} ${first.text}`;

function isOnForm(field: string, fields: readonly FieldChoicesDto[]): boolean {
  if (!field.startsWith("field.") || field === "field.team") return true;
  return fields.some(({ key }) => field === `field.${key}`);
}

function isRefused({ findings }: OverrideFindingsDto): boolean {
  return findings.some(({ severity }) => severity === "blocks");
}

function summary(blocking: number, worthALook: number, refusedOwn: number): string {
  if (blocking > 0) return "Halo would refuse tickets made by these rules.";
  if (refusedOwn > 0) {
    return `Halo would refuse the tickets of ${formatCount(refusedOwn, "organisation", "organisations")}.`;
  }
  if (worthALook > 0) return "Halo would take these tickets. Something should be looked at.";
  return "Halo would take tickets made by these rules.";
}
