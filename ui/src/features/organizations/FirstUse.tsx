import { Building2, FileText, ListPlus, type LucideIcon, Pencil, Webhook } from "lucide-react";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/EmptyState";
import type { SourceKindDto } from "../../ipc/client";
import { formatCount } from "../../lib/format";
import type { OrganizationsDialog } from "./search";

type FirstUseProps = {
  readonly vendorName: string;
  readonly isDemo: boolean;
  /** What was said in the set-up. */
  readonly source: SourceKindDto;
  readonly customers: number;
  readonly onOpen: (dialog: OrganizationsDialog) => void;
};

type Way = {
  readonly source: SourceKindDto;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly act: string;
  readonly dialog: OrganizationsDialog;
};

const WAYS: readonly Way[] = [
  {
    source: "file",
    icon: FileText,
    title: "CSV file or Excel workbook",
    text: "Pick the columns and see every row before it counts",
    act: "Choose a file…",
    dialog: "import",
  },
  {
    source: "api",
    icon: Webhook,
    title: "The vendor’s own API",
    text: "A JSON list at an address; the key goes to the keychain",
    act: "Read it…",
    dialog: "importApi",
  },
  {
    source: "haloCustomers",
    icon: Building2,
    title: "Halo’s own customers",
    text: "By their domains; you see each before it counts",
    act: "Look through them…",
    dialog: "importCustomers",
  },
  {
    source: "manual",
    icon: Pencil,
    title: "Type them in",
    text: "Good for a handful",
    act: "Add one…",
    dialog: "add",
  },
];

/** Nothing is here yet: the ways to bring organisations in, the one that was chosen in the set-up first. */
export function FirstUse({ vendorName, isDemo, source, customers, onOpen }: FirstUseProps) {
  const demo = {
    icon: ListPlus,
    title: "The demo’s list",
    text: "Organisations that fit the demo Halo, with a few bad rows as in real life",
    action: <Button onClick={() => onOpen("importDemo")}>Use the demo’s list</Button>,
  };
  const chosenFirst = [...WAYS].sort((a, b) => Number(b.source === source) - Number(a.source === source));
  const ways = chosenFirst.map(({ icon, title, text, act, dialog, ...way }) => ({
    icon,
    title,
    text,
    action: (
      <Button variant={way.source === source ? "primary" : "plain"} onClick={() => onOpen(dialog)}>
        {act}
      </Button>
    ),
  }));
  return (
    <EmptyState
      title={`Bring in your ${vendorName} organisations`}
      ways={isDemo ? [...ways.slice(0, 1), demo, ...ways.slice(1)] : ways}
    >
      {customers > 0
        ? `Halyard has read ${formatCount(customers, "customer")} from Halo. With organisations on the other side it can suggest pairs.`
        : "With organisations on this side and Halo’s customers on the other, Halyard can suggest pairs."}
    </EmptyState>
  );
}
