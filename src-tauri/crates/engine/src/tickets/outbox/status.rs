//! The status: whether and what is sent is decided by the rule of the status sync, on a look at the ticket just before:
//! over no other status than the one that was decided about, and while a write whose answer was lost may still land,
//! nothing.

use domain::StatusId;
use domain::status_sync::{SyncState, WriteEnd};
use domain::ticket::SendTrouble;
use halo_api::{Error as HaloError, Ticket};

use super::failure::{self, Meaning};
use super::look_up::Look;
use super::ways::{self, Wanted};
use super::{Attempt, Job, Pass};
use crate::error::Result;
use crate::status_sync::{StatusTurn, turn_of_status};
use crate::status_ways::NotSet;

impl Pass {
    pub(super) async fn status(&self, job: &Job) -> Result<Attempt> {
        let Some(id) = job.ticket.halo_ticket else {
            return Ok(Attempt::NotNow);
        };
        let held = match self.look(job, id).await? {
            Look::Ours(held) => held,
            Look::Over(over) => return Ok(over),
        };
        let (to, closes) = match self.judge(job, held).await? {
            StatusTurn::Send { to, closes } => (to, closes),
            StatusTurn::Wait => return self.wait_for_landing(job).await,
            StatusTurn::Over(state) => return Ok(over(state)),
            StatusTurn::Unknown => {
                let why = failure::own(
                    SendTrouble::NotTaken,
                    "Halo does not tell the ticket's status.",
                    Some("Look at the ticket in Halo, then try again."),
                );
                return self.refuse(job, why).await;
            }
        };
        let not_set = match self.write_status(job, id, Wanted { to, closes }).await {
            Ok(()) => return self.check_status(job, to).await,
            Err(not_set) => not_set,
        };
        let error = match not_set {
            NotSet::Refused(both) => {
                return self.refuse(job, ways::refused_both_ways(&both)).await;
            }
            // One that is not there is looked for once more, which tells why.
            NotSet::By(HaloError::NotFound { .. }) => return self.check_status(job, to).await,
            NotSet::By(HaloError::Cancelled) => return Err(HaloError::Cancelled.into()),
            NotSet::By(error) => error,
        };
        match failure::of_write(&error) {
            Meaning::Refused(_) => self.refuse(job, ways::refused(&error)).await,
            Meaning::Blocked(_) if matches!(error, HaloError::Forbidden { .. }) => {
                self.refuse(job, ways::refused(&error)).await
            }
            Meaning::Blocked(why) => self.surely_not_done(job, why).await,
            Meaning::Unknown(why) => Ok(Attempt::Blocked(why)),
        }
    }

    /// What the rule says, now that the ticket was looked at.
    async fn judge(&self, job: &Job, held: Box<Ticket>) -> Result<StatusTurn> {
        let (profile, send, at) = (self.profile, job.send.clone(), self.engine.clock.now());
        Ok(self
            .engine
            .store
            .write(move |tx| turn_of_status(tx, profile, &send, &held, at))
            .await?)
    }

    /// The reply to an update may be half of the ticket (halo-api 3.8), so it is read again.
    async fn check_status(&self, job: &Job, to: StatusId) -> Result<Attempt> {
        let Some(id) = job.ticket.halo_ticket else {
            return Ok(Attempt::NotNow);
        };
        let held = match self.look(job, id).await? {
            Look::Ours(held) => held,
            Look::Over(over) => return Ok(over),
        };
        if held.status_id.map(StatusId::new) == Some(to) {
            return Ok(match self.judge(job, held).await? {
                StatusTurn::Over(state) => over(state),
                StatusTurn::Send { .. } | StatusTurn::Wait | StatusTurn::Unknown => Attempt::NotNow,
            });
        }
        let why = failure::own(
            SendTrouble::NotTaken,
            format!(
                "Halo took the change of the status and still has {}.",
                Self::name_there(job, held.status_id)
            ),
            Some("Look at the ticket in Halo: a rule or its workflow may have changed it back."),
        );
        self.refuse_status(job, WriteEnd::NotTaken, why).await
    }

    fn name_there(job: &Job, id: Option<i32>) -> String {
        let Some(id) = id else {
            return "no status".to_owned();
        };
        let known = job.outgoing.basis.config.status(StatusId::new(id));
        known.map_or_else(|| format!("Status {id}"), |status| status.name.clone())
    }
}

/// What it means for the pass that nothing is to be sent.
fn over(state: SyncState) -> Attempt {
    if state == SyncState::InStep {
        Attempt::Done
    } else if state.wants_decision() {
        Attempt::Failed
    } else {
        Attempt::NotNow
    }
}
