import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { Button } from "../../components/Button";
import { WindowBar } from "../../components/WindowBar";
import type { ProfileId } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { ProgramSections } from "./ProgramSections";
import s from "./Settings.module.css";
import type { ProgramSettingsSearch } from "./search";

type ProgramSettingsDestination =
  | { readonly page: "start" }
  | { readonly page: "connect"; readonly profile: ProfileId; readonly address?: string };

type ProgramSettingsPageProps = {
  readonly search: ProgramSettingsSearch;
  readonly onGo: (to: ProgramSettingsDestination) => void;
};

/** Settings of the program alone, reached from Start and from the set-up, where no profile is open. */
export function ProgramSettingsPage({ search, onGo }: ProgramSettingsPageProps) {
  const { section, profile, address } = search;
  const profiles = useQuery(queries.profiles());
  const halo =
    address ?? profiles.data?.find(({ isDemo, haloHost }) => !isDemo && haloHost !== null)?.haloHost;
  return (
    <>
      <WindowBar
        plain
        title="Halyard"
        actions={
          profile === undefined ? (
            <Button variant="quiet" icon={ArrowLeft} onClick={() => onGo({ page: "start" })}>
              All integrations
            </Button>
          ) : (
            <Button
              icon={ArrowLeft}
              onClick={() => onGo({ page: "connect", profile, ...(address && { address }) })}
            >
              Back to the set-up
            </Button>
          )
        }
      />
      <main className={s["bare"]}>
        <div className={s["sections"]}>
          <h1 className="title1">Settings</h1>
          <ProgramSections
            wanted={section}
            halo={halo ?? undefined}
            onImported={(imported) => onGo({ page: "connect", profile: imported })}
          />
        </div>
      </main>
    </>
  );
}
