import { Fragment, type ReactNode } from "react";
import { CopyButton } from "./CopyButton";
import s from "./KeyValue.module.css";

export type KeyValueRow = {
  readonly term: string;
  readonly value: ReactNode;
  /** Text for a copy button at the end of the line. */
  readonly copy?: string | undefined;
};

/** Facts, one a line: name, value, copy. */
export function KeyValue({ rows }: { rows: readonly KeyValueRow[] }) {
  return (
    <dl className={s["facts"]}>
      {rows.map(({ term, value, copy }) => (
        <Fragment key={term}>
          <dt className={s["term"]}>{term}</dt>
          <dd className={s["value"]}>
            <span className={s["text"]}>{value}</span>
            {copy !== undefined && <CopyButton text={copy} label={`Copy ${term}`} className={s["copy"]} />}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
