//! What every test starts from and leaves behind.

import { clearMocks } from "@tauri-apps/api/mocks";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// The test window lays nothing out. Lists that draw only what is in view need some height to see.
Object.defineProperties(HTMLElement.prototype, {
  clientHeight: { configurable: true, get: () => 600 },
  clientWidth: { configurable: true, get: () => 1000 },
});

afterEach(async () => {
  cleanup();
  // Listeners stop a moment after the page is gone, and need the mocked program for it.
  await new Promise((resolve) => setTimeout(resolve));
  clearMocks();
  localStorage.clear();
  delete document.documentElement.dataset["theme"];
});
