//! The recipe in words: as one text for a colleague, and what became of a value since its tick. Pure.

import type { RecipeItemDto, RecipePlaceDto, WizardDto } from "../../ipc/client";

/** Halo's pages in the order in which they are filled in. */
export const PLACES: readonly RecipePlaceDto[] = ["role", "agent", "application"];

export const PLACE_NAMES: Record<RecipePlaceDto, string> = {
  role: "Role",
  agent: "API-only agent",
  application: "Application",
};

/** The recipe as plain text, for a colleague who may do in Halo what the reader may not. */
export function recipeAsText({ vendorName, discovery, recipe }: WizardDto): string {
  const groups = PLACES.map((place, index) => {
    const lines = recipe.filter((item) => item.place === place).map(itemAsText);
    return `${index + 1}. ${PLACE_NAMES[place]}\n\n${lines.join("\n")}`;
  });
  const where = discovery ? ` in ${discovery.host}` : " in Halo";
  return `Settings for ${vendorName}${where}\n\n${groups.join("\n\n")}\n`;
}

function itemAsText(item: RecipeItemDto): string {
  const lines = [
    `[${item.ticked ? "x" : " "}] ${item.setting}: ${item.value}${item.isOptional ? " (optional)" : ""}`,
    `    ${item.path.join(" > ")}`,
    `    ${item.why}`,
  ];
  if (item.changedFrom !== null)
    lines.push(`    Set before, changed since. ${changeWords(item.changedFrom, item.value)}`);
  return lines.join("\n");
}

/** What is another now. Of lists of permissions only what came and went, since nobody compares two long lines. */
export function changeWords(before: string, now: string): string {
  const [had, has] = [permissions(before), permissions(now)];
  if (!had || !has) return `Before: ${before}`;
  const [more, less] = [has.filter((one) => !had.includes(one)), had.filter((one) => !has.includes(one))];
  return [
    more.length > 0 && `Tick now: ${more.join(", ")}`,
    less.length > 0 && `No longer needed: ${less.join(", ")}`,
  ]
    .filter(Boolean)
    .join(". ");
}

function permissions(value: string): readonly string[] | null {
  const words = value.split(" ");
  return words.every((word) => /^[a-z]+:[a-z]+$/.test(word)) ? words : null;
}
