import { useEffect, useRef } from "react";
import { Banner } from "../../../components/Banner";
import { Switch } from "../../../components/Checkbox";
import { Disclosure } from "../../../components/Disclosure";
import { Field } from "../../../components/Field";
import { Select, type SelectOption } from "../../../components/Select";
import { Table } from "../../../components/Table";
import type { ImportPreviewDto, ReadOptionsDto } from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";
import { BadRows } from "./BadRows";
import { optionsForColumn, parseUse, valueOfUse } from "./columnUse";
import { GoneRows } from "./GoneRows";
import type { Gone } from "./gone";
import s from "./Import.module.css";
import { ENCODINGS } from "./reading";

type ImportPreviewProps = {
  readonly preview: ImportPreviewDto;
  readonly gone: Gone;
  readonly onGone: (gone: Gone) => void;
  readonly onOptions: (change: Partial<ReadOptionsDto>) => void;
};

type ReadingProps = Pick<ImportPreviewProps, "preview" | "onOptions">;

const DELIMITERS: readonly SelectOption<string>[] = [
  { value: ",", label: "Comma  ," },
  { value: ";", label: "Semicolon  ;" },
  { value: "\t", label: "Tab" },
  { value: "|", label: "Bar  |" },
];

/** What the file holds, what each column is taken for, and what importing it would do. */
export function ImportPreview({ preview, gone, onGone, onOptions }: ImportPreviewProps) {
  const summary = useRef<HTMLParagraphElement>(null);
  // The button that chose the file is gone: go on from here, not from the top of the dialog.
  useEffect(() => summary.current?.focus(), []);
  return (
    <>
      <p ref={summary} tabIndex={-1} role="status">
        <span className="strong">{formatNumber(preview.added)} added</span>, {formatNumber(preview.updated)}{" "}
        updated, {formatNumber(preview.unchanged)} unchanged
        {preview.badRows.length > 0 && <>, {formatCount(preview.badRows.length, "row")} left out</>}
        {preview.gone.length > 0 && <>, {formatNumber(preview.gone.length)} no longer in the list</>}
      </p>
      {preview.blocked !== null && <Banner tone="attention" live title={preview.blocked} />}
      <Columns preview={preview} onOptions={onOptions} />
      <HowItIsRead preview={preview} onOptions={onOptions} />
      <GoneRows rows={preview.gone} gone={gone} onGone={onGone} />
      <BadRows rows={preview.badRows} title="Rows that will be left out" />
      <BadRows rows={preview.passedOver} title="Rows that will be taken without this" />
      <Disclosure
        summary={`First ${formatCount(preview.rows.length, "row")}`}
        defaultOpen={preview.badRows.length === 0}
      >
        <div className={s["rows"]}>
          <Table
            wide
            caption={`First rows of ${preview.name}`}
            columns={[{ head: "Row" }, ...preview.columns.map(({ heading }) => ({ head: heading }))]}
            rows={preview.rows.map((cells, index) => ({
              key: index,
              cells: [index + 1, ...cells],
            }))}
          />
        </div>
      </Disclosure>
    </>
  );
}

function HowItIsRead({ preview, onOptions }: ReadingProps) {
  const { reading, above, hasHeader } = preview;
  if (reading.kind === "api") return null;
  return (
    <div className={s["reading"]}>
      {reading.kind === "text" ? (
        <>
          <Field label="Delimiter">
            <Select
              size="s"
              value={reading.delimiter}
              // The columns are other ones then, so what they hold is worked out anew.
              onValueChange={(delimiter) => onOptions({ delimiter, columns: null })}
              options={DELIMITERS}
            />
          </Field>
          <Field label="Encoding">
            <Select
              size="s"
              value={reading.encoding}
              onValueChange={(encoding) => onOptions({ encoding, columns: null })}
              options={ENCODINGS}
            />
          </Field>
        </>
      ) : (
        <Field label="Sheet">
          <Select
            size="s"
            value={reading.sheet}
            onValueChange={(sheet) => onOptions({ sheet, hasHeader: null, columns: null })}
            options={reading.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
          />
        </Field>
      )}
      <Switch
        label={above === 0 ? "The first row is a heading" : "There is a heading"}
        hint={above === 0 ? undefined : `${formatCount(above, "line")} above it passed over`}
        checked={hasHeader}
        onCheckedChange={(next) => onOptions({ hasHeader: next, columns: null })}
      />
    </div>
  );
}

function Columns({ preview, onOptions }: ReadingProps) {
  return (
    <section>
      <h3 className="groupHead">What each column holds</h3>
      {preview.remembered && <p className="hint">As you chose it when you last imported a list like this.</p>}
      <ul className={s["columns"]}>
        {preview.columns.map((column) => (
          <li key={column.place} className={s["column"]}>
            <span className={s["heading"]}>
              <span className="medium cut">{column.heading}</span>
              <span className="hint cut">{column.sample === "" ? "no values" : column.sample}</span>
            </span>
            <Select
              size="s"
              aria-label={`${column.heading} holds`}
              value={valueOfUse(column.holds)}
              options={optionsForColumn(column.holds, preview.products)}
              onValueChange={(value) =>
                onOptions({
                  columns: preview.columns.map(({ place, holds }) =>
                    place === column.place ? parseUse(value) : holds,
                  ),
                })
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
