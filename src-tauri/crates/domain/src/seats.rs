//! Seats: what the vendor counts beside what Halo's software licences say.
//!
//! Pure. Reading both sides is the engine's; a number that nobody told is never taken for a zero here.

mod compare;
mod found;

pub use compare::{Oddity, SeatRow, SeatSide, SeatState, Told, compare};
pub use found::{Found, FoundBy, HaloLicence, LicenceKey, LicenceRule, find};

#[cfg(test)]
mod tests;
