import { useEffect, useRef } from "react";
import { Banner } from "../../../components/Banner";
import { Switch } from "../../../components/Checkbox";
import { Disclosure } from "../../../components/Disclosure";
import { Field } from "../../../components/Field";
import { Select, type SelectOption } from "../../../components/Select";
import { Table } from "../../../components/Table";
import type { CsvOptionsDto, CsvPreviewDto } from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";
import { BadRows } from "./BadRows";
import { optionsForColumn, parseUse, valueOfUse } from "./columnUse";
import s from "./Import.module.css";

type ImportPreviewProps = {
  readonly preview: CsvPreviewDto;
  readonly onOptions: (change: Partial<CsvOptionsDto>) => void;
};

const DELIMITERS: readonly SelectOption<string>[] = [
  { value: ",", label: "Comma  ," },
  { value: ";", label: "Semicolon  ;" },
  { value: "\t", label: "Tab" },
  { value: "|", label: "Bar  |" },
];

/** What the file holds, what each column is taken for, and what importing it would do. */
export function ImportPreview({ preview, onOptions }: ImportPreviewProps) {
  const summary = useRef<HTMLParagraphElement>(null);
  // The button that chose the file is gone: go on from here, not from the top of the dialog.
  useEffect(() => summary.current?.focus(), []);
  return (
    <>
      <p ref={summary} tabIndex={-1} role="status">
        <span className="strong">{formatNumber(preview.added)} added</span>, {formatNumber(preview.updated)}{" "}
        updated, {formatNumber(preview.unchanged)} unchanged
        {preview.badRows.length > 0 && <>, {formatCount(preview.badRows.length, "row")} left out</>}
      </p>
      {preview.blocked !== null && <Banner tone="attention" live title={preview.blocked} />}
      <Columns preview={preview} onOptions={onOptions} />
      <div className={s["reading"]}>
        <Field label="Delimiter">
          <Select
            size="s"
            value={preview.delimiter}
            // The columns are other ones then, so what they hold is worked out anew.
            onValueChange={(delimiter) => onOptions({ delimiter, columns: null })}
            options={DELIMITERS}
          />
        </Field>
        <Switch
          label="The first row is a heading"
          checked={preview.hasHeader}
          onCheckedChange={(hasHeader) => onOptions({ hasHeader })}
        />
      </div>
      <BadRows rows={preview.badRows} title="Rows that will be left out" />
      <BadRows rows={preview.passedOver} title="Rows that will be taken without this" />
      <Disclosure
        summary={`First ${formatCount(preview.rows.length, "row")}`}
        defaultOpen={preview.badRows.length === 0}
      >
        <div className={s["rows"]}>
          <Table
            wide
            caption={`First rows of ${preview.fileName}`}
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

function Columns({ preview, onOptions }: ImportPreviewProps) {
  return (
    <section>
      <h3 className="groupHead">What each column holds</h3>
      <ul className={s["columns"]}>
        {preview.columns.map((column, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have the same heading; their place tells them apart.
          <li key={index} className={s["column"]}>
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
                  columns: preview.columns.map(({ holds }, place) =>
                    place === index ? parseUse(value) : holds,
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
