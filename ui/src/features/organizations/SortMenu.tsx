import { ListFilter } from "lucide-react";
import { IconButton } from "../../components/IconButton";
import { Menu, type MenuEntry } from "../../components/Menu";
import type { OrganizationSortDto } from "../../ipc/client";

type SortMenuProps = {
  readonly sort: OrganizationSortDto;
  readonly descending: boolean;
  readonly onSort: (sort: OrganizationSortDto, descending: boolean) => void;
  readonly text: string;
  /** Writes a word into the filter; one that still needs a text leaves the caret behind it. */
  readonly onNarrow: (text: string) => void;
};

const ORDERS: readonly { readonly value: OrganizationSortDto; readonly label: string }[] = [
  { value: "needFirst", label: "What needs you first" },
  { value: "name", label: "Organisation, A to Z" },
  { value: "customer", label: "Customer, A to Z" },
  { value: "evidence", label: "Evidence, weakest first" },
];

/** Words the filter knows, for those who do not know them. */
const NARROW: readonly { readonly label: string; readonly word: string }[] = [
  { label: "Domain…", word: "domain:" },
  { label: "Customer…", word: "customer:" },
  { label: "Only a similar name", word: "reason:similar" },
  { label: "Mapped by hand", word: "reason:hand" },
  { label: "Customer inactive in Halo", word: "inactive" },
  { label: "Something speaks against it", word: "warning:any" },
  { label: "To be looked at again", word: "review" },
];

/** The order of the rows, and what the filter can be asked beside plain words. */
export function SortMenu({ sort, descending, onSort, text, onNarrow }: SortMenuProps) {
  const current = ORDERS.find(({ value }) => value === sort)?.label ?? "";
  const orders: MenuEntry[] = [
    ...ORDERS.map(({ value, label }) => ({
      label,
      checked: value === sort,
      onSelect: () => onSort(value, false),
    })),
    { label: "The other way round", checked: descending, onSelect: () => onSort(sort, !descending) },
    "separator",
  ];
  return (
    <Menu
      label="Sort and narrow"
      align="end"
      trigger={
        <IconButton
          variant="plain"
          icon={ListFilter}
          label={`Sort and narrow. Now: ${current}${descending ? ", the other way round" : ""}`}
        />
      }
      items={[
        ...orders,
        ...NARROW.map(({ label, word }) => ({
          label,
          detail: word,
          onSelect: () => onNarrow(text.trim() === "" ? word : `${text.trim()} ${word}`),
        })),
      ]}
    />
  );
}
