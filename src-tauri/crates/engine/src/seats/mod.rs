//! Seats: reading Halo's licences, comparing them with the vendor's counts, and writing a plan that somebody has seen.

mod apply;
mod comparison;
mod emptied;
mod invoices;
mod keep;
mod kept;
mod line;
mod pages;
mod plan;
mod plan_file;
mod read;
mod rules;
mod writing;

pub use comparison::{SeatCounts, SeatPage, SeatQuery, SeatTotals, SeatView};
pub use emptied::FoundEmpty;
pub use plan::SeatPlan;
pub use plan_file::SavedSeatPlan;
pub use rules::{LicenceKind, ProductRule, SeatSetup};
pub use store::invoices::InvoiceListRow;
pub use store::seat_lines::{LineCounts, SeatLineRow};
pub use store::seat_plans::{PlanSummary, UndoneBy};

pub(crate) use kept::LastComparison;
pub(crate) use line::MAY_NOT_WRITE;
pub(crate) use pages::licence_list;

use crate::tags::Tag;

/// What changes on screen with licences and what products stand for.
const AFTER_SEATS: [Tag; 2] = [Tag::Licences, Tag::Home];
