import { Button } from "../../../components/Button";
import { Checkbox } from "../../../components/Checkbox";
import { SegmentedFilter } from "../../../components/SegmentedFilter";
import { Table } from "../../../components/Table";
import type {
  CustomerId,
  CustomersGroupDto,
  CustomersPreviewDto,
  CustomersRowDto,
  CustomersWantedDto,
} from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";
import s from "./Import.module.css";

/** Rows in view at once. */
export const CUSTOMERS_PAGE = 50;

type CustomersPreviewProps = {
  readonly preview: CustomersPreviewDto;
  readonly wanted: CustomersWantedDto;
  readonly group: CustomersGroupDto;
  /** From 0. */
  readonly page: number;
  readonly onWanted: (change: Partial<CustomersWantedDto>) => void;
  readonly onGroup: (group: CustomersGroupDto) => void;
  readonly onPage: (page: number) => void;
  readonly onToggle: (customer: CustomerId) => void;
};

/** What Halo's customers would bring: new organisations, domains, and what is left out and why. */
export function CustomersPreview(props: CustomersPreviewProps) {
  const { preview, wanted, group, onWanted, onGroup } = props;
  return (
    <>
      <div className={s["wanted"]}>
        <Checkbox
          label="Add organisations for customers that have none"
          checked={wanted.newOrganizations}
          onCheckedChange={(newOrganizations) => onWanted({ newOrganizations })}
        />
        <Checkbox
          label="Also for customers without a domain of their own"
          disabled={!wanted.newOrganizations}
          checked={wanted.newOrganizations && wanted.withoutDomain}
          onCheckedChange={(withoutDomain) => onWanted({ withoutDomain })}
        />
        <Checkbox
          label="Add missing domains to organisations that are there"
          checked={wanted.moreDomains}
          onCheckedChange={(moreDomains) => onWanted({ moreDomains })}
        />
      </div>
      <p role="status">
        <span className="strong">{formatCount(preview.added, "organisation")} added</span>,{" "}
        {formatCount(preview.moreDomains, "domain")} added to {formatCount(preview.extended, "organisation")}.
        Of {formatCount(preview.customers, "customer")} in Halo.
      </p>
      <SegmentedFilter
        boxed
        label="Show"
        value={group}
        onValueChange={onGroup}
        options={[
          { value: "new", label: "New", count: preview.newRows },
          { value: "extended", label: "Get domains", count: preview.extendedRows },
          { value: "leftOut", label: "Left out", count: preview.leftOutRows },
        ]}
      />
      <Rows {...props} />
    </>
  );
}

const COLUMNS: Record<CustomersGroupDto, readonly { readonly head: string; readonly width?: string }[]> = {
  new: [{ head: "Customer" }, { head: "Domains" }, { head: "Left aside" }, { head: "Take", width: "64px" }],
  extended: [
    { head: "Customer" },
    { head: "Organisation" },
    { head: "New domains" },
    { head: "Left aside" },
    { head: "Take", width: "64px" },
  ],
  leftOut: [{ head: "Customer" }, { head: "Reason" }, { head: "Left aside" }],
};

function Rows({ preview, group, page, onPage, onToggle }: CustomersPreviewProps) {
  const total = { new: preview.newRows, extended: preview.extendedRows, leftOut: preview.leftOutRows }[group];
  if (total === 0) return <p className="t2">There are none.</p>;
  const first = page * CUSTOMERS_PAGE;
  const last = first + preview.rows.length;
  return (
    <>
      <Table
        caption="Halo’s customers and what is taken from them"
        columns={COLUMNS[group]}
        rows={preview.rows.map((row) => ({ key: row.customer, cells: cells(row, group, onToggle) }))}
      />
      {total > CUSTOMERS_PAGE && (
        <div className={s["pages"]}>
          <Button reason={page === 0 ? "These are the first" : undefined} onClick={() => onPage(page - 1)}>
            Previous
          </Button>
          <span role="status" className="t2">
            {formatNumber(first + 1)} to {formatNumber(last)} of {formatNumber(total)}
          </span>
          <Button reason={last >= total ? "These are the last" : undefined} onClick={() => onPage(page + 1)}>
            Next
          </Button>
        </div>
      )}
    </>
  );
}

function cells(row: CustomersRowDto, group: CustomersGroupDto, onToggle: (customer: CustomerId) => void) {
  const domains = row.domains.length === 0 ? "none" : row.domains.join(", ");
  const aside = row.aside.map(({ domain, reason }) => `${domain} (${reason})`).join(", ");
  const take = (
    <Checkbox
      key="take"
      aria-label={`Take ${row.name}`}
      checked={!row.isExcepted}
      onCheckedChange={() => onToggle(row.customer)}
    />
  );
  switch (group) {
    case "new":
      return [row.name, domains, aside, take];
    case "extended":
      return [row.name, row.organization, domains, aside, take];
    case "leftOut":
      return [row.name, row.reason, aside];
  }
}
