//! What is done one after the other, however fast the keys come: a later one waits for its turn, and for the answer to
//! what an earlier one asks.

/** Commands from the menu bar, the command box and their keys. */
export const COMMANDS_IN_TURN = { id: "commands" };

/** Undo and redo, from wherever: what is undone next depends on what was undone before. */
export const EDITS_IN_TURN = { id: "undo and redo" };

/** Ticks of a plan: one line after all of them, if they were pressed in that order. */
export const TICKS_IN_TURN = { id: "ticks" };
