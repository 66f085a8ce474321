import { Table } from "../../../components/Table";
import type { BadRowDto } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";

const SHOWN = 100;

type BadRowsProps = { readonly rows: readonly BadRowDto[]; readonly title: string };

/** Rows that are not imported, or not all of them, by their line in the file, each with the reason. */
export function BadRows({ rows, title }: BadRowsProps) {
  if (rows.length === 0) return null;
  const rest = rows.length - SHOWN;
  return (
    <section>
      <h3 className="groupHead">{title}</h3>
      <Table
        caption={title}
        columns={[
          { head: "Line", number: true, width: "64px" },
          { head: "Reason" },
          { head: "What stands there" },
        ]}
        rows={rows.slice(0, SHOWN).map(({ line, reason, text }) => ({
          key: line,
          cells: [line, reason, <code key="text">{text}</code>],
        }))}
      />
      {rest > 0 && <p className="hint">and {formatCount(rest, "more row", "more rows")}</p>}
    </section>
  );
}
