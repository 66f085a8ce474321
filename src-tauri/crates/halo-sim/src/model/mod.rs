//! What a Halo instance holds: the nouns, the world that owns them, and what happens to them over time.
//! How any of it looks over HTTP is in `api`.

mod access;
mod invoices;
mod people;
mod rights;
mod setup;
mod ticket;
mod world;

pub(crate) use access::{Application, Granted, KNOWN_SCOPES, Token};
pub use access::{AuthenticationMethod, LoginType};
pub use invoices::{InvoiceLine, QuantityLicence, RecurringInvoice};
pub use people::{Agent, AzureTenant, Customer, Licence, Site, Team, User};
pub use rights::{Access, AgentRights};
pub(crate) use setup::{Category, CustomField, LookupValue, MandatoryField, Outcome, Workflow};
pub use setup::{Priority, Sla, Status, TicketType};
pub(crate) use ticket::Author;
pub use ticket::{Note, Ticket};
pub(crate) use world::{UNASSIGNED_AGENT, UNKNOWN_CUSTOMER, World, next_id};
