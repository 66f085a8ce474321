//! What holds on to a word of the vocabulary.

import type { UsedWordDto, VocabularyDto } from "../../ipc/client";
import { formatCount } from "../../lib/format";
import type { ListName } from "../../lib/wordLists";

/** A word with what holds on to it. */
export function usedWord(vocabulary: VocabularyDto, list: ListName, key: string): UsedWordDto | undefined {
  return vocabulary[list].find((word) => word.key === key);
}

/** What holds on to a word, in a few words. */
export function usesOf({ rules, organizations }: UsedWordDto): string | undefined {
  if (rules > 0) return `in ${formatCount(rules, "ticket rule")}`;
  return organizations > 0 ? `${formatCount(organizations, "organisation")} with seats` : undefined;
}
