import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { RadioGroup } from "../../../components/RadioGroup";
import { WriteFileDialog } from "../../../files/WriteFileDialog";
import {
  call,
  commands,
  type MappingFormatDto,
  type OrganizationFilterDto,
  type ProfileId,
} from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";
import { segmentOf } from "../words";

type ExportDialogProps = {
  readonly profileId: ProfileId;
  /** What the screen shows now. */
  readonly filter: OrganizationFilterDto;
  readonly text: string;
  readonly onClose: () => void;
};

type Scope = "everything" | "filter";

/** Writes mappings to a file: what of them, in which form, where to. */
export function ExportDialog({ profileId, filter, text, onClose }: ExportDialogProps) {
  const isFiltered = filter !== "all" || text !== "";
  const [scope, setScope] = useState<Scope>("everything");
  const [format, setFormat] = useState<MappingFormatDto>("csv");
  const shown = scope === "filter" ? { filter, text } : { filter: "all" as const, text: "" };
  return (
    <WriteFileDialog
      title="Export mappings"
      description="Organisations with their customers and what the pairs were accepted on. No secret is in the file; the names of your clients are."
      act={{ word: "Export", busyWord: "Exporting…" }}
      choice={`${scope} ${format}`}
      write={(to, replace) =>
        call(
          commands.exportMappings(profileId, { selected: "all", ...shown, except: [] }, format, to, replace),
        )
      }
      choosePlace={() => call(commands.chooseExportFile(profileId, format))}
      done={({ organizations, mapped, path }) => ({
        title: `${formatCount(organizations, "organisation")} written`,
        body: (
          <Banner tone="connected" live title={`${formatNumber(mapped)} of them are mapped.`}>
            <span className="mono">{path}</span>
          </Banner>
        ),
      })}
      onClose={onClose}
    >
      <RadioGroup<Scope>
        label="Which organisations"
        value={scope}
        onValueChange={setScope}
        options={[
          { value: "everything", label: "All of them" },
          ...(isFiltered
            ? [{ value: "filter" as const, label: "Those shown now", hint: filterWords(filter, text) }]
            : []),
        ]}
      />
      <RadioGroup<MappingFormatDto>
        label="Form"
        value={format}
        onValueChange={setFormat}
        options={[
          {
            value: "csv",
            label: "CSV",
            hint: "For Excel and other spreadsheets; formulas are made harmless",
          },
          { value: "json", label: "JSON", hint: "For programs" },
        ]}
      />
    </WriteFileDialog>
  );
}

function filterWords(filter: OrganizationFilterDto, text: string): string {
  const { label } = segmentOf(filter);
  return text === "" ? label : `${label}, “${text}”`;
}
