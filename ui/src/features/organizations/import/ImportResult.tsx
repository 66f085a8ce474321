import { Banner } from "../../../components/Banner";
import type { ImportedDto } from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";
import { BadRows } from "./BadRows";
import s from "./Import.module.css";

/** What the import did, with the rows it left out. */
export function ImportResult({ imported }: { readonly imported: ImportedDto }) {
  const { added, updated, unchanged, excluded, deleted, badRows, passedOver, accepted } = imported;
  const counts = [
    `${formatNumber(added)} added`,
    `${formatNumber(updated)} updated`,
    `${formatNumber(unchanged)} unchanged`,
    ...(excluded > 0 ? [`${formatNumber(excluded)} excluded`] : []),
    ...(deleted > 0 ? [`${formatNumber(deleted)} deleted`] : []),
  ].join(", ");
  return (
    <div className={s["body"]}>
      <Banner tone="connected" live title={`${counts}.`}>
        {badRows.length === 0
          ? "Every row of the list was taken."
          : `${formatCount(badRows.length, "row was", "rows were")} left out. Mend them where they come from and import the list again; nothing is doubled.`}
        {accepted && ` ${accepted.what}.`}
      </Banner>
      <BadRows rows={badRows} title="Rows that were left out" />
      <BadRows rows={passedOver} title="Rows that were taken without this" />
    </div>
  );
}
