import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../../components/Button";
import { Skeleton } from "../../../components/Skeleton";
import { ErrorNotice } from "../../../errors/ErrorNotice";
import {
  call,
  commands,
  type ImportedDto,
  type ImportPreviewDto,
  type ProfileId,
  type ReadOptionsDto,
  type RemainingDto,
} from "../../../ipc/client";
import { queries } from "../../../ipc/queries";
import { type Gone, KEEP_ALL, remainingOf } from "./gone";
import { ImportPreview } from "./ImportPreview";
import { ImportSource } from "./ImportSource";
import { asShown, importWords, readingWords, WORK_IT_OUT, whyNot } from "./reading";
import type { Stage } from "./stage";

type FileImportProps = {
  readonly profileId: ProfileId;
  readonly vendorName: string;
  readonly isDemo: boolean;
  /** The demo’s list is read at once; another file can be chosen instead. */
  readonly startsWithDemo: boolean;
  readonly onImported: (imported: ImportedDto) => void;
};

type Wanted = {
  readonly file: string;
  readonly shown: ImportPreviewDto;
  readonly remaining: RemainingDto | null;
};

/** Organisations from a file: which one, what its columns hold, what would happen. */
export function useFileImport(props: FileImportProps): Stage {
  const { profileId, vendorName, isDemo, startsWithDemo, onImported } = props;
  /** Undefined: not said yet. */
  const [chosen, setChosen] = useState<string | null | undefined>(startsWithDemo ? undefined : null);
  const demo = useQuery({ ...queries.demoFile(profileId), enabled: chosen === undefined });
  const path = chosen === undefined ? (demo.data ?? null) : chosen;
  const isGettingDemo = chosen === undefined && demo.isPending;
  const [options, setOptions] = useState<ReadOptionsDto>(WORK_IT_OUT);
  const [gone, setGone] = useState<Gone>(KEEP_ALL);
  const preview = useQuery({
    ...queries.previewFile(profileId, path ?? "", options),
    enabled: path !== null,
  });
  const importing = useMutation({
    // As it was shown, not as it would be worked out now: the file may have been saved anew since.
    mutationFn: ({ file, shown, remaining }: Wanted) =>
      call(
        commands.importFile(profileId, file, {
          read: asShown(shown),
          shown: shown.fingerprint,
          gone: remaining,
        }),
      ),
    onSuccess: onImported,
  });

  function takeFile(file: string | null) {
    setOptions(WORK_IT_OUT);
    setGone(KEEP_ALL);
    importing.reset();
    setChosen(file);
  }

  const shown = path !== null && !preview.error ? preview.data : undefined;
  return {
    title: shown ? `Import ${shown.name}` : `Import ${vendorName} organisations`,
    description: shown
      ? `${readingWords(shown)}. Nothing is imported yet.`
      : "A CSV file or an Excel workbook. You choose the columns and see every row before it counts.",
    isAtStart: path === null && !isGettingDemo,
    isLocked: importing.isPending,
    back: path !== null && (
      <Button size="l" variant="quiet" onClick={() => takeFile(null)}>
        Another file
      </Button>
    ),
    actions: path !== null && shown && (
      <Button
        size="l"
        variant="primary"
        busy={importing.isPending}
        busyWord="Importing…"
        reason={whyNot(shown, gone, preview.isPlaceholderData)}
        onClick={() => importing.mutate({ file: path, shown, remaining: remainingOf(shown.gone, gone) })}
      >
        {importWords(shown, gone)}
      </Button>
    ),
    body: (
      <>
        {importing.error && <ErrorNotice inline error={importing.error} />}
        {chosen === undefined && demo.error && (
          <ErrorNotice inline error={demo.error} onRetry={() => void demo.refetch()} />
        )}
        {(path === null || preview.error) && !isGettingDemo && (
          <ImportSource profileId={profileId} isDemo={isDemo} initialPath={path ?? ""} onFile={takeFile} />
        )}
        {path !== null && preview.error && (
          <ErrorNotice inline error={preview.error} onRetry={() => void preview.refetch()} />
        )}
        {(isGettingDemo || (path !== null && preview.isPending)) && (
          <Skeleton label="Reading the file" lines={5} />
        )}
        {shown && (
          <ImportPreview
            preview={shown}
            gone={gone}
            onGone={setGone}
            // Columns are chosen for the list as it is shown; what was remembered for it is not worked out anew.
            onOptions={(change) =>
              setOptions((old) => ({ ...(change.columns ? asShown(shown) : old), ...change }))
            }
          />
        )}
      </>
    ),
  };
}
