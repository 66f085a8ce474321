//! The window of a profile with its Home, and what opens over any screen.

export { HomePage } from "../features/home/HomePage";
export { CommandParts } from "../shell/commands/CommandParts";
export { ProfileWindow } from "../shell/ProfileWindow";
