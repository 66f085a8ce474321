//! Keeping statuses in step with Halo: asks what changed, brings both sides together by the rules of `domain`, and tells
//! how it stands. Writing to Halo is the outbox's.

mod decide;
mod history;
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

pub(crate) use history::OPENED_AGAIN;
pub(crate) use minding::Pollers;

use domain::status_sync::{Moment, Step, SyncState};
use domain::{ProfileId, StatusId};
use jiff::Timestamp;
use store::ticket_sends::{self, SendRow};
use store::{Connection, Transaction};

use take_in::{Judge, Told, judge_one};

/// What the outbox does with the write of a status, after a look at its ticket.
pub(crate) enum StatusTurn {
    /// Send this. It is entered as being sent.
    Send {
        /// Halo's status.
        to: StatusId,
        /// Whether the vendor's status closes.
        closes: bool,
    },
    /// One whose answer was lost may still land.
    Wait,
    /// There is nothing to be sent for it now.
    Over(SyncState),
    /// Nothing can be said of the ticket.
    Unknown,
}

/// Judges a ticket by a look at it, as a poll does, and enters that `send` is being sent where it is to be.
pub(crate) fn turn_of_status(
    tx: &Transaction<'_>,
    profile: ProfileId,
    send: &SendRow,
    held: &halo_api::Ticket,
    at: Timestamp,
) -> store::Result<StatusTurn> {
    let now = crate::stored_time(at);
    let mut judge = judge_by_our_clock(tx, profile, &now, at)?;
    let verdict = judge_one(tx, &mut judge, send.ticket, Told::Found(held))?;
    let Some((step, state)) = verdict.judged else {
        return Ok(StatusTurn::Unknown);
    };
    let to = match step {
        Step::Send(to) => to,
        Step::Wait => return Ok(StatusTurn::Wait),
        Step::Rest => return Ok(StatusTurn::Over(state)),
    };
    let row = store::tickets::get(tx, profile, send.ticket)?;
    let body = serde_json::json!({ "id": held.id, SENT_AS: to.get() }).to_string();
    // Another one that has taken its place has a turn of its own.
    let is_sent = !ticket_sends::is_superseded(tx, send)?
        && send.status_key.as_ref() == Some(&row.status_key)
        && ticket_sends::begin(tx, send.id, &body, &now)?;
    Ok(if is_sent {
        StatusTurn::Send {
            to,
            closes: judge.closes(&row.status_key),
        }
    } else {
        StatusTurn::Over(state)
    })
}

/// The field of what is sent that tells as which status.
const SENT_AS: &str = "status_id";

/// Halo's status that the body of a write tells.
fn sent_as(body_json: &str) -> Option<StatusId> {
    let body: serde_json::Value = serde_json::from_str(body_json).ok()?;
    let id = body.get(SENT_AS)?.as_i64()?;
    i32::try_from(id).ok().map(StatusId::new)
}

/// A judge for what happens between two polls: Halo's clock is known from the last one.
fn judge_by_our_clock(
    tx: &Connection,
    profile: ProfileId,
    now: &str,
    at: Timestamp,
) -> store::Result<Judge> {
    let sync = store::status_sync::load(tx, profile)?;
    Judge::load(tx, profile, now, link::clocks(moment(at), sync.clock_ahead))
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
