//! Seats: reading Halo's licences and comparing them with the vendor's counts. Nothing is written to Halo here.

mod comparison;
mod pages;
mod read;
mod rules;

pub use comparison::{SeatCounts, SeatPage, SeatQuery, SeatTotals, SeatView};
pub use rules::{LicenceKind, ProductRule, SeatSetup};

pub(crate) use comparison::differing;
pub(crate) use pages::licence_list;

use crate::tags::Tag;

/// What changes on screen with licences and what products stand for.
const AFTER_SEATS: [Tag; 2] = [Tag::Licences, Tag::Home];
