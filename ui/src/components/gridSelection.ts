//! What is selected in a grid. Pure, so that ten thousand rows are selected without any of them.

/** These rows; or, with `all`, every row of the list but these. */
export type GridSelection = { readonly all: boolean; readonly keys: ReadonlySet<string> };

export const NOTHING: GridSelection = { all: false, keys: new Set() };
export const EVERYTHING: GridSelection = { all: true, keys: new Set() };

export function isSelected({ all, keys }: GridSelection, key: string): boolean {
  return keys.has(key) !== all;
}

/** How many of a list of that length are selected. */
export function countSelected({ all, keys }: GridSelection, rowCount: number): number {
  return all ? Math.max(0, rowCount - keys.size) : keys.size;
}

/** With one row the other way round. */
export function toggled({ all, keys }: GridSelection, key: string): GridSelection {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { all, keys: next };
}

/** With these rows selected too. */
export function withKeys({ all, keys }: GridSelection, added: readonly string[]): GridSelection {
  const next = new Set(keys);
  for (const key of added) {
    if (all) next.delete(key);
    else next.add(key);
  }
  return { all, keys: next };
}
