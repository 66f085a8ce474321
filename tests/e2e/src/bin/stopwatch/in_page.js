// Runs in the page: does what is wanted, then looks before every frame whether it has come about, and takes the time up
// to the frame that shows it. `longestFrame` is the longest time between two frames meanwhile.
const watch = { ms: null, longestFrame: 0 };
window.halyardStopwatch = watch;
const grid = () => document.querySelector("[role=grid]");
const rows = () =>
  [...(grid()?.querySelectorAll("[role=row][data-index]") ?? [])].filter((row) => !row.hasAttribute("aria-busy"));
const row = (index) => rows().find((row) => Number(row.dataset.index) === index);
const named = (role, words) =>
  [...document.querySelectorAll(role)].find((element) => element.textContent.includes(words));
const press = (element, key, held = {}) =>
  element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held }));
const type = (field, text) => {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
// A button is busy for as long as what it began, and the screen is there all the while.
const isShown = (title) =>
  document.querySelector("h1")?.textContent === title &&
  !document.querySelector("main [aria-busy=true]:not(button)");
const state = {};
watch.state = state;
// Whether the screen was drawn anew since: the same rows may be found by another word, but they are marked otherwise.
const watchDrawing = () => {
  state.isDrawn = false;
  new MutationObserver((_, observer) => {
    state.isDrawn = true;
    observer.disconnect();
  }).observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true, attributes: true });
};
const isDone = () => {
  UNTIL;
};
const start = performance.now();
let last = start;
const frame = () => {
  const now = performance.now();
  watch.longestFrame = Math.max(watch.longestFrame, now - last);
  last = now;
  if (isDone()) requestAnimationFrame(() => (watch.ms = performance.now() - start));
  else requestAnimationFrame(frame);
};
ACT;
requestAnimationFrame(frame);
