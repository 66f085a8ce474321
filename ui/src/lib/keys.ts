//! Keys of commands: how they are written, shown, handed to the menu bar and recognised.

/** Whether the Command key takes the part of Ctrl. */
const IS_MAC = /mac/i.test(navigator.platform);

type Keys = { readonly mod: boolean; readonly shift: boolean; readonly alt: boolean; readonly key: string };

function parse(keys: string): Keys {
  const parts = keys.split("+");
  const key = parts.pop() || "+";
  return { mod: parts.includes("Mod"), shift: parts.includes("Shift"), alt: parts.includes("Alt"), key };
}

/** For people: `Ctrl ⇧ Z`, on a Mac `⌘ ⇧ Z`. */
export function showKeys(keys: string, isMac = IS_MAC): string {
  const { mod, shift, alt, key } = parse(keys);
  const held = [mod && (isMac ? "⌘" : "Ctrl"), alt && (isMac ? "⌥" : "Alt"), shift && "⇧"];
  return [...held, key === "=" ? "+" : key === "-" ? "−" : key].filter(Boolean).join(" ");
}

/** For `aria-keyshortcuts`: `Control+K`. */
export function ariaKeys(keys: string, isMac = IS_MAC): string {
  return keys.replace("Mod", isMac ? "Meta" : "Control");
}

/** For the menu bar of the desktop. */
export function accelerator(keys: string): string {
  return keys.replace("Mod", "CmdOrCtrl");
}

/** Whether these keys were pressed. Digits are taken by their place: on some keyboards they need Shift. */
export function isPressed(keys: string, event: KeyboardEvent, isMac = IS_MAC): boolean {
  const { mod, shift, alt, key } = parse(keys);
  const isMod = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  const held = isMod || event.ctrlKey || event.metaKey;
  if (mod ? !isMod : held) return false;
  if (alt !== event.altKey) return false;
  if (/^\d$/.test(key)) return event.code === `Digit${key}` || event.code === `Numpad${key}`;
  // The plus stands above the equals sign on many keyboards, and beside it on others.
  if (key === "=") return event.key === "=" || event.key === "+";
  return shift === event.shiftKey && event.key.toLowerCase() === key.toLowerCase();
}
