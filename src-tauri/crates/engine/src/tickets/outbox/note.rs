//! A private note on a ticket: once, never on a ticket that nobody looks at any more, and never where another
//! customer would read it.

use domain::CustomerId;
use domain::ticket::{Actor, SendState, TicketEventKind};
use halo_api::{Action, Error as HaloError, NewAction};
use store::Error as StoreError;
use store::ticket_sends;
use tokio_util::sync::CancellationToken;

use super::failure::{self, Meaning};
use super::look_up::Look;
use super::{Attempt, Job, Pass};
use crate::error::Result;
use crate::test_ticket::internal_note;
use crate::tickets::{anew, tell};

const MEND: &str = "Let the agent use this action in the ticket type's workflow, or choose another note outcome in the ticket rules.";

impl Pass {
    pub(super) async fn note(&self, job: &Job) -> Result<Attempt> {
        let Some(id) = job.ticket.halo_ticket else {
            return Ok(Attempt::NotNow);
        };
        let held = match self.look(job, id).await? {
            Look::Ours(held) => held,
            Look::Over(over) => return Ok(over),
        };
        if job.send.state == SendState::Unanswered {
            match self.halo.actions(id.get()).await {
                Ok(actions) if carries(&actions, &job.send.reference) => {
                    return self.noted(job).await;
                }
                Ok(_) if self.may_still_land(&job.send) => return self.wait_for_landing(job).await,
                Ok(_) => {}
                Err(HaloError::Cancelled) => return Err(HaloError::Cancelled.into()),
                Err(error) => return Ok(Attempt::Blocked(failure::blocked(&error))),
            }
        }
        if held.is_closed() {
            return self.open_anew(job, "is closed in Halo").await;
        }
        let customer = held.client_id.map(CustomerId::new);
        if job.outgoing.target.is_elsewhere(customer) {
            let why = "is not at this organisation's customer";
            return self.open_anew(job, why).await;
        }
        let outcome = match job.outgoing.basis.rules.note_outcome {
            Some(outcome) => outcome,
            None => internal_note(&self.halo).await,
        };
        let action = NewAction {
            ticket_id: id.get(),
            outcome_id: Some(outcome),
            note: job.send.note.clone(),
            hidden_from_user: true,
            send_email: false,
            ..NewAction::default()
        };
        let body = serde_json::to_string(&action).map_err(StoreError::from)?;
        if !self.begin(job, body).await? {
            return Ok(Attempt::NotNow);
        }
        match self.halo.add_action(&action).await {
            Ok(_) => self.noted(job).await,
            Err(HaloError::Forbidden { .. }) => {
                let why = failure::own(
                    domain::ticket::SendTrouble::NotAllowed,
                    "Halo does not let the agent add this note.",
                    Some(MEND),
                );
                self.refuse(job, why).await
            }
            Err(error) => self.not_noted(job, &error).await,
        }
    }

    async fn not_noted(&self, job: &Job, error: &HaloError) -> Result<Attempt> {
        match failure::of_write(error) {
            Meaning::Refused(_) => self.refuse(job, failure::refused(error, MEND)).await,
            Meaning::Blocked(why) => self.surely_not_done(job, why).await,
            Meaning::Unknown(why) => {
                let Some(id) = job.ticket.halo_ticket else {
                    return Ok(Attempt::NotNow);
                };
                let asked = self.halo.with_cancel(CancellationToken::new());
                match asked.actions(id.get()).await {
                    Ok(actions) if carries(&actions, &job.send.reference) => self.noted(job).await,
                    Ok(_) if matches!(error, HaloError::Cancelled) => {
                        Err(HaloError::Cancelled.into())
                    }
                    Ok(_) => self.wait_for_landing(job).await,
                    Err(_) => Ok(Attempt::Blocked(why)),
                }
            }
        }
    }

    async fn noted(&self, job: &Job) -> Result<Attempt> {
        let (send, ticket, now) = (job.send.id, job.ticket.id, self.engine.now());
        self.engine
            .store
            .write(move |tx| {
                ticket_sends::settle(tx, send, SendState::Done, None)?;
                tell(tx, ticket, Actor::Halyard, TicketEventKind::NoteSent, &now)
            })
            .await?;
        Ok(Attempt::Done)
    }

    /// A note on this ticket would be read by nobody, or by others than it is meant for: it leaves the ticket.
    async fn open_anew(&self, job: &Job, why: &'static str) -> Result<Attempt> {
        let (profile, send, now) = (self.profile, job.send.clone(), self.engine.now());
        let before = job.ticket.clone();
        let why = before.halo_ticket.map_or_else(
            || format!("The ticket {why}"),
            |id| format!("Ticket {id} {why}"),
        );
        self.engine
            .store
            .write(move |tx| anew::open_anew(tx, profile, &before, &send, &why, &now))
            .await?;
        // What it became is a write behind the others.
        Ok(Attempt::NotNow)
    }
}

fn carries(actions: &[Action], reference: &str) -> bool {
    let has = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains(reference));
    actions
        .iter()
        .any(|action| has(&action.note) || has(&action.note_html))
}
