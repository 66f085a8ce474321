import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { formatWhen } from "./format";
import { useNow } from "./useNow";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-21T12:00:00Z") }));
afterEach(() => void vi.useRealTimers());

function When({ at, label }: { at: string; label: string }) {
  return <output aria-label={label}>{formatWhen(at, useNow())}</output>;
}

const said = (label: string) => screen.getByLabelText(label).textContent;

it("says the same of one moment in two places that came at different times", () => {
  const at = "2026-11-21T12:00:00Z";
  const { rerender } = render(<When at={at} label="strip" />);
  act(() => void vi.advanceTimersByTime(50_000));
  rerender(
    <>
      <When at={at} label="strip" />
      <When at={at} label="facts" />
    </>,
  );
  for (let seconds = 0; seconds < 120; seconds += 5) {
    act(() => void vi.advanceTimersByTime(5_000));
    expect(said("facts")).toBe(said("strip"));
  }
  expect(said("strip")).toBe("2 min ago");
});

it("is right again after nobody looked for a while", () => {
  const at = "2026-11-21T12:00:00Z";
  render(<When at={at} label="first" />).unmount();
  vi.setSystemTime(new Date("2026-11-21T12:10:00Z"));
  render(<When at={at} label="later" />);
  expect(said("later")).toBe("10 min ago");
});
