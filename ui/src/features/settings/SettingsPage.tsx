import { useQuery } from "@tanstack/react-query";
import { Page, PageBody, PageHead } from "../../components/Page";
import { Skeleton } from "../../components/Skeleton";
import { ErrorNotice } from "../../errors/ErrorNotice";
import type { ProfileId } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { ConnectionSection } from "./ConnectionSection";
import { DeleteDialog } from "./DeleteDialog";
import { MatchingSection } from "./matching/MatchingSection";
import { ProfileSection } from "./ProfileSection";
import { ProgramSections } from "./ProgramSections";
import { ReplaceSecretDialog } from "./ReplaceSecretDialog";
import { RevokeDialog } from "./RevokeDialog";
import s from "./Settings.module.css";
import { StatusSyncSection } from "./StatusSyncSection";
import type { SettingsSearch } from "./search";
import { VocabularySection } from "./VocabularySection";

export type SettingsDestination =
  | { readonly page: "start" }
  | { readonly page: "revoked"; readonly profile: ProfileId }
  | { readonly page: "connect"; readonly profile: ProfileId; readonly step?: 1 | 2 | 3 | 4 | 5 };

type SettingsPageProps = {
  readonly profileId: ProfileId;
  readonly search: SettingsSearch;
  readonly onSearch: (next: SettingsSearch) => void;
  readonly onGo: (to: SettingsDestination) => void;
};

/** Settings of the open profile, then those of the program. */
export function SettingsPage({ profileId, search, onSearch, onGo }: SettingsPageProps) {
  const profiles = useQuery(queries.profiles());
  const profile = profiles.data?.find(({ id }) => id === profileId);
  const close = () => onSearch({});
  return (
    <Page>
      <PageHead title="Settings" />
      <PageBody>
        <div className={s["sections"]}>
          {profiles.isPending && <Skeleton label="Reading the connection" />}
          {profiles.isError && (
            <ErrorNotice
              inline
              error={profiles.error}
              onRetry={() => void profiles.refetch()}
              retrying={profiles.isFetching}
            />
          )}
          {profile && (
            <>
              <ProfileSection key={profile.name} profile={profile} />
              <ConnectionSection profile={profile} onDialog={(dialog) => onSearch({ dialog })} onGo={onGo} />
              <MatchingSection profile={profile} wanted={search.section === "matching"} />
              <StatusSyncSection
                key={profile.id}
                profileId={profile.id}
                wanted={search.section === "statusSync"}
              />
              <VocabularySection profile={profile} wanted={search.section === "vocabulary"} />
            </>
          )}
          <ProgramSections
            wanted={search.section === "network" ? "network" : undefined}
            halo={profile && !profile.isDemo ? (profile.haloHost ?? undefined) : undefined}
            profile={profile}
            onImported={(imported) => onGo({ page: "connect", profile: imported })}
          />
        </div>
      </PageBody>
      {profile && (
        <>
          <ReplaceSecretDialog profile={profile} open={search.dialog === "secret"} onClose={close} />
          <RevokeDialog
            profile={profile}
            open={search.dialog === "revoke"}
            onClose={close}
            onRevoked={() => onGo({ page: "revoked", profile: profileId })}
          />
          <DeleteDialog
            profile={profile}
            open={search.dialog === "delete"}
            onClose={close}
            onDeleted={() => onGo({ page: "start" })}
          />
        </>
      )}
    </Page>
  );
}
