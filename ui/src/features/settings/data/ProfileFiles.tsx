import { Download, Upload } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/Button";
import type { ProfileDto, ProfileId } from "../../../ipc/client";
import s from "../Settings.module.css";
import { ExportProfileDialog } from "./ExportProfileDialog";
import { ImportProfileDialog } from "./ImportProfileDialog";

type ProfileFilesProps = {
  /** The open profile, where one is. */
  readonly profile: ProfileDto | undefined;
  readonly onImported: (profile: ProfileId) => void;
};

/** A profile as one file: to keep, to compare, to take to another computer. */
export function ProfileFiles({ profile, onImported }: ProfileFilesProps) {
  const [dialog, setDialog] = useState<"export" | "import" | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <h3 className="strong">A profile as a file</h3>
      <p className="t2">
        Everything you decided, as text that can be compared: to keep, to hand on, or to move to another
        computer or another Halo. Without secrets.
      </p>
      <div className={s["acts"]}>
        {profile && (
          <Button icon={Download} onClick={() => setDialog("export")}>
            {`Export ${profile.name}…`}
          </Button>
        )}
        <Button icon={Upload} onClick={() => setDialog("import")}>
          Import a profile…
        </Button>
      </div>
      {dialog === "export" && profile && <ExportProfileDialog profile={profile} onClose={close} />}
      {dialog === "import" && <ImportProfileDialog onImported={onImported} onClose={close} />}
    </>
  );
}
