//! Numbers, counts and times in the words of the program. Pure: the caller brings the clock.

const THIN_SPACE = "\u2009";
const MINUS = "\u2212";

/** `9999`, `10 000` (thin space), `−3` (true minus). */
export function formatNumber(value: number): string {
  const digits = Math.abs(value).toString();
  const grouped = digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+(?!\d))/g, THIN_SPACE);
  return value < 0 ? MINUS + grouped : grouped;
}

/** `1 customer`, `415 customers`. Irregular plurals are given in full. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** `0.4 s` below a minute, `3 min 20 s` above. Takes milliseconds. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  const rest = Math.round(seconds - minutes * 60);
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayAndMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const fullDate = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

/** `just now`, `4 min ago`, `14:02`, `yesterday 14:02`, `3 Nov`, `3 Nov 2025`: the further away, the coarser. */
export function formatWhen(iso: string, now: Date): string {
  const then = new Date(iso);
  if (Number.isNaN(then.getTime())) return iso;
  const minutes = Math.trunc((now.getTime() - then.getTime()) / 60_000);
  if (minutes < 1 && minutes > -1) return "just now";
  if (minutes > 0 && minutes < 60) return `${minutes} min ago`;
  if (then.toDateString() === now.toDateString()) return clock.format(then);
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (then.toDateString() === yesterday.toDateString()) return `yesterday ${clock.format(then)}`;
  return then.getFullYear() === now.getFullYear() ? dayAndMonth.format(then) : fullDate.format(then);
}

/** A moment after the word "since": the time of day, with the day when it is not today. */
export function formatSince(iso: string, now: Date): string {
  return new Date(iso).toDateString() === now.toDateString() ? formatTime(iso) : formatWhen(iso, now);
}

/** `14 Mar 2027`. */
export function formatDay(iso: string): string {
  const then = new Date(iso);
  return Number.isNaN(then.getTime()) ? iso : fullDate.format(then);
}

/** The time of day alone: `14:02`. */
export function formatTime(iso: string): string {
  const then = new Date(iso);
  return Number.isNaN(then.getTime()) ? iso : clock.format(then);
}

/** What is left of a wait, in milliseconds, as `1:40`; begun seconds count. */
export function formatCountdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The whole moment, for tooltips and facts: `21 Nov 2026, 14:02`. */
export function formatMoment(iso: string): string {
  const then = new Date(iso);
  return Number.isNaN(then.getTime()) ? iso : `${fullDate.format(then)}, ${clock.format(then)}`;
}

/** The two letters that stand for a product where a logo would: `Palisade` gives `Pa`. */
export function initials(name: string): string {
  return Array.from(name.trim()).slice(0, 2).join("");
}
