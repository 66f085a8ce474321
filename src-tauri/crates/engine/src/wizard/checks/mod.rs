//! Step 5: named checks, each of which can be run alone. Each asks Halo what it can be asked without writing, and says
//! what the answer means: it works, it does not and which right is missing, or that an answer cannot tell.
//!
//! Which checks there are is in `key`, how one ends in `finding`, what they work with in `desk`; then one file per group.

mod badge;
mod board;
mod customers;
mod desk;
mod excess;
mod finding;
mod identity;
mod invoices;
mod key;
mod licences;
mod proofs;
mod refusal;
mod run;
mod setup;
mod shown;
mod sign_in;
mod ticket_types;
mod tickets;
mod use_proves;
mod words;
mod writing;

pub(crate) use badge::badge;
pub(crate) use board::CheckBoard;
pub use key::CheckKey;
pub(super) use shown::as_shown;
pub use shown::{Check, CheckOutcome, NamedRight};
