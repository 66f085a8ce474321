//! Days as they are kept: `2027-03-01`, by the calendar of this computer. Pure: the caller brings the clock.

/** Whether it is a day of the calendar, in the one form in which days are kept. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The day of a moment. */
export function today(now: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The same day some months later; the last one of a month that is too short. */
export function dayIn(months: number, now: Date): string {
  const last = new Date(now.getFullYear(), now.getMonth() + months + 1, 0);
  const day = Math.min(now.getDate(), last.getDate());
  return today(new Date(last.getFullYear(), last.getMonth(), day));
}
