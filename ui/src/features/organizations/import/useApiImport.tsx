import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Button } from "../../../components/Button";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  type ApiListDto,
  type ApiRequestDto,
  type ColumnUseDto,
  call,
  commands,
  type ImportedDto,
  type ImportPreviewDto,
  type ProfileId,
  toFailure,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { formatCount } from "../../../lib/format";
import { ApiFields } from "./ApiFields";
import { type ApiForm, formOf, keyIsKept, settingsOf } from "./apiForm";
import { type Gone, KEEP_ALL, remainingOf } from "./gone";
import { ImportPreview } from "./ImportPreview";
import { MorePaths } from "./MorePaths";
import { importWords, whyNot } from "./reading";
import type { Stage } from "./stage";

type ApiImportProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  /** Nothing is looked up before it is looked at. */
  readonly isShown: boolean;
  readonly onImported: (imported: ImportedDto) => void;
};

/** Organisations from a vendor's own API: how it is asked, what its fields hold, what would happen. */
export function useApiImport({ profileId, vendorName, isShown, onImported }: ApiImportProps): Stage {
  const savedQuery = useQuery({ ...queries.vendorApi(profileId), enabled: isShown });
  const saved = savedQuery.data ?? null;
  const [typed, setTyped] = useState<ApiForm | null>(null);
  const form = typed ?? formOf(saved);
  const [list, setList] = useState<ApiListDto | null>(null);
  const [paths, setPaths] = useState<readonly string[] | null>(null);
  const [columns, setColumns] = useState<readonly ColumnUseDto[] | null>(null);
  const [gone, setGone] = useState<Gone>(KEEP_ALL);
  const chosen = { reading: list?.reading ?? "", paths: [...(paths ?? saved?.paths ?? [])] };
  const choice = { ...chosen, columns: columns && [...columns] };
  const preview = useQuery({ ...queries.previewVendorList(profileId, choice), enabled: list !== null });
  const reading = useMutation({
    mutationFn: (request: ApiRequestDto) => call(commands.readVendorApi(profileId, request)),
    onSuccess: (found) => {
      setColumns(null);
      setGone(KEEP_ALL);
      setList(found);
      // It is in the program's hands now.
      setTyped({ ...form, secret: "" });
    },
  });
  const importing = useMutation({
    mutationFn: (shown: ImportPreviewDto) =>
      call(
        commands.importVendorList(
          profileId,
          { ...chosen, columns: shown.columns.map(({ holds }) => holds) },
          remainingOf(shown.gone, gone),
        ),
      ),
    onSuccess: onImported,
  });
  // A key that was typed and not used does not outlive the dialog.
  useEffect(() => () => void commands.letVendorListGo(profileId), [profileId]);

  const failure = reading.error ? toFailure(reading.error).error : null;
  const flaw = failure?.code === "invalidInput" ? { field: failure.field, message: failure.message } : null;
  const isStopped = failure?.code === "cancelled";
  const pathFlaw = preview.error ? toFailure(preview.error).error : null;
  const shown = list && preview.data;
  const read = () =>
    reading.mutate({
      settings: settingsOf(form, chosen.paths),
      secret: form.secret === "" ? null : form.secret,
    });

  return {
    title: list
      ? `Import from ${preview.data?.name ?? "the vendor’s API"}`
      : `Import ${vendorName} organisations`,
    description: list
      ? `${formatCount(list.rows, "row")} at ${list.list}, ${formatCount(list.pages, "page")}. Nothing is imported yet.`
      : "From the vendor’s own API. The answer has to be JSON. You choose the fields and see every row before it counts.",
    isAtStart: list === null,
    isLocked: importing.isPending,
    back: list !== null && (
      <>
        <Button size="l" variant="quiet" onClick={() => setList(null)}>
          Change the address
        </Button>
        <Button size="l" variant="quiet" busy={reading.isPending} busyWord="Reading…" onClick={read}>
          Read again
        </Button>
      </>
    ),
    actions:
      list === null ? (
        <Button
          size="l"
          variant="primary"
          busy={reading.isPending}
          busyWord="Reading…"
          reason={form.url.trim() === "" ? "Enter the address of the list" : undefined}
          onClick={read}
        >
          Read the list
        </Button>
      ) : (
        shown && (
          <Button
            size="l"
            variant="primary"
            busy={importing.isPending}
            busyWord="Importing…"
            reason={whyNot(shown, gone, preview.isPlaceholderData)}
            onClick={() => importing.mutate(shown)}
          >
            {importWords(shown, gone)}
          </Button>
        )
      ),
    body: (
      <>
        {importing.error && <ErrorNotice inline error={importing.error} />}
        {reading.error && !flaw && !isStopped && <ErrorNotice inline error={reading.error} onRetry={read} />}
        {list === null && savedQuery.isPending && <Skeleton label="Looking up the saved address" lines={4} />}
        {list === null && savedQuery.error && (
          <ErrorNotice inline error={savedQuery.error} onRetry={() => void savedQuery.refetch()} />
        )}
        {list === null && savedQuery.isSuccess && (
          <ApiFields
            form={form}
            keyIsKept={keyIsKept(form, saved)}
            flaw={flaw}
            onForm={(change) => setTyped({ ...form, ...change })}
            onSubmit={read}
          />
        )}
        {list === null && reading.isPending && (
          <Button
            size="l"
            onClick={() => void commands.stopWaiting({ wait: "readVendorApi", profile: profileId })}
          >
            Stop reading
          </Button>
        )}
        {list !== null && preview.isPending && <Skeleton label="Looking through the list" lines={5} />}
        {list !== null && preview.error && pathFlaw?.code !== "invalidInput" && (
          <ErrorNotice inline error={preview.error} onRetry={() => void preview.refetch()} />
        )}
        {shown && (
          <ImportPreview
            preview={shown}
            gone={gone}
            onGone={setGone}
            onOptions={(change) => setColumns(change.columns ?? null)}
          />
        )}
        {list !== null && (
          <MorePaths
            error={pathFlaw?.code === "invalidInput" ? pathFlaw.message : undefined}
            onDrop={() => {
              setColumns(null);
              setPaths(chosen.paths.slice(0, -1));
            }}
            onAdd={(path) => {
              // The new field comes last, so what the others hold stays.
              setColumns(shown ? [...shown.columns.map(({ holds }) => holds), { field: "ignore" }] : null);
              setPaths([...chosen.paths, path]);
            }}
          />
        )}
      </>
    ),
  };
}
