//! What a command is. One list of them feeds the menu bar, the command box, the keys and the list of keys.

/** The menus of the menu bar, in their order. `&` stands before the letter that opens one. */
export const MENUS = [
  { key: "file", title: "&File" },
  { key: "edit", title: "&Edit" },
  { key: "view", title: "&View" },
  { key: "go", title: "&Go" },
  { key: "halo", title: "Ha&lo" },
  { key: "help", title: "&Help" },
] as const;

export type MenuKey = (typeof MENUS)[number]["key"];

/** Something the person can ask for from anywhere. */
export type Command = {
  /** Never shown, never changed: `go.home`. */
  readonly id: string;
  /** Says the whole act: "Go to Tickets". */
  readonly title: string;
  /** In its menu, where that says a part of it: "Tickets". */
  readonly label?: string;
  readonly menu: MenuKey;
  /** Lines are drawn between groups of a menu. */
  readonly group: number;
  /** `Mod+K`: Ctrl, on a Mac Command. */
  readonly keys?: string;
  /** The screen listens for the keys itself, because they mean it only there or only outside of fields. */
  readonly ownKeys?: boolean;
  /** Other words for it, by which it is found. */
  readonly words?: string;
  /** For one of several choices: whether it is the one. */
  readonly checked?: boolean;
  /** Why it cannot be done now. */
  readonly reason?: string | undefined;
  /** Works while a dialog is open too: it changes nothing that a dialog is about. */
  readonly overDialogs?: boolean;
  readonly run: () => void;
};

/** The commands that the words fit, the best first: those whose title begins with them, then as they come. */
export function findCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = folded(text).split(" ").filter(Boolean);
  const fitting = commands.filter((command) => {
    const said = folded(`${command.title} ${command.words ?? ""}`);
    return words.every((word) => said.includes(word));
  });
  const begins = (command: Command) => folded(command.title).startsWith(words.join(" "));
  return [...fitting.filter(begins), ...fitting.filter((command) => !begins(command))];
}

function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
