//! The records of Halo, as tolerant as its changing versions need (halo-samples.md).
//!
//! Only ids are sure, and names as far as Halo has them; every other field may be absent. A field
//! is here because an integration needs it, under a name that says what it is; the name it has in
//! Halo stands in the reading function beside it. Deciding what a record *means* happens elsewhere.

mod action;
mod customer;
mod customer_write;
pub(crate) mod lenient;
mod licence;
mod list;
mod people;
mod recurring_invoice;
mod row;
mod sla;
#[cfg(test)]
mod tests;
mod ticket;
mod ticket_type;
mod ticket_write;

pub use action::{Action, NewAction, Outcome};
pub use customer::{Customer, Site, User};
pub use customer_write::NewCustomer;
pub use licence::{Licence, LicenceCount, NewLicence};
pub(crate) use list::{Rows, rows};
pub use people::{Agent, AgentDetail, AgentTeam, Claim, Me, Team};
pub use recurring_invoice::{InvoiceLine, LineLicence, RecurringInvoice};
pub(crate) use row::FromRow;
pub use sla::{Priority, Sla, Status};
pub use ticket::{CustomField, Ticket};
pub use ticket_type::{
    Category, FieldInfo, LookupValue, TicketType, TicketTypeDetail, TicketTypeField,
};
pub use ticket_write::{NewCustomField, NewTicket, TicketUpdate};
