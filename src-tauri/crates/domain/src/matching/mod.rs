//! Which customer an organisation is: folding of names, normalising of domains, and suggestions made from both.
//!
//! Everything here is a pure function of its input. Deciding what to do with a suggestion, and remembering it, is
//! the engine's business. Suggestions rest on equality for now; a measure of similarity between names belongs here
//! too, beside [`suggest`], and yields [`crate::Reason::NameSimilar`].

mod domains;
mod legal_forms;
mod names;
mod suggest;

pub use domains::{domains_of, is_barred_domain, registrable_domain};
pub use names::{fold_name, search_key};
pub use suggest::{Candidate, Input, MAX_CANDIDATES, Suggestion, suggest};
