import { describe, expect, it } from "vitest";
import { changed, EMPTY, tidied } from "./pasted";

describe("a pasted value", () => {
  it.each([
    ["  abc\n", "abc", 3],
    ["\ufeffa b\u200b", "a b", 2],
    ["\u00a0-x\u2060", "-x", 2],
    ["p\u{1f511}&=+%\"'\\\0", "p\u{1f511}&=+%\"'\\\0", 0],
    [" \t ", "", 3],
  ])("%j is kept as %j", (text, kept, left) => {
    expect(changed(EMPTY, text)).toEqual({ text: kept, left });
  });
});

it("keeps a blank that is typed until the field is left", () => {
  let field = EMPTY;
  for (const text of ["a", "a ", "a b", "a b "]) field = changed(field, text);
  expect(field).toEqual({ text: "a b ", left: 0 });
  expect(tidied(field)).toEqual({ text: "a b", left: 1 });
});

it("still says what was left out when the field is left", () => {
  expect(tidied(changed(EMPTY, " abc "))).toEqual({ text: "abc", left: 2 });
});
