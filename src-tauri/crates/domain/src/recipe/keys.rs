//! The keys of the recipe's items: what a tick is remembered under, and what a check names as missing.

/// Role Name.
pub const ROLE_NAME: &str = "role.name";
/// Tickets Access Level.
pub const ROLE_TICKETS: &str = "role.tickets";
/// Customers Access Level.
pub const ROLE_CUSTOMERS: &str = "role.customers";
/// Users Access Level.
pub const ROLE_USERS: &str = "role.users";
/// Suppliers Access Level.
pub const ROLE_SUPPLIERS: &str = "role.suppliers";
/// Software Licensing Access Level.
pub const ROLE_SOFTWARE_LICENSING: &str = "role.software_licensing";
/// Can add new Tickets.
pub const ROLE_ADD_TICKETS: &str = "role.add_tickets";
/// Can view unassigned Tickets.
pub const ROLE_VIEW_UNASSIGNED: &str = "role.view_unassigned";
/// Can view other Agents' Tickets.
pub const ROLE_VIEW_OTHERS: &str = "role.view_others";
/// Can Edit Tickets Which Are Not Assigned To Them.
pub const ROLE_EDIT_OTHERS: &str = "role.edit_others";
/// Can edit closed Tickets.
pub const ROLE_EDIT_CLOSED: &str = "role.edit_closed";
/// Always update Statuses outside of Actions.
pub const ROLE_STATUS_OUTSIDE_ACTIONS: &str = "role.status_outside_actions";
/// Can edit own and all Actions.
pub const ROLE_EDIT_ACTIONS: &str = "role.edit_actions";
/// Can change the Ticket Type.
pub const ROLE_CHANGE_TYPE: &str = "role.change_type";
/// Can re-assign Tickets.
pub const ROLE_REASSIGN: &str = "role.reassign";
/// Can delete Tickets.
pub const ROLE_DELETE_TICKETS: &str = "role.delete_tickets";
/// Allow use of all Ticket Types.
pub const ROLE_ALL_TICKET_TYPES: &str = "role.all_ticket_types";
/// Allow use of all Customers.
pub const ROLE_ALL_CUSTOMERS: &str = "role.all_customers";
/// Username.
pub const AGENT_USERNAME: &str = "agent.username";
/// Roles.
pub const AGENT_ROLE: &str = "agent.role";
/// Account Active.
pub const AGENT_ACTIVE: &str = "agent.active";
/// Is an API-only Agent.
pub const AGENT_API_ONLY: &str = "agent.api_only";
/// Default Team.
pub const AGENT_DEFAULT_TEAM: &str = "agent.default_team";
/// Teams and Department.
pub const AGENT_TEAMS: &str = "agent.teams";
/// Work Hours.
pub const AGENT_WORK_HOURS: &str = "agent.work_hours";
/// Can approve Invoices.
pub const AGENT_APPROVE_INVOICES: &str = "agent.approve_invoices";
/// Application Name.
pub const APPLICATION_NAME: &str = "application.name";
/// Active.
pub const APPLICATION_ACTIVE: &str = "application.active";
/// Authentication Method.
pub const APPLICATION_METHOD: &str = "application.method";
/// Login Type.
pub const APPLICATION_LOGIN_TYPE: &str = "application.login_type";
/// Agent to log in as.
pub const APPLICATION_AGENT: &str = "application.agent";
/// IP restriction.
pub const APPLICATION_IP_RESTRICTION: &str = "application.ip_restriction";
/// Client Secret.
pub const APPLICATION_SECRET: &str = "application.secret";
/// Permissions.
pub const APPLICATION_PERMISSIONS: &str = "application.permissions";
/// Permissions, beside: reading recurring invoices.
pub const APPLICATION_READ_INVOICES: &str = "application.read_invoices";
/// Client ID.
pub const APPLICATION_CLIENT_ID: &str = "application.client_id";
/// API Details.
pub const APPLICATION_API_DETAILS: &str = "application.api_details";
