/** How large everything can be drawn, in percent. From 200 on the smallest window has no room left. */
export const ZOOMS = [80, 90, 100, 110, 125, 150, 175, 200] as const;
