/** One rem in CSS pixels: 16, or what the desktop's text scale makes of it. */
export function remInPixels(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Number.isFinite(size) && size > 0 ? size : 16;
}
