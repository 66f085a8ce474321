//! How a source was read, in words and as options.

import type { SelectOption } from "../../../components/Select";
import type { ImportPreviewDto, ReadOptionsDto, TextEncodingDto } from "../../../ipc/client";
import { formatCount } from "../../../lib/format";
import type { Gone } from "./gone";
import { remainingOf } from "./gone";

export const WORK_IT_OUT: ReadOptionsDto = {
  delimiter: null,
  encoding: null,
  sheet: null,
  hasHeader: null,
  columns: null,
};

const ENCODING_WORDS: Record<TextEncodingDto, string> = {
  utf8: "UTF-8",
  utf16LittleEndian: "UTF-16 (little-endian)",
  utf16BigEndian: "UTF-16 (big-endian)",
  western: "Windows-1252 (Western European)",
  centralEuropean: "Windows-1250 (Central European)",
  cyrillic: "Windows-1251 (Cyrillic)",
  greek: "Windows-1253 (Greek)",
  turkish: "Windows-1254 (Turkish)",
  mac: "Mac OS Roman",
  japanese: "Shift JIS (Japanese)",
  chineseSimplified: "GBK (Simplified Chinese)",
  chineseTraditional: "Big5 (Traditional Chinese)",
  korean: "EUC-KR (Korean)",
};

/** For the choice of an encoding that was not told right. */
export const ENCODINGS: readonly SelectOption<TextEncodingDto>[] = (
  Object.keys(ENCODING_WORDS) as TextEncodingDto[]
).map((value) => ({ value, label: ENCODING_WORDS[value] }));

/** The choices that lead to what is shown. */
export function asShown({ reading, hasHeader, columns }: ImportPreviewDto): ReadOptionsDto {
  return {
    delimiter: reading.kind === "text" ? reading.delimiter : null,
    encoding: reading.kind === "text" ? reading.encoding : null,
    sheet: reading.kind === "workbook" ? reading.sheet : null,
    hasHeader,
    columns: columns.map(({ holds }) => holds),
  };
}

/** What was read, in half a sentence. */
export function readingWords({ reading, totalRows }: ImportPreviewDto): string {
  const rows = formatCount(totalRows, "row");
  switch (reading.kind) {
    case "text":
      return `${rows}, ${ENCODING_WORDS[reading.encoding]}`;
    case "workbook":
      return `${rows} on the sheet “${reading.sheet}”`;
    case "api":
      return rows;
  }
}

/** What the button does. */
export function importWords({ added, updated, gone: rows }: ImportPreviewDto, gone: Gone): string {
  const remaining = remainingOf(rows, gone);
  const count = added + updated;
  const imports = `Import ${formatCount(count, "organisation")}`;
  if (remaining === null) return imports;
  const { act, organizations } = remaining;
  return count === 0
    ? `${act === "delete" ? "Delete" : "Exclude"} ${formatCount(organizations.length, "organisation")}`
    : `${imports}, ${act} ${organizations.length}`;
}

/** Why the import cannot start yet. */
export function whyNot(preview: ImportPreviewDto, gone: Gone, isOld: boolean): string | undefined {
  if (isOld) return "The preview is being renewed";
  if (preview.blocked !== null) return preview.blocked;
  const changes = preview.added + preview.updated > 0 || remainingOf(preview.gone, gone) !== null;
  return changes ? undefined : "Nothing in the list is new or changed";
}
