import { useQuery } from "@tanstack/react-query";
import { Spline, SquareStack, Table } from "lucide-react";
import { Page, PageHead } from "../../components/Page";
import { SegmentedFilter } from "../../components/SegmentedFilter";
import { ErrorNotice, type ErrorPlace } from "../../errors/ErrorNotice";
import type { ProfileDto, ProfileId } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { ConnectDialog } from "./connection/ConnectDialog";
import { CreateCustomerDialog } from "./connection/CreateCustomerDialog";
import { AcceptDialog } from "./dialogs/AcceptDialog";
import { OrganizationFormDialog } from "./dialogs/OrganizationFormDialog";
import { FirstUse } from "./FirstUse";
import { HeadActions } from "./HeadActions";
import { ImportDialog } from "./import/ImportDialog";
import { ExportDialog } from "./mappings/ExportDialog";
import { ImportMappingsDialog } from "./mappings/ImportMappingsDialog";
import s from "./Organizations.module.css";
import { Pairing } from "./Pairing";
import { ReadingBanner } from "./ReadingBanner";
import { filterOf, type OrganizationsDialog, type OrganizationsSearch, withSearch } from "./search";
import { useCountPeople } from "./useCountPeople";
import { type Edits, useEdits } from "./useEdits";
import { useReadHalo } from "./useReadHalo";

/** Where the screen leads. The router turns it into an address. */
export type OrganizationsDestination =
  | { readonly page: ErrorPlace }
  | { readonly page: "connect"; readonly step: 3 };

const VIEWS = [
  { value: "grid", label: "Grid", icon: Table },
  { value: "board", label: "Board", icon: Spline },
  { value: "triage", label: "Triage", icon: SquareStack },
] as const;

/** The source that each import dialog begins with. */
const IMPORTS = {
  import: "file",
  importDemo: "file",
  importApi: "api",
  importCustomers: "customers",
} as const;

type OrganizationsPageProps = {
  readonly profileId: ProfileId;
  readonly search: OrganizationsSearch;
  /** Takes the whole next search. */
  readonly onSearch: (next: OrganizationsSearch, options: { readonly replace: boolean }) => void;
  readonly onGo: (to: OrganizationsDestination) => void;
};

/** The vendor's organisations and their customers in Halo: bring in, look through, pair. */
export function OrganizationsPage({ profileId, search, onSearch, onGo }: OrganizationsPageProps) {
  const profiles = useQuery(queries.profiles());
  const profile = profiles.data?.find((candidate) => candidate.id === profileId) ?? null;
  const home = useQuery(queries.home(profileId));
  const counts = useQuery(queries.organizationCounts(profileId));
  const reading = useReadHalo(profileId);
  const counting = useCountPeople(profileId);
  const edits = useEdits(profileId, {
    todo: counts.data?.todo,
    onChanged: (edit) => {
      // The board shows for itself what became of its lines.
      if (edit.organization !== null && (search.view !== "board" || search.org !== undefined))
        onSearch(withSearch(search, { org: edit.organization, end: undefined }), { replace: true });
    },
  });

  const vendorName = profile?.vendorName ?? "Vendor";
  const customers = home.data?.customers ?? 0;
  const isFirstUse = counts.data?.all === 0;
  const openDialog = (dialog: OrganizationsDialog) =>
    onSearch(withSearch(search, { dialog }), { replace: false });
  const go = (page: OrganizationsDestination["page"]) => onGo({ page });

  return (
    <Page fixed>
      <PageHead
        title="Organisations"
        ruled={isFirstUse}
        view={
          counts.data &&
          !isFirstUse && (
            <SegmentedFilter
              boxed
              label="View"
              value={search.view ?? "grid"}
              onValueChange={(view) =>
                onSearch(withSearch(search, { view: view === "grid" ? undefined : view }), {
                  replace: false,
                })
              }
              options={VIEWS}
            />
          )
        }
        actions={
          counts.data &&
          !isFirstUse && (
            <HeadActions
              counting={counting}
              reading={reading}
              suggested={counts.data.suggested}
              edits={edits}
              onOpen={openDialog}
            />
          )
        }
      />
      <ReadingBanner reading={reading} profile={profile} customers={home.data?.customers} onGo={go} />
      {counting.error && !counting.isCounting && (
        <div className={s["banner"]}>
          <ErrorNotice
            inline
            title="The people in Halo were not all counted"
            error={counting.error}
            onRetry={counting.start}
            onGo={go}
          />
        </div>
      )}
      {isFirstUse ? (
        <FirstUse
          vendorName={vendorName}
          isDemo={profile?.isDemo ?? false}
          source={home.data?.source ?? "file"}
          customers={customers}
          onOpen={openDialog}
        />
      ) : (
        <Pairing
          profileId={profileId}
          vendorName={vendorName}
          customers={customers}
          search={search}
          onSearch={onSearch}
          edits={edits}
          onGo={go}
        />
      )}
      <Dialogs
        profileId={profileId}
        profile={profile}
        vendorName={vendorName}
        search={search}
        onSearch={onSearch}
        onPrepare={() => onGo({ page: "connect", step: 3 })}
        edits={edits}
      />
      <p role="status" className="vh">
        {edits.saying}
      </p>
    </Page>
  );
}

type DialogsProps = {
  readonly profileId: ProfileId;
  readonly profile: ProfileDto | null;
  readonly vendorName: string;
  readonly search: OrganizationsSearch;
  readonly onSearch: OrganizationsPageProps["onSearch"];
  readonly onPrepare: () => void;
  readonly edits: Edits;
};

/** The dialogs that the address can open. */
function Dialogs(props: DialogsProps) {
  const { profileId, profile, vendorName, search, onSearch, onPrepare, edits } = props;
  /** One dialog in the place of another; without one, none. */
  const go = (next: { dialog?: OrganizationsDialog; customer?: string; take?: number }) =>
    onSearch(withSearch(search, { dialog: undefined, customer: undefined, take: undefined, ...next }), {
      replace: true,
    });
  const close = () => go({});
  switch (search.dialog) {
    case "import":
    case "importDemo":
    case "importApi":
    case "importCustomers":
      return (
        <ImportDialog
          start={IMPORTS[search.dialog]}
          startsWithDemo={search.dialog === "importDemo"}
          profileId={profileId}
          vendorName={vendorName}
          isDemo={profile?.isDemo ?? false}
          onImported={(edit) => edits.made(edit, { toast: false })}
          onUndo={(ids) => {
            edits.undo(ids);
            close();
          }}
          onReview={() => onSearch({ filter: "suggested" }, { replace: false })}
          onClose={close}
        />
      );
    case "add":
      return (
        <OrganizationFormDialog
          profileId={profileId}
          vendorName={vendorName}
          organization={null}
          onSaved={(edit) => {
            edits.made(edit);
            // Its customer and licence are offered at once; behind the offer its details are open.
            onSearch(edit.organization === null ? {} : { org: edit.organization, dialog: "connect" }, {
              replace: true,
            });
          }}
          onClose={close}
        />
      );
    case "connect":
      return search.org === undefined ? null : (
        <ConnectDialog
          profileId={profileId}
          organization={search.org}
          start={search.take ?? null}
          onMade={(edit) => edits.made(edit)}
          onCreate={(customer) => go({ dialog: "create", customer })}
          onPrepare={onPrepare}
          onClose={close}
        />
      );
    case "create":
      return search.org === undefined ? null : (
        <CreateCustomerDialog
          profileId={profileId}
          organization={search.org}
          name={search.customer ?? ""}
          onMade={(edit) => edits.made(edit)}
          onTake={(take) => go({ dialog: "connect", take })}
          onNext={() => go({ dialog: "connect" })}
          onClose={close}
        />
      );
    case "accept":
      return (
        <AcceptDialog
          profileId={profileId}
          within={null}
          onAccepted={(edit) => {
            edits.made(edit);
            close();
          }}
          onClose={close}
        />
      );
    case "export":
      return (
        <ExportDialog profileId={profileId} filter={filterOf(search)} text={search.q ?? ""} onClose={close} />
      );
    case "importMappings":
      return (
        <ImportMappingsDialog
          profileId={profileId}
          onImported={(edit) => edits.made(edit, { toast: false })}
          onUndo={(id) => {
            edits.undo([id]);
            close();
          }}
          onClose={close}
        />
      );
    default:
      return null;
  }
}
