import { ArrowDownUp } from "lucide-react";
import { IconButton } from "../../components/IconButton";
import { Menu } from "../../components/Menu";
import type { OrganizationSortDto } from "../../ipc/client";

type OrderMenuProps = {
  readonly sort: OrganizationSortDto;
  readonly onSort: (sort: OrganizationSortDto) => void;
};

const ORDERS: readonly { readonly value: OrganizationSortDto; readonly label: string }[] = [
  { value: "needFirst", label: "What needs you first" },
  { value: "name", label: "Organisation, A to Z" },
  { value: "customer", label: "Customer, A to Z" },
];

/** The order of the rows. */
export function OrderMenu({ sort, onSort }: OrderMenuProps) {
  const current = ORDERS.find(({ value }) => value === sort)?.label ?? "";
  return (
    <Menu
      label="Order"
      align="end"
      trigger={<IconButton variant="plain" icon={ArrowDownUp} label={`Order: ${current}`} />}
      items={ORDERS.map(({ value, label }) => ({
        label,
        checked: value === sort,
        onSelect: () => onSort(value),
      }))}
    />
  );
}
