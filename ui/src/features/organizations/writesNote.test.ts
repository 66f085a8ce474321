import { expect, it } from "vitest";
import { writesNote } from "./writesNote";

it("says what mapping writes to Halo, and nothing while that is not known", () => {
  expect(writesNote(0)).toBe("Nothing is written to Halo");
  expect(writesNote(1)).toBe("1 held ticket is sent to Halo then");
  expect(writesNote(2)).toBe("2 held tickets are sent to Halo then");
  expect(writesNote(undefined)).toBeUndefined();
});
