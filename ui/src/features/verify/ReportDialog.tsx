import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Checkbox } from "../../components/Checkbox";
import { RadioGroup } from "../../components/RadioGroup";
import { Skeleton } from "../../components/Skeleton";
import { Table } from "../../components/Table";
import { ErrorNotice } from "../../errors/ErrorNotice";
import { WriteFileDialog } from "../../files/WriteFileDialog";
import { call, commands, type ProfileId, type ReportFormatDto, type ReportPartDto } from "../../ipc/client";
import { queries } from "../../ipc/queries";
import { formatCount } from "../../lib/format";
import s from "./Verify.module.css";

/** What is in a report, with names or without; then where it goes. */
export function ReportDialog({ profileId, onClose }: { profileId: ProfileId; onClose: () => void }) {
  const [masked, setMasked] = useState(false);
  const [format, setFormat] = useState<ReportFormatDto>("html");
  return (
    <WriteFileDialog
      size="l"
      title="Write a report"
      description="The checklist, the checks of access, open problems, the mappings, and everything that was done, by whom and when. No secret is in it."
      act={{ word: "Write the report", busyWord: "Writing…" }}
      choice={`${format} ${masked}`}
      write={(to, replace) => call(commands.writeReport(profileId, format, masked, to, replace))}
      choosePlace={() => call(commands.chooseReportFile(profileId, format))}
      done={(written) => ({
        title: "Report written",
        body: (
          <>
            <p className="mono">{written.path}</p>
            <p className="t2">
              {written.masked ? "Names and addresses were left out." : "The names of your clients are in it."}
            </p>
            <p className="t2">
              Whoever gets the file can tell that it is this one by its SHA-256, which stands in Activity too:
            </p>
            <p className={s["sum"]}>{written.sha256}</p>
          </>
        ),
      })}
      below={<Inside profileId={profileId} masked={masked} />}
      onClose={onClose}
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
    </WriteFileDialog>
  );
}

function Inside({ profileId, masked }: { profileId: ProfileId; masked: boolean }) {
  const preview = useQuery(queries.previewReport(profileId, masked));
  return (
    <>
      <h3 className="groupHead">What is inside</h3>
      {preview.data ? (
        preview.data.map((part) => <Part key={part.title} part={part} />)
      ) : preview.error ? (
        <ErrorNotice inline error={preview.error} onRetry={() => void preview.refetch()} />
      ) : (
        <Skeleton label="Working out the report" lines={6} />
      )}
    </>
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
