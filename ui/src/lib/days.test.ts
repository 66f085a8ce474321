import { describe, expect, it } from "vitest";
import { dayIn, isDay, today } from "./days";

describe("days", () => {
  it("are known by their one form", () => {
    for (const day of ["2027-03-01", "2028-02-29", "9999-12-31"]) expect(isDay(day)).toBe(true);
    for (const text of ["", "2027-02-30", "2027-2-1", "01.03.2027", "2027-03-01T10:00", "soon"])
      expect(isDay(text)).toBe(false);
  });

  it("are counted by months, at their end too", () => {
    const moment = new Date(2026, 10, 30, 23, 59);
    expect(today(moment)).toBe("2026-11-30");
    expect(dayIn(1, moment)).toBe("2026-12-30");
    expect(dayIn(3, moment)).toBe("2027-02-28");
    expect(dayIn(12, moment)).toBe("2027-11-30");
  });
});
