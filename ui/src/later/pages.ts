//! Every page but Start, and what opens over any of them.

export { ActivityPage } from "../features/activity/ActivityPage";
export { ConnectPage } from "../features/connect/ConnectPage";
export { HomePage } from "../features/home/HomePage";
export { LicencesPage } from "../features/licences/LicencesPage";
export { OrganizationsPage } from "../features/organizations/OrganizationsPage";
export { ProblemsPage } from "../features/problems/ProblemsPage";
export { RevokedPage } from "../features/revoke/RevokedPage";
export { ProgramSettingsPage } from "../features/settings/ProgramSettingsPage";
export { SettingsPage } from "../features/settings/SettingsPage";
export { TicketsPage } from "../features/tickets/TicketsPage";
export { VerifyPage } from "../features/verify/VerifyPage";
export { CommandParts } from "../shell/commands/CommandParts";
