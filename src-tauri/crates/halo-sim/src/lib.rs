//! A HaloPSA simulator with real state: what was created can be read, what was deleted is gone.
//!
//! Written from public facts about the Halo REST API, never from the client: the two share no line, so a
//! misunderstanding in one shows against the other. Where the facts leave room, the less kind behaviour is chosen.
//!
//! Used as a library by tests and by the demo ([`Simulator::start`]), and as a program for any other Halo client.
//! What deliberately does not live here: anything Halyard wants. The simulator knows Halo only.

// The rows of tickets have more fields than the JSON macro expects.
#![recursion_limit = "256"]

mod api;
mod clock;
mod config;
pub mod contract;
mod control;
mod faults;
mod identifiers;
mod model;
mod pages;
mod recorder;
mod scenario;
mod server;

pub use config::{Config, Discovery, Product, RateLimit, StartError};
pub use control::{Credentials, Running, Simulator};
pub use faults::{Fault, FaultId};
pub use model::{
    Access, Agent, AgentRights, AuthenticationMethod, AzureTenant, Customer, InvoiceLine, Licence,
    LoginType, Note, Priority, QuantityLicence, RecurringInvoice, Site, Sla, Status, Team, Ticket,
    TicketType, User,
};
pub use recorder::RecordedRequest;
pub use scenario::{DEMO_CSV_BAD_LINES, DEMO_CSV_GOOD_LINES, Scenario, demo_organizations_csv};
