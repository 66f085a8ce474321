//! A vendor's own words, as they are edited: three short lists, and every change as a new value with its sentence.

/** A word under edit. `key` is what rules and seats hold on to; a new word has none yet. */
export type Word = {
  readonly id: string;
  readonly key: string | null;
  readonly name: string;
  readonly isClosed: boolean;
};

export type WordLists = {
  readonly statuses: readonly Word[];
  readonly levels: readonly Word[];
  readonly products: readonly Word[];
};

export type ListName = keyof WordLists;

type KeyedWord = { readonly key: string; readonly name: string; readonly isClosed?: boolean };
type DraftWord = { key: string | null; name: string; isClosed: boolean };

/** The lists after a change, and what was done, for a toast. */
export type WordChange = { readonly next: WordLists; readonly what: string };

type ListWords = {
  readonly list: ListName;
  readonly label: string;
  readonly hint: string;
  /** One of them. */
  readonly noun: string;
};

export const LISTS: readonly ListWords[] = [
  {
    list: "statuses",
    label: "Ticket statuses",
    hint: "In the order a ticket goes through them. A closed one ends the ticket.",
    noun: "status",
  },
  { list: "levels", label: "Priority levels", hint: "The most urgent first.", noun: "level" },
  { list: "products", label: "Products", hint: "Whose seats are counted.", noun: "product" },
];

/** Saved words, for editing. */
export function editable(saved: { readonly [List in ListName]: readonly KeyedWord[] }): WordLists {
  const word = ({ key, name, isClosed = false }: KeyedWord): Word => ({ id: key, key, name, isClosed });
  return {
    statuses: saved.statuses.map(word),
    levels: saved.levels.map(word),
    products: saved.products.map(word),
  };
}

/** Edited words, for saving. */
export function draftOf({ statuses, levels, products }: WordLists): Record<ListName, DraftWord[]> {
  const draft = ({ key, name, isClosed }: Word): DraftWord => ({ key, name, isClosed });
  return { statuses: statuses.map(draft), levels: levels.map(draft), products: products.map(draft) };
}

/** Puts another name to a word. Its key stays, and with it what holds on to it. */
export function renameWord(words: WordLists, list: ListName, id: string, name: string): WordChange {
  const before = words[list].find((word) => word.id === id)?.name ?? "";
  return {
    next: { ...words, [list]: words[list].map((word) => (word.id === id ? { ...word, name } : word)) },
    what: `“${before}” is called “${name}” now`,
  };
}

/** Says whether a status ends a ticket. */
export function closeWord(words: WordLists, id: string, isClosed: boolean): WordChange {
  const name = words.statuses.find((word) => word.id === id)?.name ?? "";
  return {
    next: {
      ...words,
      statuses: words.statuses.map((word) => (word.id === id ? { ...word, isClosed } : word)),
    },
    what: isClosed ? `“${name}” closes a ticket` : `“${name}” keeps a ticket open`,
  };
}

/** Changes places with the neighbour; null at the end of the list. */
export function moveWord(words: WordLists, list: ListName, id: string, by: -1 | 1): WordChange | null {
  const from = words[list].findIndex((word) => word.id === id);
  const moved = words[list][from];
  const other = words[list][from + by];
  if (!moved || !other) return null;
  const next = words[list].map((word) => (word === moved ? other : word === other ? moved : word));
  return { next: { ...words, [list]: next }, what: `“${moved.name}” was moved ${by < 0 ? "up" : "down"}` };
}

/** Takes a word out. */
export function removeWord(words: WordLists, list: ListName, id: string): WordChange {
  const name = words[list].find((word) => word.id === id)?.name ?? "";
  return {
    next: { ...words, [list]: words[list].filter((word) => word.id !== id) },
    what: `“${name}” was removed`,
  };
}

/** Adds a word at the end. A new status keeps a ticket open until it is said otherwise. */
export function addWord(words: WordLists, list: ListName, name: string): WordChange {
  const word: Word = { id: crypto.randomUUID(), key: null, name: name.trim(), isClosed: false };
  return { next: { ...words, [list]: [...words[list], word] }, what: `“${word.name}” was added` };
}
