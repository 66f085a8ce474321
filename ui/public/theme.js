// Runs before the first paint, so a chosen theme never flashes the other one. Without a choice the system decides.
// A classic script of its own: the content security policy allows no inline script, and a module would run too late.
// The key is the one in src/lib/theme.ts.
(() => {
  try {
    const theme = localStorage.getItem("halyard.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be denied; the system's theme is a good answer then.
  }
})();
