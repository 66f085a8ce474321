import type { StatusDto, TicketRulesDto, VocabularyWordDto } from "../../../ipc/client";
import { chosenFor, type StatusLine, vendorStatusFor, withStatusBack, withStatusOut } from "./draft";
import s from "./Rules.module.css";
import { WordMap } from "./WordMap";

type StatusMapsProps = {
  readonly statuses: readonly StatusDto[];
  readonly lines: readonly StatusLine[];
  readonly vendorStatuses: readonly VocabularyWordDto[];
  readonly vendorName: string;
  readonly rules: TicketRulesDto;
  readonly refused: ReadonlySet<string>;
  readonly onChange: (rules: TicketRulesDto) => void;
};

/** Both ways side by side: what the vendor's statuses become in Halo, and what Halo's become there. */
export function StatusMaps({
  statuses,
  lines,
  vendorStatuses,
  vendorName,
  rules,
  refused,
  onChange,
}: StatusMapsProps) {
  return (
    <div className={s["two"]}>
      <div>
        <p className={s["caption"]}>{vendorName} to Halo</p>
        <WordMap
          narrow
          refused={refused}
          lines={vendorStatuses.map(({ key, name }) => ({
            key,
            name,
            field: `statusToHalo.${key}`,
            label: `Halo status for ${name}`,
            value: String(chosenFor(rules.statusOut, key) ?? ""),
          }))}
          options={statuses.map(({ id, name }) => ({ value: String(id), label: name }))}
          empty="Not chosen"
          onChoose={(key, value) => onChange(withStatusOut(rules, key, value === "" ? null : Number(value)))}
        />
      </div>
      <div>
        <p className={s["caption"]}>Halo to {vendorName}</p>
        <WordMap
          narrow
          refused={refused}
          lines={lines.map(({ id, name }) => ({
            key: String(id),
            name,
            field: `statusFromHalo.${id}`,
            label: `${vendorName} status for ${name}`,
            value: vendorStatusFor(rules, id) ?? "",
          }))}
          options={vendorStatuses.map(({ key, name }) => ({ value: key, label: name }))}
          empty="Leave as it is"
          onChoose={(id, value) => onChange(withStatusBack(rules, Number(id), value === "" ? null : value))}
        />
      </div>
    </div>
  );
}
