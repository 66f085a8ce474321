//! What each source of an import shows in the one dialog.

import type { ReactNode } from "react";

export type ImportSourceKind = "file" | "api" | "customers";

export type Stage = {
  readonly title: string;
  readonly description: string;
  /** Buttons after Cancel. */
  readonly actions: ReactNode;
  /** Buttons before Cancel. */
  readonly back: ReactNode;
  readonly body: ReactNode;
  /** Another source can still be chosen. */
  readonly isAtStart: boolean;
  /** Something is being written. */
  readonly isLocked: boolean;
};
