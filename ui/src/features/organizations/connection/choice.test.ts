import { describe, expect, it } from "vitest";
import type { PairConnectionDto, ProductLicenceDto } from "../../../ipc/client";
import { chosenLicences, isAsSaved, whyNot } from "./choice";

const product = (key: string, part: Partial<ProductLicenceDto> = {}): ProductLicenceDto => ({
  key,
  name: key,
  seats: null,
  licence: null,
  licenceName: null,
  proposed: null,
  ...part,
});

const view = (part: Partial<PairConnectionDto>): PairConnectionDto => ({
  customer: { id: 7, name: "Wren", domains: [], inactive: false, present: true, takenBy: null },
  isPair: false,
  wantsSeats: true,
  products: [],
  read: {
    noModule: false,
    readAt: "2026-11-21T10:00:00Z",
    licences: [{ id: 31, name: "Mail", seats: 12 }],
  },
  ...part,
});

describe("what is still missing", () => {
  it("is a customer, then the licences, then one for each product with seats", () => {
    const mail = product("mail", { seats: 12 });
    expect(whyNot(undefined, {})).toBe("Choose a customer first");
    expect(whyNot(view({ customer: null }), {})).toBe("Choose a customer first");
    expect(whyNot(view({ products: [mail], read: null }), {})).toMatch(/not been read/);
    expect(whyNot(view({ products: [mail, product("archive")] }), { archive: 31 })).toBe(
      "Choose a licence for mail",
    );
    expect(whyNot(view({ products: [mail, product("archive")] }), { mail: 31 })).toBeNull();
    expect(whyNot(view({ products: [product("a"), product("b")] }), {})).toBe("Choose a licence first");
    expect(whyNot(view({ products: [product("a"), product("b")] }), { b: 31 })).toBeNull();
  });

  it("is nothing where there is nothing to choose", () => {
    const read = { noModule: true, readAt: "2026-11-21T10:00:00Z", licences: [] };
    expect(whyNot(view({ products: [product("mail", { seats: 12 })], read }), {})).toBeNull();
    expect(whyNot(view({ products: [], read: null }), {})).toBeNull();
  });
});

it("takes what is proposed until something else is chosen, or none", () => {
  const mail = product("mail", { proposed: 31 });
  expect(chosenLicences([mail], {})).toEqual([{ product: "mail", licence: 31 }]);
  expect(chosenLicences([mail], { mail: 32 })).toEqual([{ product: "mail", licence: 32 }]);
  expect(chosenLicences([mail], { mail: null })).toEqual([]);
});

it("knows when nothing was changed", () => {
  const saved = view({ isPair: true, products: [product("mail", { licence: 31 })] });
  expect(isAsSaved(saved, {})).toBe(true);
  expect(isAsSaved(saved, { mail: 32 })).toBe(false);
  expect(isAsSaved({ ...saved, isPair: false }, {})).toBe(false);
});
