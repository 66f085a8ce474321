import { describe, expect, it } from "vitest";
import { rulesForm } from "../../fakeTickets";
import { arrowsOf, columnsOf, isOnWay, partnerOf, wayInWords } from "./maps";

const columns = columnsOf(rulesForm, rulesForm.rules);
const nameOf = ({ side, id }: { side: "vendor" | "halo"; id: string }) =>
  columns[side].find((place) => place.id === id)?.name ?? id;

describe("the drawing of the status maps", () => {
  it("has an arrow for each entry, one for both ways where they agree", () => {
    expect(arrowsOf(columns, rulesForm.rules)).toEqual([
      { vendorRow: 0, haloRow: 0, kind: "out" },
      { vendorRow: 1, haloRow: 2, kind: "both" },
    ]);
    const back = { ...rulesForm.rules, statusOut: [], statusBack: [{ statusId: 2, key: "open" }] };
    expect(arrowsOf(columns, back)).toEqual([{ vendorRow: 0, haloRow: 1, kind: "back" }]);
  });

  it("follows either map", () => {
    expect(partnerOf({ side: "vendor", id: "open" }, rulesForm.rules)).toEqual({ side: "halo", id: "1" });
    expect(partnerOf({ side: "halo", id: "9" }, rulesForm.rules)).toEqual({ side: "vendor", id: "resolved" });
    expect(partnerOf({ side: "halo", id: "2" }, rulesForm.rules)).toBeNull();
  });

  it("knows the arrows on a ticket's way", () => {
    const way = {
      stops: [
        { side: "halo" as const, id: "9" },
        { side: "vendor" as const, id: "resolved" },
      ],
      end: "settled" as const,
    };
    const arrows = arrowsOf(columns, rulesForm.rules);
    expect(arrows.map((arrow) => isOnWay(arrow, columns, way))).toEqual([false, true]);
    expect(arrows.some((arrow) => isOnWay(arrow, columns, undefined))).toBe(false);
  });

  it("says a way in words", () => {
    const open = { side: "vendor" as const, id: "open" };
    const started = { side: "halo" as const, id: "1" };
    const progress = { side: "halo" as const, id: "2" };
    expect(wayInWords({ stops: [progress], end: "noPartner" }, nameOf, "Palisade")).toBe(
      "“In Progress” in Halo has no partner: Palisade stays as it is.",
    );
    expect(wayInWords({ stops: [open, started], end: "settled" }, nameOf, "Palisade")).toBe(
      "“Open” in Palisade becomes “New” in Halo, and that comes back as it was.",
    );
    expect(wayInWords({ stops: [open, started], end: "noPartner" }, nameOf, "Palisade")).toBe(
      "“Open” in Palisade becomes “New” in Halo. From there nothing leads back.",
    );
    expect(wayInWords({ stops: [progress, open, started], end: "settled" }, nameOf, "Palisade")).toBe(
      "“In Progress” in Halo becomes “Open” in Palisade, then “New” in Halo, and there it settles.",
    );
    expect(wayInWords({ stops: [open, started], end: "circle" }, nameOf, "Palisade")).toContain(
      "never settles",
    );
  });
});
