//! Which side counts where a file and what is here differ: one word for all, and another for single lines. Pure.

import type { MappingLineStateDto, MappingPreviewDto, TakeFromDto } from "../../../ipc/client";

export const KEEP_OURS: TakeFromDto = { file: false, except: [] };

/** Whether the file's customer is taken in a line. */
export function takesFile({ file, except }: TakeFromDto, line: number): boolean {
  return file !== except.includes(line);
}

/** With another word for one line. */
export function withLine(choice: TakeFromDto, line: number, fromFile: boolean): TakeFromDto {
  const others = choice.except.filter((other) => other !== line);
  return { ...choice, except: fromFile === choice.file ? others : [...others, line] };
}

/** How many lines come to a state. */
export function countOf({ counts }: MappingPreviewDto, state: MappingLineStateDto): number {
  return counts.find((one) => one.state === state)?.count ?? 0;
}

/** How many held tickets would be sent to Halo: those of new lines, and of conflicts that are taken from the file. */
export function ticketsOf(preview: MappingPreviewDto, { file, except }: TakeFromDto): number {
  // Only lines that are shown can be chosen one by one.
  const chosen = preview.lines
    .filter(({ state, number }) => state === "conflict" && except.includes(number))
    .reduce((sum, { heldTickets }) => sum + heldTickets, 0);
  return preview.newTickets + (file ? preview.conflictTickets - chosen : chosen);
}

/** How many organisations would be changed. */
export function changesOf(preview: MappingPreviewDto, { file, except }: TakeFromDto): number {
  const conflicts = countOf(preview, "conflict");
  return countOf(preview, "new") + (file ? conflicts - except.length : except.length);
}
