//! Keeping a ticket's status the same here and in Halo.
//!
//! Rules without input or output: what a look at Halo brought, what a person changed here and how a write ended go in;
//! which write is wanted, what changes here and how the row stands come out. `kept` is what the poll, the outbox and the
//! simulation of `tests/status_sync` have in common: the same functions decide in all three. Asking Halo, writing to it,
//! clocks and the database are the engine's and the store's.

mod judgement;
mod kept;
mod maps;
mod merge;
mod pace;
mod record;
mod state;
mod ticket;
mod watermark;
mod writes;

#[cfg(test)]
mod kept_tests;
#[cfg(test)]
mod merge_tests;

pub use judgement::{Decision, Judgement};
pub use kept::{Clocks, KeptStatus, News};
pub use maps::{Partnerless, StatusMaps, partnerless};
pub use merge::{BothSides, ConflictRule, Side, Verdict, merge};
pub use pace::{
    DEFAULT_INTERVAL, IDLE_AFTER, MAX_INTERVAL, MIN_INTERVAL, PaceFacts, SLOW_INTERVAL, pace,
};
pub use record::{Absence, Fate, Refused, Sending, Settled, Sighting, SyncedTicket, There};
pub use state::{SyncState, state};
pub use ticket::{KeepError, LATEST_LANDING, Step, SyncRules, landing_left};
pub use watermark::{Advanced, OVERLAP, ROLL_CALL_EVERY, Watermark};
pub use writes::{StatusWrite, StatusWrites, WriteEnd};

/// A moment of a clock, in seconds since 1970: of Halo's, unless it is said to be of ours.
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
