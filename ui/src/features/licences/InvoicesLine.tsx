import { Button } from "../../components/Button";
import type { InvoiceListDto } from "../../ipc/client";
import { formatCount, formatWhen } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import s from "./Licences.module.css";

type InvoicesLineProps = {
  /** Null before they were asked for: with the licences. */
  readonly invoices: InvoiceListDto | null;
  /** To the list of permissions. */
  readonly onConnect: () => void;
};

/** What is known of recurring invoices, quietly: nothing depends on it, and nothing is ever written to one. */
export function InvoicesLine({ invoices, onConnect }: InvoicesLineProps) {
  const now = useNow();
  return (
    <p className={s["sum"]}>
      <span>{wordsFor(invoices, now)}</span>
      {(invoices?.state === "notGranted" || invoices?.state === "refused") && (
        <Button variant="link" onClick={onConnect}>
          What it takes…
        </Button>
      )}
    </p>
  );
}

function wordsFor(invoices: InvoiceListDto | null, now: Date): string {
  if (invoices === null)
    return "Recurring invoices come with the next read of the licences, where Halo lets them be read.";
  switch (invoices.state) {
    case "notGranted":
      return "Recurring invoices are not shown: the application does not have read:invoices. It does its job without.";
    case "refused":
      return "Recurring invoices are not shown: Halo does not show them to the agent. It does its job without.";
    case "failed":
      return [
        "Recurring invoices could not be read this time.",
        invoices.note,
        invoices.readAt === null ? null : `Shown is what was read ${formatWhen(invoices.readAt, now)}.`,
      ]
        .filter((part) => part !== null)
        .join(" ");
    case "read":
      return invoices.invoices === 0
        ? "Halo lists no recurring invoice: there is none, or the agent may see none."
        : `${formatCount(invoices.invoices, "recurring invoice")} read. They are shown where a line takes its quantity from a licence, and never written.`;
  }
}
