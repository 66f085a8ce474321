import { useMutation, useQuery } from "@tanstack/react-query";
import { DatabaseBackup, FolderOpen } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { KeyValue } from "../../../components/KeyValue";
import { Skeleton } from "../../../components/Skeleton";
import { Table } from "../../../components/Table";
import { useToast } from "../../../components/Toast";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  type AppInfoDto,
  type BackupDto,
  call,
  commands,
  type ProfileDto,
  type ProfileId,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { Section } from "../Section";
import { ProfileFiles } from "./ProfileFiles";
import { RestoreDialog } from "./RestoreDialog";
import { backupTime, KIND_WORDS, sizeWords } from "./words";

type DataSectionProps = {
  readonly info: AppInfoDto;
  /** The open profile, where one is. */
  readonly profile?: ProfileDto | undefined;
  /** A profile came from a file; its set-up goes on. */
  readonly onImported: (profile: ProfileId) => void;
};

/** Where everything is kept, its copies and going back to one, profiles as files. */
export function DataSection({ info, profile, onImported }: DataSectionProps) {
  const show = useMutation({ mutationFn: () => call(commands.showDataFolder()) });
  return (
    <Section title="Data" hint="Mappings, rules and settings. No secret is in it, nor in its backups">
      <KeyValue
        rows={[
          { term: "Data folder", value: <code>{info.dataDir}</code>, copy: info.dataDir },
          { term: "Logs", value: <code>{info.logDir}</code>, copy: info.logDir },
        ]}
      />
      <div>
        <Button icon={FolderOpen} onClick={() => show.mutate()} busy={show.isPending} busyWord="Opening…">
          Show the data folder
        </Button>
      </div>
      {show.isError && <ErrorNotice inline error={show.error} title="The folder did not open" />}
      <Backups />
      <ProfileFiles profile={profile} onImported={onImported} />
    </Section>
  );
}

function Backups() {
  const backups = useQuery(queries.backups());
  const [chosen, setChosen] = useState<BackupDto | null>(null);
  const toast = useToast();
  const make = useMutation({
    mutationFn: () => call(commands.backUpNow()),
    onSuccess: () => toast.show("The backup was made and checked"),
  });
  return (
    <>
      <h3 className="strong">Backups</h3>
      <p className="t2">
        One is made each day, before an update changes the database, before you go back to another, and when
        you ask. Each is checked; seven of each kind are kept.
      </p>
      {backups.isPending && <Skeleton label="Looking for backups" />}
      {backups.isError && (
        <ErrorNotice
          inline
          error={backups.error}
          title="The backups cannot be listed"
          onRetry={() => void backups.refetch()}
          retrying={backups.isFetching}
        />
      )}
      {backups.data?.length === 0 && (
        <p>There is none yet. The first one is made a minute or two after the first profile.</p>
      )}
      {backups.data && backups.data.length > 0 && (
        <Table
          caption="Backups"
          columns={[
            { head: "Made" },
            { head: "Why" },
            { head: "Size", number: true },
            { head: <span className="vh">Act</span> },
          ]}
          rows={backups.data.map((backup) => ({
            key: backup.name,
            cells: [
              backupTime(backup.made),
              KIND_WORDS[backup.kind],
              sizeWords(backup.bytes),
              <Button
                key="restore"
                variant="quiet"
                aria-label={`Go back to ${backupTime(backup.made)}…`}
                onClick={() => setChosen(backup)}
              >
                Go back to it…
              </Button>,
            ],
          }))}
        />
      )}
      <div>
        <Button
          icon={DatabaseBackup}
          onClick={() => make.mutate()}
          busy={make.isPending}
          busyWord="Making the backup…"
        >
          Back up now
        </Button>
      </div>
      {make.isError && <ErrorNotice inline error={make.error} title="The backup was not made" />}
      {chosen && <RestoreDialog backup={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}
