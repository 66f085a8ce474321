//! The recipe's data.

use super::{RecipeList, keys};
use crate::Feature;

/// What a setting is set to.
pub(super) enum Value {
    Fixed(&'static str),
    RoleName,
    AgentName,
    ApplicationName,
    Scopes,
}

pub(super) struct Item {
    pub(super) key: &'static str,
    pub(super) list: RecipeList,
    pub(super) label: &'static str,
    pub(super) value: Value,
    pub(super) path: &'static [&'static str],
    pub(super) why: &'static str,
    pub(super) needed_for: &'static [Feature],
    pub(super) is_optional: bool,
}

const ROLE_DETAILS: &[&str] = &["Configuration", "Teams & Agents", "Roles", "New", "Details"];
const ROLE_FEATURES: &[&str] = &[
    "Configuration",
    "Teams & Agents",
    "Roles",
    "the role",
    "Permissions",
    "Feature Access",
];
const ROLE_TICKETS: &[&str] = &[
    "Configuration",
    "Teams & Agents",
    "Roles",
    "the role",
    "Permissions",
    "Tickets Permissions",
];
const ROLE_TYPES: &[&str] = &[
    "Configuration",
    "Teams & Agents",
    "Roles",
    "the role",
    "Permissions",
    "Ticket Type Restrictions",
];
const ROLE_CUSTOMERS: &[&str] = &[
    "Configuration",
    "Teams & Agents",
    "Roles",
    "the role",
    "Permissions",
    "Client Restrictions",
];
const AGENT_ACCOUNT: &[&str] = &[
    "Configuration",
    "Teams & Agents",
    "Agents",
    "New",
    "Details",
    "Account Details",
];
const AGENT_DETAILS: &[&str] = &[
    "Configuration",
    "Teams & Agents",
    "Agents",
    "New",
    "Details",
    "Agent Details",
];
const AGENT_APPROVAL: &[&str] = &[
    "Configuration",
    "Teams & Agents",
    "Agents",
    "New",
    "Details",
    "Approval Settings",
];
const APPLICATION: &[&str] = &[
    "Configuration",
    "Integrations",
    "HaloPSA API",
    "View Applications",
    "New",
    "Details",
];
const APPLICATION_PERMISSIONS: &[&str] = &[
    "Configuration",
    "Integrations",
    "HaloPSA API",
    "View Applications",
    "the application",
    "Permissions",
];
const API_DETAILS: &[&str] = &[
    "Configuration",
    "Integrations",
    "HaloPSA API",
    "API Details",
];

const ALWAYS: &[Feature] = &[];
const TICKETS: &[Feature] = &[Feature::Tickets, Feature::Status];
const STATUS: &[Feature] = &[Feature::Status];
const SEATS: &[Feature] = &[Feature::Seats];

const YES: Value = Value::Fixed("Yes");
const TICKED: Value = Value::Fixed("Ticked");
const READ_AND_MODIFY: Value = Value::Fixed("Read and Modify");
const READ_ONLY: Value = Value::Fixed("Read Only");

const fn needed(
    list: RecipeList,
    key: &'static str,
    label: &'static str,
    value: Value,
    path: &'static [&'static str],
    needed_for: &'static [Feature],
    why: &'static str,
) -> Item {
    Item {
        key,
        list,
        label,
        value,
        path,
        why,
        needed_for,
        is_optional: false,
    }
}

const fn optional(item: Item) -> Item {
    Item {
        is_optional: true,
        ..item
    }
}

use RecipeList::{Agent, Application, Role};

#[rustfmt::skip]
pub(super) static ITEMS: &[Item] = &[
    needed(Role, keys::ROLE_NAME, "Role Name", Value::RoleName, ROLE_DETAILS, ALWAYS,
        "A role of its own, so that its rights can be seen and changed without touching a person's."),
    needed(Role, keys::ROLE_TICKETS, "Tickets Access Level", READ_AND_MODIFY, ROLE_FEATURES, TICKETS,
        "To create tickets and to read back what became of them."),
    needed(Role, keys::ROLE_CUSTOMERS, "Customers Access Level", READ_ONLY, ROLE_FEATURES, ALWAYS,
        "To list your customers for pairing."),
    needed(Role, keys::ROLE_USERS, "Users Access Level", READ_ONLY, ROLE_FEATURES, ALWAYS,
        "To learn the mail domains of customers, which are the best evidence for a pair."),
    needed(Role, keys::ROLE_SUPPLIERS, "Suppliers Access Level", READ_AND_MODIFY, ROLE_FEATURES, SEATS,
        "Halo keeps software licences under a supplier."),
    needed(Role, keys::ROLE_SOFTWARE_LICENSING, "Software Licensing Access Level", READ_AND_MODIFY, ROLE_FEATURES, SEATS,
        "To compare licence counts with the vendor's seats and to write them."),
    needed(Role, keys::ROLE_ADD_TICKETS, "Can add new Tickets", YES, ROLE_TICKETS, TICKETS,
        "Without it Halo refuses every new ticket."),
    needed(Role, keys::ROLE_VIEW_UNASSIGNED, "Can view unassigned Tickets", YES, ROLE_TICKETS, TICKETS,
        "A new ticket belongs to nobody at first and could not be read back."),
    needed(Role, keys::ROLE_VIEW_OTHERS, "Can view other Agents' Tickets", YES, ROLE_TICKETS, TICKETS,
        "A ticket that a technician takes would vanish from the connection's sight."),
    needed(Role, keys::ROLE_EDIT_OTHERS, "Can Edit Tickets Which Are Not Assigned To Them", YES, ROLE_TICKETS, TICKETS,
        "A ticket belongs to a technician by the time its status changes."),
    needed(Role, keys::ROLE_EDIT_CLOSED, "Can edit closed Tickets", YES, ROLE_TICKETS, STATUS,
        "So that a ticket can be opened again when the vendor does."),
    needed(Role, keys::ROLE_STATUS_OUTSIDE_ACTIONS, "Always update Statuses outside of Actions", YES, ROLE_TICKETS, STATUS,
        "Otherwise Halo takes a new status only together with an action of the workflow."),
    needed(Role, keys::ROLE_EDIT_ACTIONS, "Can edit own and all Actions", YES, ROLE_TICKETS, STATUS,
        "To add notes and to correct its own."),
    optional(needed(Role, keys::ROLE_CHANGE_TYPE, "Can change the Ticket Type", YES, ROLE_TICKETS, TICKETS,
        "Only when a ticket is to get another type later.")),
    optional(needed(Role, keys::ROLE_REASSIGN, "Can re-assign Tickets", YES, ROLE_TICKETS, TICKETS,
        "Only when the ticket rules name a team or an agent.")),
    optional(needed(Role, keys::ROLE_DELETE_TICKETS, "Can delete Tickets", YES, ROLE_TICKETS, TICKETS,
        "Only when test tickets are to be deleted rather than closed.")),
    needed(Role, keys::ROLE_ALL_TICKET_TYPES, "Allow use of all Ticket Types", YES, ROLE_TYPES, TICKETS,
        "A type that the agent may not use is missing from the list, or refused at creation."),
    needed(Role, keys::ROLE_ALL_CUSTOMERS, "Allow use of all Customers", YES, ROLE_CUSTOMERS, ALWAYS,
        "Customers that the agent may not see are missing from the list without a word. To share only some, answer No and choose them."),

    needed(Agent, keys::AGENT_USERNAME, "Username", Value::AgentName, AGENT_ACCOUNT, ALWAYS,
        "The name that stands beside everything the connection does in Halo."),
    needed(Agent, keys::AGENT_ROLE, "Roles", Value::RoleName, AGENT_ACCOUNT, ALWAYS,
        "The agent's rights come from its role. Take every other role away."),
    needed(Agent, keys::AGENT_ACTIVE, "Account Active", TICKED, AGENT_ACCOUNT, ALWAYS,
        "An inactive agent cannot be logged in as."),
    needed(Agent, keys::AGENT_API_ONLY, "Is an API-only Agent", TICKED, AGENT_ACCOUNT, ALWAYS,
        "It needs no licence and nobody can log in with it by hand."),
    needed(Agent, keys::AGENT_DEFAULT_TEAM, "Default Team", Value::Fixed("The team that handles these tickets"), AGENT_DETAILS, ALWAYS,
        "An agent without a team cannot list agents. Where only seats are wanted, No Default Team will do."),
    needed(Agent, keys::AGENT_TEAMS, "Teams and Department", Value::Fixed("Every team that may get these tickets"), AGENT_DETAILS, TICKETS,
        "Halo refuses a ticket for a team the agent does not belong to, where the type demands it."),
    needed(Agent, keys::AGENT_WORK_HOURS, "Work Hours", Value::Fixed("Default Working Hours"), AGENT_DETAILS, ALWAYS,
        "Halo asks for it; the connection does not depend on it."),
    needed(Agent, keys::AGENT_APPROVE_INVOICES, "Can approve Invoices", Value::Fixed("Not ticked"), AGENT_APPROVAL, ALWAYS,
        "Nothing here approves invoices, so it should not be able to."),

    needed(Application, keys::APPLICATION_NAME, "Application Name", Value::ApplicationName, APPLICATION, ALWAYS,
        "So that you find it again when the secret has to be changed."),
    needed(Application, keys::APPLICATION_ACTIVE, "Active", TICKED, APPLICATION, ALWAYS,
        "An inactive application gets no token."),
    needed(Application, keys::APPLICATION_METHOD, "Authentication Method", Value::Fixed("Client ID and Secret (Services)"), APPLICATION, ALWAYS,
        "The only method that works without a person at the keyboard."),
    needed(Application, keys::APPLICATION_LOGIN_TYPE, "Login Type", Value::Fixed("Agent"), APPLICATION, ALWAYS,
        "The rights are those of an agent, not of a customer's user."),
    needed(Application, keys::APPLICATION_AGENT, "Agent to log in as", Value::AgentName, APPLICATION, ALWAYS,
        "What is granted is the smaller of the application's permissions and this agent's rights."),
    needed(Application, keys::APPLICATION_IP_RESTRICTION, "IP restriction", Value::Fixed("Off, or with the address of this computer"), APPLICATION, ALWAYS,
        "From any other address Halo answers as if the secret were wrong."),
    needed(Application, keys::APPLICATION_SECRET, "Client Secret", Value::Fixed("Copy it now, for the next step"), APPLICATION, ALWAYS,
        "Halo shows it once."),
    needed(Application, keys::APPLICATION_PERMISSIONS, "Permissions", Value::Scopes, APPLICATION_PERMISSIONS, ALWAYS,
        "Halo grants nothing that is not ticked here. all:standard covers these and more."),
    optional(needed(Application, keys::APPLICATION_READ_INVOICES, "Permissions, beside the others", Value::Fixed(super::READ_INVOICES), APPLICATION_PERMISSIONS, SEATS,
        "Only to show which line of a recurring invoice takes its quantity from a licence; the agent's role has to see invoices too. Nothing writes an invoice.")),
    needed(Application, keys::APPLICATION_CLIENT_ID, "Client ID", Value::Fixed("Copy it after saving, for the next step"), APPLICATION, ALWAYS,
        "It can change between the first look and saving."),
    needed(Application, keys::APPLICATION_API_DETAILS, "API Details", Value::Fixed("Resource server, authorisation server and tenant"), API_DETAILS, ALWAYS,
        "The resource server is the address for this connection. Take Halo's own name rather than a custom domain."),
];
