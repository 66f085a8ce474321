//! Where the groups and records of one side stand. Places count records, as the program does; rows count what is drawn:
//! each group's head is a row, and a folded group is its head alone.

export type Group<Key extends string> = { readonly key: Key; readonly count: number };

export type Section<Key extends string = string> = Group<Key> & {
  readonly folded: boolean;
  readonly headRow: number;
  readonly firstPlace: number;
};

export type Layout<Key extends string = string> = {
  readonly sections: readonly Section<Key>[];
  /** Rows drawn, heads among them. */
  readonly rows: number;
  /** Records, folded ones among them. */
  readonly total: number;
};

/** A stretch of places, both ends in it. */
export type Stretch = { readonly first: number; readonly last: number };

export function layOut<Key extends string>(
  groups: readonly Group<Key>[],
  folded: ReadonlySet<Key>,
): Layout<Key> {
  const sections: Section<Key>[] = [];
  let rows = 0;
  let total = 0;
  for (const { key, count } of groups) {
    const isFolded = folded.has(key);
    sections.push({ key, count, folded: isFolded, headRow: rows, firstPlace: total });
    rows += isFolded ? 1 : count + 1;
    total += count;
  }
  return { sections, rows, total };
}

/** The section that a place belongs to. */
export function sectionOf<Key extends string>(layout: Layout<Key>, place: number): Section<Key> | undefined {
  return layout.sections.find(({ firstPlace, count }) => place >= firstPlace && place < firstPlace + count);
}

/** The row of a place; that of its group's head while the group is folded. */
export function rowOfPlace(layout: Layout, place: number): number {
  const section = sectionOf(layout, place);
  if (section === undefined) return layout.rows;
  return section.folded ? section.headRow : section.headRow + 1 + place - section.firstPlace;
}

/** The places drawn from one row to another, group by group. */
export function stretchesBetween(layout: Layout, firstRow: number, lastRow: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { folded, headRow, firstPlace, count } of layout.sections) {
    if (folded) continue;
    const from = Math.max(firstRow, headRow + 1);
    const to = Math.min(lastRow, headRow + count);
    if (from > to) continue;
    stretches.push({ first: firstPlace + from - headRow - 1, last: firstPlace + to - headRow - 1 });
  }
  return stretches;
}

/** How many records are not folded away. */
export function shownCount(layout: Layout): number {
  return layout.sections.reduce((sum, { folded, count }) => (folded ? sum : sum + count), 0);
}

/** How many shown records stand before a place. */
export function shownBefore(layout: Layout, place: number): number {
  let before = 0;
  for (const { folded, firstPlace, count } of layout.sections) {
    if (place < firstPlace + count) return folded ? before : before + place - firstPlace;
    if (!folded) before += count;
  }
  return before;
}

/** The place of the nth shown record; the last one's beyond the end, null when there is none. */
export function placeOfShown(layout: Layout, index: number): number | null {
  let left = index;
  let last: number | null = null;
  for (const { folded, firstPlace, count } of layout.sections) {
    if (folded || count === 0) continue;
    if (left < count) return firstPlace + Math.max(0, left);
    left -= count;
    last = firstPlace + count - 1;
  }
  return last;
}
