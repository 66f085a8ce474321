import { expect, it } from "vitest";
import { addWord, closeWord, draftOf, moveWord, removeWord, renameWord, type WordLists } from "./wordLists";

const word = (key: string, isClosed = false) => ({ id: key, key, name: key, isClosed });
const words: WordLists = {
  statuses: [word("open"), word("resolved", true)],
  levels: [word("high"), word("low")],
  products: [],
};
const names = (lists: WordLists) =>
  Object.values(lists).map((list) => list.map(({ name }) => name).join(" "));

it("renames without touching the key", () => {
  const { next, what } = renameWord(words, "levels", "low", "Whenever");
  expect(next.levels[1]).toEqual({ id: "low", key: "low", name: "Whenever", isClosed: false });
  expect(what).toBe("“low” is called “Whenever” now");
  expect(names(words)).toEqual(["open resolved", "high low", ""]);
});

it("moves by one place and not over the end", () => {
  expect(names(moveWord(words, "levels", "low", -1)?.next ?? words)[1]).toBe("low high");
  expect(moveWord(words, "levels", "low", 1)).toBeNull();
  expect(moveWord(words, "levels", "high", -1)).toBeNull();
});

it("adds without a key, removes, and closes", () => {
  const added = addWord(words, "products", " Seats ").next;
  expect(draftOf(added).products).toEqual([{ key: null, name: "Seats", isClosed: false }]);
  expect(names(removeWord(words, "statuses", "open").next)[0]).toBe("resolved");
  expect(closeWord(words, "open", true).next.statuses.map(({ isClosed }) => isClosed)).toEqual([true, true]);
});
