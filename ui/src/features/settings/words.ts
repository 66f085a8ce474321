//! Between the vocabulary as it is saved and as it is edited.

import type { UsedWordDto, VocabularyDraftDto, VocabularyDto } from "../../ipc/client";
import { formatCount } from "../../lib/format";
import type { ListName, Word, WordLists } from "../../lib/wordLists";

/** For editing: each word by its key. */
export function editable({ statuses, levels, products }: VocabularyDto): WordLists {
  const word = ({ key, name, isClosed }: UsedWordDto): Word => ({ id: key, key, name, isClosed });
  return { statuses: statuses.map(word), levels: levels.map(word), products: products.map(word) };
}

/** For saving. */
export function draftOf({ statuses, levels, products }: WordLists): VocabularyDraftDto {
  const draft = ({ key, name, isClosed }: Word) => ({ key, name, isClosed });
  return { statuses: statuses.map(draft), levels: levels.map(draft), products: products.map(draft) };
}

/** A word with what holds on to it. */
export function usedWord(vocabulary: VocabularyDto, list: ListName, key: string): UsedWordDto | undefined {
  return vocabulary[list].find((word) => word.key === key);
}

/** What holds on to a word, in a few words. */
export function usesOf({ rules, organizations }: UsedWordDto): string | undefined {
  if (rules > 0) return `in ${formatCount(rules, "ticket rule")}`;
  return organizations > 0 ? `${formatCount(organizations, "organisation")} with seats` : undefined;
}
