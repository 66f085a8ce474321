import { Checkbox } from "../../../components/Checkbox";
import { RadioGroup } from "../../../components/RadioGroup";
import { Table } from "../../../components/Table";
import type { GoneRowDto } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import { toggled } from "../../../lib/toggled";
import { type Gone, type GoneChoice, SHOWN_GONE } from "./gone";
import s from "./Import.module.css";

type GoneRowsProps = {
  readonly rows: readonly GoneRowDto[];
  readonly gone: Gone;
  readonly onGone: (gone: Gone) => void;
};

const CHOICES: readonly { readonly value: GoneChoice; readonly label: string; readonly hint: string }[] = [
  { value: "keep", label: "Keep them", hint: "Nothing changes; Problems names them until you decide" },
  { value: "exclude", label: "Exclude", hint: "They lose their customer and count as done" },
  { value: "delete", label: "Delete here", hint: "Halo is not touched" },
];

/** Organisations that the last import listed and this one does not, and what becomes of each. */
export function GoneRows({ rows, gone, onGone }: GoneRowsProps) {
  if (rows.length === 0) return null;
  const verb = gone.choice === "delete" ? "Delete" : "Exclude";
  const asks = gone.choice !== "keep";
  const rest = rows.length - SHOWN_GONE;
  return (
    <section>
      <h3 className="groupHead">No longer in the list</h3>
      <p className="t2">
        {formatCount(rows.length, "organisation was", "organisations were")} in your last import and{" "}
        {rows.length === 1 ? "is" : "are"} not in this one.
      </p>
      <RadioGroup
        label="What becomes of them"
        hideLabel
        inline
        value={gone.choice}
        onValueChange={(choice) => onGone({ ...gone, choice })}
        options={CHOICES}
      />
      <div className={s["gone"]}>
        <Table
          caption="No longer in the list"
          columns={[
            { head: "Organisation" },
            { head: "Mapped to" },
            ...(asks ? [{ head: verb, width: "80px" }] : []),
          ]}
          rows={rows.slice(0, SHOWN_GONE).map(({ id, name, mappedTo }) => ({
            key: id,
            cells: [
              name,
              mappedTo ?? "not mapped",
              ...(asks
                ? [
                    <Checkbox
                      key="act"
                      aria-label={`${verb} ${name}`}
                      checked={!gone.kept.has(id)}
                      onCheckedChange={() => onGone({ ...gone, kept: toggled(gone.kept, id) })}
                    />,
                  ]
                : []),
            ],
          }))}
        />
      </div>
      {rest > 0 && (
        <p className="hint">and {formatCount(rest, "more organisation", "more organisations")}, which stay</p>
      )}
    </section>
  );
}
