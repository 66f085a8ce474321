//! Backups and files of profiles in words.

import type { BackupDto, ContentsDto, ProfilePreviewDto } from "../../../ipc/client";
import { formatCount, formatNumber } from "../../../lib/format";

export const KIND_WORDS: Record<BackupDto["kind"], string> = {
  daily: "Daily",
  byHand: "By hand",
  beforeUpgrade: "Before an update",
  beforeRestore: "Before going back",
};

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const moment = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});

/** `20 Nov 2026, 14:05`, or the day alone where only that is known. */
export function backupTime(made: string): string {
  // A day alone would be taken for midnight in another time zone.
  return made.includes("T") ? moment.format(new Date(made)) : day.format(new Date(`${made}T00:00`));
}

/** `48 MB`; below one megabyte `1 MB`. */
export function sizeWords(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1_000_000))} MB`;
}

/** `2 profiles (Palisade, Dropsuite) with 146 organisations, 138 of them mapped`. */
export function contentsWords({ profiles, organizations, pairs }: ContentsDto): string {
  if (profiles.length === 0) return "no profile";
  const names = `${formatCount(profiles.length, "profile")} (${profiles.join(", ")})`;
  return `${names} with ${formatCount(organizations, "organisation")}, ${formatNumber(pairs)} of them mapped`;
}

/** What a file of a profile would bring, fact by fact. */
export function profileRows({ name, vendor, halo, counts }: ProfilePreviewDto) {
  const { organizations, pairs, setAside, rules, ownRules, products } = counts;
  const own = ownRules > 0 ? `, ${formatCount(ownRules, "organisation")} with rules of their own` : "";
  return [
    { term: "New profile", value: name },
    { term: "Product", value: vendor },
    { term: "Halo", value: halo ?? "Not said" },
    {
      term: "Organisations",
      value: `${formatNumber(organizations)}, ${formatNumber(pairs)} of them mapped, ${formatNumber(setAside)} held or excluded`,
    },
    { term: "Ticket rules", value: rules ? `Yes${own}` : "None" },
    { term: "Licences", value: products === 0 ? "None" : formatCount(products, "product") },
  ];
}
