//! A customer made in Halo for an organisation that has none there.
//!
//! First the plan: customers it could be already, and exactly what would be sent. Then the write, once: it is entered in
//! the database before it is sent, and a lost reply is looked up by its name before anything is sent again.

mod form;
mod plan;
mod send;

pub use form::{CustomerForm, Demand};
pub(crate) use plan::held_tickets;
pub use plan::{CustomerPlan, Duplicate};
pub use send::{CreatedCustomer, ReadBack, Seen};
