import { useMutation } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { RadioGroup } from "../../components/RadioGroup";
import { TextInput } from "../../components/TextInput";
import { ErrorNotice } from "../../errors/ErrorNotice";
import {
  type ActivityAreaDto,
  call,
  commands,
  type MappingFormatDto,
  type ProfileId,
  toFailure,
} from "../../ipc/client";
import { formatCount } from "../../lib/format";
import s from "./Activity.module.css";

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
  const [path, setPath] = useState("");
  const [asked, setAsked] = useState(false);
  const exporting = useMutation({
    mutationFn: ({ to, replace }: { readonly to: string; readonly replace: boolean }) =>
      call(commands.exportActivity(profileId, { area, text, offset: 0, limit: 0 }, format, to, replace)),
  });
  const choosing = useMutation({
    mutationFn: () => call(commands.chooseExportFile(profileId, format)),
    onSuccess: (chosen) => {
      if (chosen === null) return;
      setPath(chosen);
      // The desktop's own dialog has asked whether a file may be replaced.
      exporting.mutate({ to: chosen, replace: true });
    },
  });
  const typed = path.trim();
  const failure = exporting.error && toFailure(exporting.error).error;
  const isThere = failure?.code === "needsConfirmation" ? failure : null;
  function write(replace: boolean) {
    setAsked(true);
    if (typed !== "") exporting.mutate({ to: typed, replace });
  }

  if (exporting.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={`${formatCount(exporting.data.lines, "line")} written`}
        note="Nothing was written to Halo"
        actions={
          <Button size="l" variant="primary" onClick={onClose}>
            Close
          </Button>
        }
      >
        <p className="mono">{exporting.data.path}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      locked={exporting.isPending}
      title={`Export ${formatCount(count, "line")}`}
      description="The lines shown now, oldest first, each with its seal. No secret is in the file; the names of your clients are."
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="primary"
            busy={exporting.isPending}
            busyWord="Exporting…"
            onClick={() => write(isThere !== null)}
          >
            {isThere ? "Replace it" : "Export"}
          </Button>
        </>
      }
    >
      <form
        className={s["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          write(false);
        }}
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
        <div className={s["file"]}>
          <Field
            label="File"
            hint="The full path of the new file on this computer"
            error={asked && typed === "" ? "Choose a place or type a path." : undefined}
          >
            <TextInput
              mono
              value={path}
              onValueChange={(value) => {
                exporting.reset();
                setPath(value);
              }}
            />
          </Field>
          <Button size="l" icon={FolderOpen} busy={choosing.isPending} onClick={() => choosing.mutate()}>
            Choose a place…
          </Button>
        </div>
        {choosing.error && <ErrorNotice inline error={choosing.error} />}
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
