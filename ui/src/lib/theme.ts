//! The theme on `<html>`: the settings keep the choice, this file shows it, `public/theme.js` repeats it before the first paint.

export type Theme = "system" | "light" | "dark";

/** Also named in `public/theme.js`, which cannot import it. */
export const THEME_KEY = "halyard.theme";

/** Shows a theme now and remembers it for the next first paint. */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Without storage the first paint follows the system; the settings still apply right after.
  }
}
