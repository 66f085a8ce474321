import { useQuery } from "@tanstack/react-query";
import { Page } from "../../components/Page";
import type { ErrorPlace } from "../../errors/ErrorNotice";
import type { ProfileId } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { ListTab } from "./list/ListTab";
import { RulesTab } from "./rules/RulesTab";
import type { TicketsSearch, TicketsTab } from "./search";
import type { TicketsPlace } from "./TicketTabs";
import { TestTab } from "./test/TestTab";

/** Where the screen leads. The router turns it into an address. */
export type TicketsDestination =
  | { readonly page: ErrorPlace | "home" | "licences" }
  | { readonly page: "settings"; readonly section: "statusSync" };

type TicketsPageProps = {
  readonly profileId: ProfileId;
  readonly search: TicketsSearch;
  /** Takes the whole next search. */
  readonly onSearch: (next: TicketsSearch, options: { readonly replace: boolean }) => void;
  readonly onGo: (to: TicketsDestination) => void;
};

/** The tickets made in Halo, what they look like, and the proof that it works. */
export function TicketsPage({ profileId, search, onSearch, onGo }: TicketsPageProps) {
  const profiles = useQuery(queries.profiles());
  const vendorName = profiles.data?.find(({ id }) => id === profileId)?.vendorName ?? "Vendor";
  const tab: TicketsTab = search.tab ?? "rules";
  const shared = {
    profileId,
    vendorName,
    onTab: (next: TicketsTab) => onSearch(next === "rules" ? {} : { tab: next }, { replace: false }),
    onGo: (page: TicketsPlace) =>
      onGo(page === "statusSync" ? { page: "settings", section: page } : { page }),
  };
  return (
    <Page fixed>
      {tab === "list" ? (
        <ListTab {...shared} search={search} onSearch={onSearch} />
      ) : tab === "rules" ? (
        <RulesTab {...shared} />
      ) : (
        <TestTab {...shared} />
      )}
    </Page>
  );
}
