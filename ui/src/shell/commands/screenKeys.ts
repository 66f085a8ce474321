//! The keys that mean something on one screen, for the list of keys, written as those of
//! commands are. The screens listen for them themselves.

type ScreenKeys = {
  readonly screen: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
};

export const SCREEN_KEYS: readonly ScreenKeys[] = [
  {
    screen: "Organisations",
    keys: [
      { keys: ["/"], does: "Go to the filter" },
      { keys: ["↑", "↓"], does: "The row before, the next row" },
      { keys: ["Space"], does: "Select the row" },
      { keys: ["Shift+↑", "Shift+↓"], does: "Select a stretch" },
      { keys: ["Mod+A"], does: "Select everything shown" },
      { keys: ["Enter"], does: "Open the details" },
      { keys: ["Esc"], does: "Close the details, clear the selection" },
      { keys: ["M"], does: "Map to the customer shown" },
      { keys: ["N"], does: "Not this one" },
      { keys: ["H"], does: "Hold" },
      { keys: ["X"], does: "Exclude" },
      { keys: ["Delete"], does: "Part" },
      { keys: ["Mod+Z"], does: "Undo" },
      { keys: ["Mod+Shift+Z", "Mod+Y"], does: "Redo" },
    ],
  },
  {
    screen: "Board",
    keys: [
      { keys: ["Tab"], does: "The other column" },
      { keys: ["Space"], does: "Pick" },
      { keys: ["Enter"], does: "Join the two that are picked" },
      { keys: ["Delete"], does: "Part the line" },
      { keys: ["D"], does: "Details of the organisation" },
      { keys: ["Esc"], does: "Let go" },
    ],
  },
  {
    screen: "Triage",
    keys: [
      { keys: ["M", "N", "H", "X"], does: "Decide about the organisation at hand" },
      { keys: ["C"], does: "Create its customer in Halo" },
    ],
  },
  { screen: "Set-up", keys: [{ keys: ["Mod+Enter"], does: "Continue" }] },
  { screen: "Everywhere", keys: [{ keys: ["Alt+P"], does: "Switch the profile" }] },
];
