import { Check } from "lucide-react";
import { cx } from "../lib/cx";
import s from "./ComparisonTable.module.css";
import { Icon } from "./Icon";
import { WrappableText } from "./WrappableText";

type ComparisonTableProps = {
  caption: string;
  left: string;
  right: string;
  rows: readonly {
    readonly field: string;
    /** Each on a line of its own. Empty: none. */
    readonly left: readonly string[];
    readonly right: readonly string[];
    /** Agreeing rows get the green tint and a check; a near miss gets neither. */
    readonly same: boolean;
  }[];
};

/** Two records side by side. */
export function ComparisonTable({ caption, left, right, rows }: ComparisonTableProps) {
  return (
    <div className={s["frame"]}>
      <table className={s["table"]}>
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={s["field"]}>
              <span className="vh">Field</span>
            </th>
            <th scope="col">{left}</th>
            <th scope="col" className={s["mark"]}>
              <span className="vh">Agrees</span>
            </th>
            <th scope="col">{right}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.field} className={cx(row.same && s["same"])}>
              <th scope="row">{row.field}</th>
              <td>
                <Values texts={row.left} />
              </td>
              <td className={s["mark"]}>
                {row.same && (
                  <>
                    <Icon of={Check} size={14} />
                    <span className="vh">same</span>
                  </>
                )}
              </td>
              <td>
                <Values texts={row.right} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Values({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return <span className="t3">none</span>;
  return texts.map((text) => (
    <span key={text} className={s["value"]}>
      <WrappableText text={text} />
    </span>
  ));
}
