//! Commands about the program itself, wherever one is in it.

import { type AppearanceDto, call, commands } from "../../ipc/client";
import { ZOOMS } from "../../lib/zoom";
import type { Command } from "./command";
import type { Context } from "./context";

const APPEARANCES: readonly { readonly value: AppearanceDto; readonly label: string }[] = [
  { value: "system", label: "As the desktop" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** Connections, folders, the window; how it looks; help. */
export function programCommands(context: Context): readonly Command[] {
  return [...fileCommands(context), ...viewCommands(context), ...helpCommands(context)];
}

function fileCommands({ go, attempt }: Context): readonly Command[] {
  return [
    {
      id: "file.connect",
      title: "New connection…",
      menu: "file",
      group: 1,
      words: "profile vendor add",
      run: () => go({ page: "connect" }),
    },
    {
      id: "file.dataFolder",
      title: "Show the data folder",
      menu: "file",
      group: 4,
      run: () => attempt("Show the data folder", () => call(commands.showDataFolder())),
    },
    {
      id: "file.close",
      title: "Close Halyard",
      menu: "file",
      group: 5,
      keys: "Mod+Q",
      words: "quit exit",
      overDialogs: true,
      run: () => attempt("Close Halyard", () => call(commands.closeWindow())),
    },
  ];
}

function viewCommands({ appearance, zoom, open, attempt }: Context): readonly Command[] {
  const size = (percent: number) => () => attempt("Change the size", () => call(commands.setZoom(percent)));
  const larger = ZOOMS.find((percent) => percent > zoom);
  const smaller = ZOOMS.findLast((percent) => percent < zoom);
  const view = { menu: "view", words: "zoom size", overDialogs: true } as const;
  return [
    {
      id: "view.box",
      title: "Search and commands",
      menu: "view",
      group: 1,
      keys: "Mod+K",
      run: () => open("box"),
    },
    {
      ...view,
      id: "view.larger",
      group: 2,
      title: "Larger",
      keys: "Mod+=",
      reason: larger === undefined ? "It is as large as it gets" : undefined,
      run: size(larger ?? zoom),
    },
    {
      ...view,
      id: "view.smaller",
      group: 2,
      title: "Smaller",
      keys: "Mod+-",
      reason: smaller === undefined ? "It is as small as it gets" : undefined,
      run: size(smaller ?? zoom),
    },
    { ...view, id: "view.usual", group: 2, title: "Usual size", keys: "Mod+0", run: size(100) },
    ...APPEARANCES.map(
      ({ value, label }): Command => ({
        id: `view.${value}`,
        title: `Appearance: ${label.toLowerCase()}`,
        label,
        menu: "view",
        group: 3,
        words: "theme mode",
        checked: value === appearance,
        run: () => attempt("Change the appearance", () => call(commands.setAppearance(value))),
      }),
    ),
  ];
}

function helpCommands({ open, attempt }: Context): readonly Command[] {
  return [
    {
      id: "help.keys",
      title: "Keys",
      menu: "help",
      group: 1,
      keys: "F1",
      words: "keyboard shortcuts help",
      run: () => open("keys"),
    },
    {
      id: "help.logs",
      title: "Show the logs",
      menu: "help",
      group: 2,
      run: () => attempt("Show the logs", () => call(commands.showLogFolder())),
    },
    {
      id: "help.about",
      title: "About Halyard",
      menu: "help",
      group: 3,
      words: "version licence",
      run: () => open("about"),
    },
  ];
}
