//! Customers, their sites, users and licences; the MSP's own agents and teams.

use jiff::Timestamp;

use super::AgentRights;

/// A customer (Halo's resource is called Client, its schema Area).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Halo's id; 1 is "Unknown".
    pub id: i64,
    /// Display name; not unique.
    pub name: String,
    /// Inactive customers are left out of lists unless asked for.
    pub inactive: bool,
    /// E-mail domain, often empty.
    pub domain: String,
    /// Web address, often empty.
    pub website: String,
    /// The group above: 1 "Customers", 2 "Internal".
    pub toplevel_id: i64,
    /// The site used when none is named.
    pub main_site_id: i64,
    /// Own account number.
    pub reference: String,
    /// The customer's Microsoft tenant, if linked.
    pub azure_tenant: Option<AzureTenant>,
    /// When the customer was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
}

/// A link to a Microsoft tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AzureTenant {
    /// The tenant's GUID.
    pub id: String,
    /// Its display name.
    pub name: String,
    /// Its `onmicrosoft.com` domain.
    pub domain: String,
}

/// A site of a customer; each customer has at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Halo's id.
    pub id: i64,
    /// The customer.
    pub client_id: i64,
    /// Name, mostly "Main".
    pub name: String,
    /// E-mail domain of this site; only the detail tells it.
    pub email_domain: String,
    /// An SLA that overrides the ticket type's; 0 is none.
    pub sla_id: i64,
    /// Whether the site is switched off.
    pub inactive: bool,
}

/// An end user of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Halo's id.
    pub id: i64,
    /// The customer.
    pub client_id: i64,
    /// The site.
    pub site_id: i64,
    /// First name.
    pub first_name: String,
    /// Surname.
    pub surname: String,
    /// Mail address; empty for the General User.
    pub email: String,
    /// Whether this is the "General User" every customer has.
    pub general: bool,
    /// Whether this is a service account.
    pub service_account: bool,
    /// Whether the user is switched off.
    pub inactive: bool,
}

impl User {
    /// The name shown in lists.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.surname)
    }
}

/// A software licence of a customer; the quantity is `count`.
#[derive(Debug, Clone, PartialEq)]
pub struct Licence {
    /// Halo's id.
    pub id: i64,
    /// The customer.
    pub client_id: i64,
    /// Name; two of the same name can exist for one customer.
    pub name: String,
    /// The seat count.
    pub count: i64,
    /// Seats in use; what is left is calculated.
    pub in_use: i64,
    /// Free number, see Halo's licence types.
    pub licence_type: i64,
    /// Price per seat.
    pub price: f64,
    /// Cost per seat.
    pub purchase_price: f64,
    /// Maker.
    pub manufacturer: String,
    /// The vendor's article number.
    pub vendor_product_sku: String,
    /// The third party's product key.
    pub third_party_product: String,
    /// Notes.
    pub notes: String,
    /// Whether the licence is current; others need `includeinactive=true`.
    pub active: bool,
    /// Start of the term.
    pub start: Timestamp,
}

/// A team of agents. On a ticket the team is its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Halo's id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Whether tickets can be given to it.
    pub for_tickets: bool,
    /// Whether projects can be given to it.
    pub for_projects: bool,
    /// Whether the team is switched off.
    pub inactive: bool,
}

/// An agent of the MSP, a person or an API-only one. Agent 1 is "Unassigned".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Halo's id.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// Teams the agent belongs to, by name.
    pub teams: Vec<String>,
    /// Whether this is an API-only agent.
    pub api_only: bool,
    /// Whether the agent is switched off.
    pub disabled: bool,
    /// What the agent may do.
    pub rights: AgentRights,
}
