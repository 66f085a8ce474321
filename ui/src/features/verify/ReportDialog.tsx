import { useMutation, useQuery } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { useState } from "react";
import { Banner } from "../../components/Banner";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Checkbox";
import { Dialog } from "../../components/Dialog";
import { Field } from "../../components/Field";
import { RadioGroup } from "../../components/RadioGroup";
import { Skeleton } from "../../components/Skeleton";
import { Table } from "../../components/Table";
import { TextInput } from "../../components/TextInput";
import { ErrorNotice } from "../../errors/ErrorNotice";
import {
  call,
  commands,
  type ProfileId,
  type ReportFormatDto,
  type ReportPartDto,
  toFailure,
} from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { formatCount } from "../../lib/format";
import s from "./Verify.module.css";

/** What is in a report, with names or without; then where it goes. */
export function ReportDialog({ profileId, onClose }: { profileId: ProfileId; onClose: () => void }) {
  const [masked, setMasked] = useState(false);
  const [format, setFormat] = useState<ReportFormatDto>("html");
  const [path, setPath] = useState("");
  const [asked, setAsked] = useState(false);
  const preview = useQuery(queries.previewReport(profileId, masked));
  const writing = useMutation({
    mutationFn: ({ to, replace }: { readonly to: string; readonly replace: boolean }) =>
      call(commands.writeReport(profileId, format, masked, to, replace)),
  });
  const choosing = useMutation({
    mutationFn: () => call(commands.chooseReportFile(profileId, format)),
    onSuccess: (chosen) => {
      if (chosen === null) return;
      setPath(chosen);
      // The desktop's own dialog has asked whether a file may be replaced.
      writing.mutate({ to: chosen, replace: true });
    },
  });
  const typed = path.trim();
  const failure = writing.error && toFailure(writing.error).error;
  const isThere = failure?.code === "needsConfirmation" ? failure : null;
  function write(replace: boolean) {
    setAsked(true);
    if (typed !== "") writing.mutate({ to: typed, replace });
  }

  if (writing.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title="Report written"
        note="Nothing was written to Halo"
        actions={
          <Button size="l" variant="primary" onClick={onClose}>
            Close
          </Button>
        }
      >
        <p className="mono">{writing.data.path}</p>
        <p className="t2">
          {writing.data.masked
            ? "Names and addresses were left out."
            : "The names of your clients are in it."}
        </p>
        <p className="t2">
          Whoever gets the file can tell that it is this one by its SHA-256, which stands in Activity too:
        </p>
        <p className={s["sum"]}>{writing.data.sha256}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      size="l"
      locked={writing.isPending}
      title="Write a report"
      description="The checklist, the checks of access, open problems, the mappings, and everything that was done, by whom and when. No secret is in it."
      note="Nothing is written to Halo"
      actions={
        <>
          <Button size="l" onClick={onClose}>
            Cancel
          </Button>
          <Button
            size="l"
            variant="primary"
            busy={writing.isPending}
            busyWord="Writing…"
            onClick={() => write(isThere !== null)}
          >
            {isThere ? "Replace it" : "Write the report"}
          </Button>
        </>
      }
    >
      <form
        className={s["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          // Only a press on the words "Replace it" replaces a file.
          write(false);
        }}
      >
        <RadioGroup<ReportFormatDto>
          label="Form"
          value={format}
          onValueChange={setFormat}
          options={[
            { value: "html", label: "HTML", hint: "One page for people; prints well" },
            { value: "json", label: "JSON", hint: "For programs" },
          ]}
        />
        <Checkbox
          checked={masked}
          onCheckedChange={setMasked}
          label="Leave names and addresses out"
          hint="The same name gets the same number everywhere: Organisation 1, Customer 2"
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
                writing.reset();
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
          writing.error && <ErrorNotice inline error={writing.error} />
        )}
        <h3 className="groupHead">What is inside</h3>
        {preview.data ? (
          preview.data.map((part) => <Part key={part.title} part={part} />)
        ) : preview.error ? (
          <ErrorNotice inline error={preview.error} onRetry={() => void preview.refetch()} />
        ) : (
          <Skeleton label="Working out the report" lines={6} />
        )}
      </form>
    </Dialog>
  );
}

function Part({ part: { title, note, columns, rows, total } }: { part: ReportPartDto }) {
  return (
    <section className={s["part"]}>
      <h4 className="strong">
        {title} <span className="t3">{formatCount(total, "row")}</span>
      </h4>
      {note !== null && <p className="hint">{note}</p>}
      {rows.length > 0 && (
        <Table
          caption={title}
          columns={columns.map((head) => ({ head }))}
          rows={rows.map((cells, at) => ({ key: at, cells }))}
        />
      )}
      {total > rows.length && <p className="hint">And {formatCount(total - rows.length, "row")} more.</p>}
    </section>
  );
}
