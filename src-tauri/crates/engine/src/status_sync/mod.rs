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
use domain::{OurTicketId, ProfileId};
use jiff::Timestamp;
use store::Transaction;

use take_in::Judge;

/// Decides a conflict that was met while writing, as far as the rule does. `at` is this computer's clock.
pub(crate) fn decide_by_rule(
    tx: &Transaction<'_>,
    profile: ProfileId,
    ticket: OurTicketId,
    at: Timestamp,
) -> store::Result<()> {
    let sync = store::status_sync::load(tx, profile)?;
    let now = crate::stored_time(at);
    let mut judge = Judge::load(tx, profile, &now, poll::halo_now(moment(at), &sync))?;
    take_in::judge_again(tx, &mut judge, ticket)?;
    Ok(())
}

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
