import { Building2, FileText, ListPlus, Pencil } from "lucide-react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import { formatCount } from "../../lib/format";
import type { OrganizationsDialog } from "./search";

type FirstUseProps = {
  readonly vendorName: string;
  readonly isDemo: boolean;
  readonly customers: number;
  readonly onOpen: (dialog: OrganizationsDialog) => void;
};

/** Nothing is here yet: the ways to bring organisations in. */
export function FirstUse({ vendorName, isDemo, customers, onOpen }: FirstUseProps) {
  const demo = {
    icon: ListPlus,
    title: "The demo’s list",
    text: "Organisations that fit the demo Halo, with a few bad rows as in real life",
    action: <Button onClick={() => onOpen("import")}>Import…</Button>,
  };
  return (
    <EmptyState
      title={`Bring in your ${vendorName} organisations`}
      ways={[
        {
          icon: FileText,
          title: "CSV file or Excel workbook",
          text: "Pick the columns and see every row before it counts",
          action: (
            <Button variant="primary" onClick={() => onOpen("import")}>
              Choose a file…
            </Button>
          ),
        },
        ...(isDemo ? [demo] : []),
        {
          icon: Building2,
          title: "Halo’s own customers",
          text: "By their domains; you see each before it counts",
          action: <Button onClick={() => onOpen("importCustomers")}>Look through them…</Button>,
        },
        {
          icon: Pencil,
          title: "Type them in",
          text: "Good for a handful",
          action: <Button onClick={() => onOpen("add")}>Add one…</Button>,
        },
      ]}
    >
      {customers > 0
        ? `Halyard has read ${formatCount(customers, "customer")} from Halo. With organisations on the other side it can suggest pairs.`
        : "With organisations on this side and Halo’s customers on the other, Halyard can suggest pairs."}
    </EmptyState>
  );
}
