import { ChevronDown, PanelRightOpen } from "lucide-react";
import { Button } from "../../../components/Button";
import { IconButton } from "../../../components/IconButton";
import { Menu, type MenuEntry } from "../../../components/Menu";
import type {
  BoardOrderDto,
  CustomerGroupCountDto,
  CustomerGroupDto,
  OrganizationGroupCountDto,
  OrganizationGroupDto,
} from "../../../ipc/client";
import { cx } from "../../../lib/cx";
import { formatNumber } from "../../../lib/format";
import s from "./Board.module.css";
import { CUSTOMER_GROUPS, ORGANIZATION_GROUPS } from "./words";

type OrganizationsHeadProps = {
  readonly vendorName: string;
  readonly groups: readonly OrganizationGroupCountDto[];
  readonly folded: ReadonlySet<OrganizationGroupDto>;
  readonly total: number;
  readonly onFold: (group: OrganizationGroupDto) => void;
  /** Opens the details of the organisation that the keys are at; null while they are nowhere. */
  readonly onDetails: (() => void) | null;
  /** They are open. */
  readonly hasDetails: boolean;
};

/** Name, groups and count of the left side. */
export function OrganizationsHead(props: OrganizationsHeadProps) {
  const { vendorName, groups, folded, total, onFold, onDetails } = props;
  return (
    <h2 className={cx(s["columnHead"], s["organization"])}>
      <span className="cut">{vendorName} organisations</span>
      <span className="spacer" />
      {!props.hasDetails && (
        <IconButton
          icon={PanelRightOpen}
          label="Show the details"
          keyHint="D"
          reason={onDetails === null ? "Pick an organisation first" : undefined}
          onClick={onDetails ?? undefined}
        />
      )}
      <Menu
        label="Groups of organisations"
        align="end"
        trigger={
          <Button variant="quiet" iconAfter={ChevronDown}>
            Groups
          </Button>
        }
        items={groupEntries(groups, ORGANIZATION_GROUPS, folded, onFold)}
      />
      <span>{formatNumber(total)}</span>
    </h2>
  );
}

type CustomersHeadProps = {
  readonly groups: readonly CustomerGroupCountDto[];
  readonly folded: ReadonlySet<CustomerGroupDto>;
  readonly total: number;
  readonly order: BoardOrderDto;
  readonly onOrder: (order: BoardOrderDto) => void;
  readonly onFold: (group: CustomerGroupDto) => void;
};

const ORDERS: Record<BoardOrderDto, string> = { inStep: "In step with the left", name: "A to Z" };

/** Name, order, groups and count of the right side. */
export function CustomersHead({ groups, folded, total, order, onOrder, onFold }: CustomersHeadProps) {
  return (
    <h2 className={cx(s["columnHead"], s["customer"])}>
      <span className="cut">Halo customers</span>
      <span className="spacer" />
      <Menu
        label="Order and groups of customers"
        align="end"
        trigger={
          <Button variant="quiet" iconAfter={ChevronDown}>
            {ORDERS[order]}
          </Button>
        }
        items={[
          ...(["inStep", "name"] as const).map((value) => ({
            label: ORDERS[value],
            checked: value === order,
            onSelect: () => onOrder(value),
          })),
          "separator",
          ...groupEntries(groups, CUSTOMER_GROUPS, folded, onFold),
        ]}
      />
      <span>{formatNumber(total)}</span>
    </h2>
  );
}

/** Ticked is unfolded. */
function groupEntries<Key extends string>(
  groups: readonly { readonly group: Key; readonly count: number }[],
  words: Record<Key, string>,
  folded: ReadonlySet<Key>,
  onFold: (group: Key) => void,
): MenuEntry[] {
  return groups.map(({ group, count }) => ({
    label: words[group],
    key: `group ${group}`,
    detail: formatNumber(count),
    checked: !folded.has(group),
    onSelect: () => onFold(group),
  }));
}
