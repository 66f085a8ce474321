import { Banner } from "../../../components/Banner";
import { WriteFileDialog } from "../../../files/WriteFileDialog";
import { call, commands, type ProfileDto } from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";

type ExportProfileDialogProps = { readonly profile: ProfileDto; readonly onClose: () => void };

/** Where a profile's file goes, and what was written. */
export function ExportProfileDialog({ profile, onClose }: ExportProfileDialogProps) {
  return (
    <WriteFileDialog
      title={`Export ${profile.name}`}
      description="Organisations, pairs, ticket rules, the vendor's words and Halo's address, as one file that can be read and compared. No secret is in it; the names of your clients are."
      act={{ word: "Export", busyWord: "Exporting…" }}
      choice=""
      write={(to, replace) => call(commands.exportProfile(profile.id, to, replace))}
      choosePlace={() => call(commands.chooseProfilePlace(profile.id))}
      failed="Nothing was exported"
      done={({ organizations, mapped, path }) => ({
        title: `${profile.name} written`,
        body: (
          <Banner
            tone="connected"
            live
            title={`${formatCount(organizations, "organisation")}, ${formatNumber(mapped)} of them mapped.`}
          >
            <span className="mono">{path}</span>
          </Banner>
        ),
      })}
      onClose={onClose}
    />
  );
}
