//! When the outbox has something to do: what is held is asked anew, and a write that may still land is waited for.

use std::time::Duration;

use domain::ProfileId;
use domain::ticket::{SendState, SendTrouble};
use store::ticket_sends::{self, SendRow};
use store::tickets;
use tokio::time::Instant;

use crate::Engine;
use crate::error::Result;
use crate::landing;
use crate::tags::Tag;
use crate::tickets::held::look_again;

impl Engine {
    /// Asks anew what holds each ticket that is held. Touches nothing in Halo.
    pub(in crate::tickets) async fn release_held(&self, profile: ProfileId) -> Result<()> {
        let nothing = self
            .store
            .read(move |tx| Ok(tickets::held(tx, profile)?.is_empty()))
            .await?;
        if nothing {
            return Ok(());
        }
        let now = self.now();
        let changed = self
            .store
            .write(move |tx| look_again(tx, profile, &now))
            .await?;
        if changed {
            self.events.invalidated(Some(profile), &[Tag::Tickets]);
        }
        Ok(())
    }

    /// When the outbox of a profile has something to do; `None` when it has not.
    pub(in crate::tickets) async fn outbox_due(
        &self,
        profile: ProfileId,
    ) -> Result<Option<Instant>> {
        self.release_held(profile).await?;
        let now = self.clock.now();
        let wait = self
            .store
            .read(move |tx| {
                let mut wait: Option<Duration> = None;
                let mut after = None;
                while let Some(send) = ticket_sends::next(tx, profile, after)? {
                    // The first look-up is not put off, nor one after our clock was set back: it lets the wait begin anew.
                    let left = match &send.failure {
                        Some(_) if !is_of_the_future(&send, now) => landing_left(&send, now),
                        Some(_) | None => Duration::ZERO,
                    };
                    wait = Some(wait.map_or(left, |shortest| shortest.min(left)));
                    if left.is_zero() {
                        break;
                    }
                    after = Some(send.id);
                }
                Ok(wait)
            })
            .await?;
        let Some(wait) = wait else { return Ok(None) };
        let due = Instant::now() + wait;
        let open = self.gates.shut_until(profile);
        Ok(Some(open.map_or(due, |open| open.max(due))))
    }
}

/// Whether the answer to a write was lost. One that somebody lets be sent again was answered: it was refused.
pub(super) fn is_lost(send: &SendRow) -> bool {
    send.state == SendState::Unanswered
        && send.failure.as_ref().is_none_or(|failure| {
            matches!(
                failure.trouble,
                SendTrouble::Doubtful | SendTrouble::Connection | SendTrouble::Unfindable
            )
        })
}

/// Whether our clock was set back since a write was sent.
fn is_of_the_future(send: &SendRow, now: jiff::Timestamp) -> bool {
    let sent: Option<jiff::Timestamp> = send.tried_at.as_deref().and_then(|at| at.parse().ok());
    sent.is_some_and(|sent| sent > now)
}

/// How long a write whose answer was lost may still land; nothing for others.
pub(super) fn landing_left(send: &SendRow, now: jiff::Timestamp) -> Duration {
    if is_lost(send) {
        landing::left(send.tried_at.as_deref(), now)
    } else {
        Duration::ZERO
    }
}
