/**
 * A dialog that has to be answered first. A toast has the same role without asking anything, and a dialog that is
 * on its way out has been answered; keys belong to the page under both.
 */
export const OPEN_DIALOG = ":is([role=dialog], [role=alertdialog]):not([aria-modal=false], [data-closed])";
