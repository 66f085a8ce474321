import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "../../../components/Banner";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { RadioGroup } from "../../../components/RadioGroup";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  call,
  commands,
  type MappingFormatDto,
  type OrganizationFilterDto,
  type ProfileId,
  toFailure,
} from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";
import { segmentOf } from "../words";
import { FileField } from "./FileField";
import s from "./Mappings.module.css";

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
  const [path, setPath] = useState("");
  const [asked, setAsked] = useState(false);
  const exporting = useMutation({
    mutationFn: ({ to, replace }: { to: string; replace: boolean }) =>
      call(
        commands.exportMappings(
          profileId,
          scope === "filter"
            ? { selected: "all", filter, text, except: [] }
            : { selected: "all", filter: "all", text: "", except: [] },
          format,
          to,
          replace,
        ),
      ),
  });
  const typed = path.trim();
  const failure = exporting.error && toFailure(exporting.error).error;
  const isThere = failure?.code === "needsConfirmation" ? failure : null;

  function write(to: string, replace: boolean) {
    setAsked(true);
    if (to !== "") exporting.mutate({ to, replace });
  }
  /** Another choice is another file: what was said about the last one does not hold for it. */
  function anew(change: () => void) {
    exporting.reset();
    change();
  }

  if (exporting.data) {
    const { organizations, mapped } = exporting.data;
    return (
      <Dialog
        open
        onClose={onClose}
        title={`${formatCount(organizations, "organisation")} written`}
        note="Nothing was written to Halo"
        actions={
          <Button size="l" variant="primary" onClick={onClose}>
            Close
          </Button>
        }
      >
        <Banner tone="connected" live title={`${formatNumber(mapped)} of them are mapped.`}>
          <span className="mono">{exporting.data.path}</span>
        </Banner>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      locked={exporting.isPending}
      title="Export mappings"
      description="Organisations with their customers and what the pairs were accepted on. No secret is in the file; the names of your clients are."
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          {isThere ? (
            <Button size="l" variant="primary" busy={exporting.isPending} onClick={() => write(typed, true)}>
              Replace it
            </Button>
          ) : (
            <Button
              size="l"
              variant="primary"
              busy={exporting.isPending}
              busyWord="Exporting…"
              onClick={() => write(typed, false)}
            >
              Export
            </Button>
          )}
        </>
      }
    >
      <form
        className={s["body"]}
        onSubmit={(event) => {
          event.preventDefault();
          write(typed, false);
        }}
      >
        <RadioGroup<Scope>
          label="Which organisations"
          value={scope}
          onValueChange={(value) => anew(() => setScope(value))}
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
          onValueChange={(value) => anew(() => setFormat(value))}
          options={[
            {
              value: "csv",
              label: "CSV",
              hint: "For Excel and other spreadsheets; formulas are made harmless",
            },
            { value: "json", label: "JSON", hint: "For programs" },
          ]}
        />
        <FileField
          hint="The full path of the new file on this computer"
          path={path}
          onPath={(value) => anew(() => setPath(value))}
          error={asked && typed === "" ? "Choose a place or type a path." : undefined}
          chooseWords="Choose a place…"
          choose={() => call(commands.chooseExportFile(profileId, format))}
          onChosen={(chosen) => {
            setPath(chosen);
            write(chosen, true);
          }}
        />
        {isThere ? (
          <Banner live tone="attention" title={isThere.message}>
            Replace it, or type another name.
          </Banner>
        ) : (
          exporting.error && <ErrorNotice inline error={exporting.error} />
        )}
      </form>
    </Dialog>
  );
}

function filterWords(filter: OrganizationFilterDto, text: string): string {
  const { label } = segmentOf(filter);
  return text === "" ? label : `${label}, “${text}”`;
}
