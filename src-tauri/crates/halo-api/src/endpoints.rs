//! What can be asked of Halo: one file per area, each with functions that build requests (plain
//! values, compared in the tests) and the client's methods that send them.

mod actions;
mod customers;
mod find_tickets;
mod licences;
mod people;
mod recurring_invoices;
mod ticket_types;
mod tickets;

pub use customers::{CustomerQuery, SiteQuery, UserQuery};
pub use find_tickets::FoundTickets;
pub use licences::LicenceQuery;
pub use recurring_invoices::READ_INVOICES;
pub use ticket_types::{CategoryLevel, Lookup, StatusQuery};
pub use tickets::TicketQuery;
