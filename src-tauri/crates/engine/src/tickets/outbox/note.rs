//! A private note on a ticket: once, and never on a ticket that nobody looks at any more.

use domain::ticket::{Actor, SendState, TicketEventKind};
use halo_api::{Action, Error as HaloError, NewAction};
use store::Error as StoreError;
use store::ticket_events::{self, NewEvent};
use store::ticket_sends::{self, NewSend};
use store::tickets::{self, NewTicketRow};
use tokio_util::sync::CancellationToken;

use super::failure::{self, Meaning};
use super::look_up::Look;
use super::{Attempt, Job, Pass};
use crate::error::Result;
use crate::test_ticket::internal_note;
use crate::tickets::form::new_mark;

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
            return self.open_anew(job).await;
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
        self.begin(job, body).await?;
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
            Meaning::Blocked(why) => {
                let id = job.send.id;
                self.engine
                    .store
                    .write(move |tx| ticket_sends::settle(tx, id, SendState::Waiting, None))
                    .await?;
                Ok(Attempt::Blocked(why))
            }
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
        let event = NewEvent::new(Actor::Halyard, TicketEventKind::NoteSent);
        self.settle(job, SendState::Done, None, event).await?;
        Ok(Attempt::Settled)
    }

    /// The ticket was closed in Halo meanwhile, where a note would be read by nobody: it becomes a ticket of its own.
    async fn open_anew(&self, job: &Job) -> Result<Attempt> {
        let (reference, now) = (new_mark()?, self.engine.now());
        let (profile, send) = (self.profile, job.send.id);
        let before = job.ticket.clone();
        let text = job.send.note.clone().unwrap_or_default();
        let (summary, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let row = NewTicketRow {
            reference: reference.clone(),
            organization: before.organization,
            organization_name: before.organization_name.clone(),
            external_id: before.external_id.clone(),
            summary: summary.to_owned(),
            details: rest.trim().to_owned(),
            level_key: before.level_key.clone(),
            status_key: {
                let statuses = &job.outgoing.basis.vendor.statuses;
                let first = statuses.iter().find(|status| !status.is_closed);
                first.map(|status| status.key.clone()).unwrap_or_default()
            },
        };
        let note = before.halo_ticket.map_or_else(String::new, |id| {
            format!("Ticket {id} is closed in Halo, so this became a ticket of its own.")
        });
        self.engine
            .store
            .write(move |tx| {
                ticket_sends::settle(tx, send, SendState::Dropped, None)?;
                tickets::takes_no_more(tx, before.id)?;
                let ticket = tickets::insert(tx, profile, &row, &now)?;
                ticket_sends::enqueue(tx, ticket, &NewSend::Create, &reference, &now)?;
                for id in [before.id, ticket] {
                    let event =
                        NewEvent::new(Actor::Halyard, TicketEventKind::Opened).noting(note.clone());
                    ticket_events::add(tx, id, &event, &now)?;
                }
                Ok(())
            })
            .await?;
        Ok(Attempt::Settled)
    }
}

fn carries(actions: &[Action], reference: &str) -> bool {
    let has = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains(reference));
    actions
        .iter()
        .any(|action| has(&action.note) || has(&action.note_html))
}
