import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";

// Class names are strings to the compiler; this is what notices a misspelt one.
const root = join(import.meta.dirname, "..");
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".tsx") && !file.includes(".test."),
);

it.each(files)("%s uses only classes its style sheet has", (file) => {
  const source = readFileSync(join(root, file), "utf8");
  for (const [, name = "", path = ""] of source.matchAll(/import (\w+) from "(\.[^"]+\.module\.css)"/g)) {
    const sheet = readFileSync(join(root, dirname(file), path), "utf8");
    const known = new Set([...sheet.matchAll(/\.([A-Za-z]\w*)/g)].map(([, known = ""]) => known));
    const used = [...source.matchAll(new RegExp(`\\b${name}\\["(\\w+)"\\]`, "g"))].map(
      ([, used = ""]) => used,
    );
    expect(used.filter((word) => !known.has(word))).toEqual([]);
  }
});
