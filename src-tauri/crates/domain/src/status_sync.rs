//! Keeping a ticket's status the same here and in Halo.
//!
//! Rules without input or output: what a look at Halo brought, what a person changed here and how a write ended go in;
//! which write is wanted, what changes here and how the row stands come out. Asking Halo, writing to it, clocks and
//! keeping are the engine's. Times are moments of Halo's clock, so that a wrong clock here decides nothing.

mod maps;
mod merge;
mod pace;
mod record;
mod state;
mod ticket;
mod watermark;

#[cfg(test)]
mod merge_tests;
#[cfg(test)]
mod ticket_tests;

pub use maps::{Partnerless, StatusMaps, partnerless};
pub use merge::{BothSides, ConflictRule, Side, Verdict, merge};
pub use pace::{
    DEFAULT_INTERVAL, IDLE_AFTER, MAX_INTERVAL, MIN_INTERVAL, PaceFacts, SLOW_INTERVAL, pace,
};
pub use record::{Absence, Fate, Refused, Sending, Settled, Sighting, SyncedTicket, There};
pub use state::{SyncState, state};
pub use ticket::{KeepError, LATEST_LANDING, Marks, Step, SyncRules, WriteEnd};
pub use watermark::{Advanced, OVERLAP, ROLL_CALL_EVERY, Watermark};

/// A moment of Halo's clock, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// Wraps seconds since 1970.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since 1970.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// So much later; earlier when negative.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Seconds since another moment; negative when that is later.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
