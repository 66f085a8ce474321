//! Seats: what the vendor counts beside what Halo's software licences say, and what of it may be written.
//!
//! Pure. Reading both sides is the engine's; a number that nobody told is never taken for a zero here.

mod brake;
mod compare;
mod found;
mod plan;

pub use brake::{Brake, Weight, brake};
pub use compare::{Oddity, SeatRow, SeatSide, SeatState, Told, compare};
pub use found::{Found, FoundBy, HaloLicence, LicenceKey, LicenceRule, find};
pub use plan::{Change, LineState, PlanState, Step};

#[cfg(test)]
mod tests;
