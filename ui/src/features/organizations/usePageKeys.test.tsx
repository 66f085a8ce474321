import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { describe, expect, test, vi } from "vitest";
import { usePageKeys } from "./usePageKeys";

function Keys({ onUndo, children }: { readonly onUndo: () => void; readonly children: ReactNode }) {
  usePageKeys({ onUndo });
  return children;
}

/** How often Ctrl+Z on the part of this role was understood as the page's. */
async function undoOn(role: "menuitem" | "textbox", part: ReactNode): Promise<number> {
  const onUndo = vi.fn();
  render(<Keys onUndo={onUndo}>{part}</Keys>);
  screen.getByRole(role, { name: "Import mappings" }).focus();
  await userEvent.keyboard("{Control>}z{/Control}");
  return onUndo.mock.calls.length;
}

describe("Ctrl+Z", () => {
  const item = (
    <div role="menuitem" tabIndex={-1}>
      Import mappings
    </div>
  );

  test("is the menu's own while one is open", async () => {
    expect(await undoOn("menuitem", <div role="menu">{item}</div>)).toBe(0);
  });

  test("is the page's when the focus has come back to a menu that is fading out", async () => {
    const fading = (
      <div role="menu" data-closed="">
        {item}
      </div>
    );
    expect(await undoOn("menuitem", fading)).toBe(1);
  });

  test("is the text's in a field", async () => {
    expect(await undoOn("textbox", <input aria-label="Import mappings" />)).toBe(0);
  });
});
