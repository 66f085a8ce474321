import { useState } from "react";
import { RadioGroup } from "../../components/RadioGroup";
import { WriteFileDialog } from "../../files/WriteFileDialog";
import {
  type ActivityAreaDto,
  call,
  commands,
  type MappingFormatDto,
  type ProfileId,
} from "../../ipc/client";
import { formatCount } from "../../lib/format";

type ExportDialogProps = {
  readonly profileId: ProfileId;
  /** What the screen shows now. */
  readonly area: ActivityAreaDto | null;
  readonly text: string;
  readonly count: number;
  readonly onClose: () => void;
};

/** Writes the lines that are shown to a file, with their seals. */
export function ExportDialog({ profileId, area, text, count, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<MappingFormatDto>("csv");
  return (
    <WriteFileDialog
      title={`Export ${formatCount(count, "line")}`}
      description="The lines shown now, oldest first, each with its seal. No secret is in the file; the names of your clients are."
      act={{ word: "Export", busyWord: "Exporting…" }}
      choice={format}
      write={(to, replace) =>
        call(commands.exportActivity(profileId, { area, text, offset: 0, limit: 0 }, format, to, replace))
      }
      choosePlace={() => call(commands.chooseExportFile(profileId, format))}
      done={({ lines, path }) => ({
        title: `${formatCount(lines, "line")} written`,
        body: <p className="mono">{path}</p>,
      })}
      onClose={onClose}
    >
      <RadioGroup<MappingFormatDto>
        label="Form"
        value={format}
        onValueChange={setFormat}
        options={[
          { value: "csv", label: "CSV", hint: "For spreadsheets; formulas are made harmless" },
          { value: "json", label: "JSON", hint: "For programs" },
        ]}
      />
    </WriteFileDialog>
  );
}
