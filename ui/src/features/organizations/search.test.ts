import { describe, expect, it } from "vitest";
import { parseOrganizationsSearch, withSearch } from "./search";

describe("the address", () => {
  it("keeps what it knows and drops the rest", () => {
    expect(
      parseOrganizationsSearch({
        filter: "held",
        q: "dental",
        sort: "name",
        org: 7,
        dialog: "import",
        other: 1,
      }),
    ).toEqual({ filter: "held", q: "dental", sort: "name", org: 7, dialog: "import" });
    expect(parseOrganizationsSearch({ filter: "nonsense", org: "7", sort: 3, dialog: "delete" })).toEqual({});
  });

  it("leaves defaults out, so that one state has one address", () => {
    expect(parseOrganizationsSearch({ filter: "todo", q: "", sort: "needFirst" })).toEqual({});
  });

  it("takes a number for words, as the router reads an address", () => {
    expect(parseOrganizationsSearch({ q: 365 })).toEqual({ q: "365" });
  });

  it("takes a part out by undefined", () => {
    expect(withSearch({ filter: "held", org: 7 }, { org: undefined })).toEqual({ filter: "held" });
  });
});
