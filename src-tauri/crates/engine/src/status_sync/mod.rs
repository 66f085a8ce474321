//! Keeping statuses in step with Halo: asks what changed, brings both sides together by the rules of `domain`, and tells
//! how it stands. Writing to Halo is the outbox's.

mod decide;
mod link;
mod minding;
mod pause;
mod poll;
mod read;
mod settings;
mod take_in;
mod view;

pub use decide::{SettledWords, StatusConflict, StatusSide};
pub use settings::SyncSettings;
pub use view::{PollFailure, StatusSync};

pub(crate) use minding::Pollers;

use domain::status_sync::Moment;
use jiff::Timestamp;

/// A stored or received time as a moment.
fn moment(at: Timestamp) -> Moment {
    Moment::from_seconds(at.as_second())
}

/// A stored time; `None` for what cannot be read.
fn stored_moment(text: &str) -> Option<Moment> {
    text.parse().ok().map(moment)
}

/// A moment as it is stored.
fn stored(at: Moment) -> Option<String> {
    Timestamp::from_second(at.seconds())
        .ok()
        .map(|at| at.to_string())
}
