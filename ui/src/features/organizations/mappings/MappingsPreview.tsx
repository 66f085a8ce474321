import { Fragment, useEffect, useRef } from "react";
import { Banner } from "../../../components/Banner";
import { Disclosure } from "../../../components/Disclosure";
import { RadioGroup } from "../../../components/RadioGroup";
import { Select } from "../../../components/Select";
import { Table } from "../../../components/Table";
import type { MappingLineDto, MappingPreviewDto, TakeFromDto } from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";
import { countOf, takesFile, withLine } from "./choice";
import s from "./Mappings.module.css";

type MappingsPreviewProps = {
  readonly preview: MappingPreviewDto;
  readonly choice: TakeFromDto;
  readonly onChoice: (choice: TakeFromDto) => void;
};

type Side = "ours" | "file";

const SIDES: readonly { readonly value: Side; readonly label: string }[] = [
  { value: "ours", label: "Keep ours" },
  { value: "file", label: "Take the file’s" },
];

/** What each line of the file comes to; where it is otherwise here, the administrator chooses. */
export function MappingsPreview({ preview, choice, onChoice }: MappingsPreviewProps) {
  const summary = useRef<HTMLParagraphElement>(null);
  // The button that chose the file is gone: go on from here, not from the top of the dialog.
  useEffect(() => summary.current?.focus(), []);
  const lines = (state: MappingLineDto["state"]) => preview.lines.filter((line) => line.state === state);
  const count = (state: MappingLineDto["state"]) => countOf(preview, state);
  return (
    <>
      <p ref={summary} tabIndex={-1} role="status">
        <span className="strong">{formatNumber(count("new"))} new</span>,{" "}
        {formatCount(count("conflict"), "conflict")}, {formatNumber(count("same"))} the same already,{" "}
        {formatCount(count("noCustomer"), "line")} without a decision, {formatNumber(count("leftOut"))} left
        out
      </p>
      {preview.notices.length > 0 && (
        <Banner tone="attention" live title={preview.notices[0] ?? ""}>
          {preview.notices.slice(1).join(" ")}
        </Banner>
      )}
      <Conflicts lines={lines("conflict")} total={count("conflict")} choice={choice} onChoice={onChoice} />
      <Lines title="Lines that are left out" lines={lines("leftOut")} total={count("leftOut")} open />
      <Lines title="New" lines={lines("new")} total={count("new")} open={count("conflict") === 0} />
    </>
  );
}

type ConflictsProps = {
  readonly lines: readonly MappingLineDto[];
  readonly total: number;
  readonly choice: TakeFromDto;
  readonly onChoice: (choice: TakeFromDto) => void;
};

function Conflicts({ lines, total, choice, onChoice }: ConflictsProps) {
  if (total === 0) return null;
  return (
    <section className={s["body"]}>
      <h3 className="groupHead">Conflicts</h3>
      <RadioGroup<Side>
        inline
        label="For all of them"
        value={choice.except.length > 0 ? null : choice.file ? "file" : "ours"}
        onValueChange={(side) => onChoice({ file: side === "file", except: [] })}
        options={SIDES}
      />
      <Table
        caption="Conflicts"
        columns={[
          { head: "Line", number: true, width: "3rem" },
          // The reasons stand there: as much room as the names leave.
          { head: "Organisation" },
          { head: "Here", width: "18%" },
          { head: "In the file", width: "18%" },
          { head: "Choice", width: "8.5rem" },
        ]}
        rows={lines.map(({ number, organization, ours, customer, setAside, reasons }) => ({
          key: number,
          cells: [
            number,
            <Fragment key="organization">
              {organization}
              <span className={s["why"]}>{reasons.join(" ")}</span>
            </Fragment>,
            ours ?? <span className="t3">not mapped</span>,
            customer ?? setAside,
            <Select<Side>
              key="choice"
              size="s"
              aria-label={`Line ${number}, ${organization}`}
              value={takesFile(choice, number) ? "file" : "ours"}
              onValueChange={(side) => onChoice(withLine(choice, number, side === "file"))}
              options={SIDES}
            />,
          ],
        }))}
      />
      <More shown={lines.length} total={total} words="They follow the choice for all of them." />
    </section>
  );
}

type LinesProps = {
  readonly title: string;
  readonly lines: readonly MappingLineDto[];
  readonly total: number;
  readonly open: boolean;
};

function Lines({ title, lines, total, open }: LinesProps) {
  if (total === 0) return null;
  const hasReasons = lines.some(({ reasons }) => reasons.length > 0);
  return (
    <Disclosure summary={`${title}, ${formatNumber(total)}`} defaultOpen={open}>
      <Table
        caption={title}
        columns={[
          { head: "Line", number: true, width: "3.5rem" },
          { head: "Organisation", width: "26%" },
          { head: "In the file", width: "26%" },
          ...(hasReasons ? [{ head: "Why" }] : []),
        ]}
        rows={lines.map(({ number, organization, customer, setAside, reasons }) => ({
          key: number,
          cells: [
            number,
            organization,
            customer ?? setAside ?? "none",
            ...(hasReasons ? [reasons.join(" ")] : []),
          ],
        }))}
      />
      <More shown={lines.length} total={total} words="" />
    </Disclosure>
  );
}

/** Lines that are not shown one by one. */
function More({ shown, total, words }: { shown: number; total: number; words: string }) {
  if (shown >= total) return null;
  return (
    <p className="hint">
      and {formatCount(total - shown, "more line")}. {words}
    </p>
  );
}
