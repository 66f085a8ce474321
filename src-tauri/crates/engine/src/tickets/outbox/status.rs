//! The status: by a ticket update where the agent may, else by an action (halo-api section 4, "Status change").
//!
//! Whether and what is sent is decided by the rule of the status sync, on a look at the ticket just before: over no other
//! status than the one that was decided about, and while a write whose answer was lost may still land, nothing.

use domain::StatusId;
use domain::status_sync::{SyncState, WriteEnd};
use domain::ticket::SendTrouble;
use halo_api::{Error as HaloError, NewAction, Ticket, TicketUpdate, WriteOutcome};

use super::failure::{self, Meaning};
use super::look_up::Look;
use super::{Attempt, Job, Pass};
use crate::error::Result;
use crate::status_sync::{StatusTurn, turn_of_status};
use crate::test_ticket::internal_note;

const MEND: &str = "Allow the agent to update statuses outside of actions, or an action that sets this status in the ticket type's workflow.";

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
        match self.write_status(job, to, closes).await {
            // One that is not there is looked for once more, which tells why.
            Ok(()) | Err(HaloError::NotFound { .. }) => self.check_status(job, to).await,
            Err(HaloError::Cancelled) => Err(HaloError::Cancelled.into()),
            Err(error) => match failure::of_write(&error) {
                Meaning::Refused(_) => self.refuse(job, failure::refused(&error, MEND)).await,
                Meaning::Blocked(_) if matches!(error, HaloError::Forbidden { .. }) => {
                    self.refuse(job, failure::refused(&error, MEND)).await
                }
                Meaning::Blocked(why) => self.surely_not_done(job, why).await,
                Meaning::Unknown(why) => Ok(Attempt::Blocked(why)),
            },
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

    async fn write_status(
        &self,
        job: &Job,
        wanted: StatusId,
        closes: bool,
    ) -> std::result::Result<(), HaloError> {
        let Some(id) = job.ticket.halo_ticket else {
            return Ok(());
        };
        let vendor = &job.outgoing.basis.vendor.name;
        if !self.engine.gates.takes_status_by_action(self.profile) {
            let update = if closes {
                TicketUpdate::close(id.get(), wanted.get(), format!("Closed in {vendor}."))
            } else {
                TicketUpdate::status(id.get(), wanted.get())
            };
            match self.halo.update_ticket(&update).await {
                Ok(_) => return Ok(()),
                Err(error) if error.write_outcome() == WriteOutcome::Unknown => return Err(error),
                Err(HaloError::Rejected { .. } | HaloError::Forbidden { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let outcome = match job.outgoing.basis.rules.note_outcome {
            Some(outcome) => outcome,
            None => internal_note(&self.halo).await,
        };
        let action = NewAction {
            ticket_id: id.get(),
            outcome_id: Some(outcome),
            note: Some(format!("Status changed in {vendor}.")),
            new_status: Some(wanted.get()),
            hidden_from_user: true,
            send_email: false,
            ..NewAction::default()
        };
        self.halo.add_action(&action).await?;
        self.engine.gates.set_takes_status_by_action(self.profile);
        Ok(())
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
