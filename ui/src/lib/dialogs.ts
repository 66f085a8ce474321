/**
 * A dialog that has to be answered first. A toast has the same role without asking anything, and a dialog that is
 * on its way out has been answered; keys belong to the page under both.
 */
export const OPEN_DIALOG = ":is([role=dialog], [role=alertdialog]):not([aria-modal=false], [data-closed])";

/** A menu whose keys are its own. One that is fading out may still hold the focus, and means nothing by it. */
export const OPEN_MENU = "[role=menu]:not([data-closed])";
