//! What a copy from a page or a mail brings along at both ends of an id or a secret. The program leaves out the same;
//! here it is done so that it can be said beside the field.

/** What is typed or pasted into a field, and how many blanks were left out of it. */
export type Pasted = { readonly text: string; readonly left: number };

export const EMPTY: Pasted = { text: "", left: 0 };

const AT_THE_ENDS = /^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/gu;

/** The text without blanks at its ends. */
export function tidied({ text, left }: Pasted): Pasted {
  const kept = text.replace(AT_THE_ENDS, "");
  const now = [...text].length - [...kept].length;
  return { text: kept, left: now === 0 ? left : now };
}

/**
 * A field after a change. What was pasted is tidied at once; what is typed letter by letter only when the field is left,
 * since a blank may stand inside.
 */
export function changed(before: Pasted, text: string): Pasted {
  const isPasted = text.length > before.text.length + 1;
  return isPasted ? tidied({ text, left: 0 }) : { text, left: 0 };
}
