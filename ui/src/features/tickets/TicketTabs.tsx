import type { ReactNode } from "react";
import { TabPanel, Tabs } from "../../components/Tabs";
import type { ErrorPlace } from "../../errors/ErrorNotice";
import type { TicketsTab } from "./search";

/** Where the screen leads. */
export type TicketsPlace = ErrorPlace | "home" | "licences" | "statusSync";

export type TabProps = {
  readonly profileId: number;
  readonly vendorName: string;
  readonly onTab: (tab: TicketsTab) => void;
  readonly onGo: (page: TicketsPlace) => void;
};

type TicketTabsProps = {
  readonly tab: TicketsTab;
  readonly onTab: (tab: TicketsTab) => void;
  /** Findings that Halo would refuse. */
  readonly toMend?: number;
  readonly children: ReactNode;
};

/** The parts of the screen: the tickets, the rules they are made by, and the proof that it works. */
export function TicketTabs({ tab, onTab, toMend = 0, children }: TicketTabsProps) {
  return (
    <Tabs
      label="Tickets"
      value={tab}
      onValueChange={onTab}
      tabs={[
        { value: "list", label: "All tickets" },
        { value: "rules", label: "Rules", ...(toMend > 0 && { count: toMend, warn: true }) },
        { value: "test", label: "Test ticket" },
      ]}
    >
      <TabPanel value={tab}>{children}</TabPanel>
    </Tabs>
  );
}
