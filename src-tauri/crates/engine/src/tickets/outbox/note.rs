//! A private note on a ticket: once, and never on a ticket that nobody looks at any more.

use domain::OurTicketId;
use domain::ticket::{Actor, SendState, TicketEventKind};
use halo_api::{Action, Error as HaloError, NewAction};
use store::ticket_events::{self, NewEvent};
use store::ticket_sends::{self, NewSend};
use store::tickets::{self, NewTicketRow};
use store::{Error as StoreError, Transaction};
use tokio_util::sync::CancellationToken;

use super::failure::{self, Meaning};
use super::look_up::Look;
use super::{Attempt, Job, Pass};
use crate::error::Result;
use crate::test_ticket::internal_note;
use crate::tickets::form::new_mark;
use crate::tickets::tell;

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

    /// The ticket was closed in Halo meanwhile, where a note would be read by nobody: it becomes a ticket of its own, or a
    /// note on the one that has taken the external id since.
    async fn open_anew(&self, job: &Job) -> Result<Attempt> {
        let (reference, now) = (new_mark()?, self.engine.now());
        let (profile, send) = (self.profile, job.send.clone());
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
        let closed = before.halo_ticket.map_or_else(
            || "The ticket is closed in Halo".to_owned(),
            |id| format!("Ticket {id} is closed in Halo"),
        );
        self.engine
            .store
            .write(move |tx| {
                ticket_sends::settle(tx, send.id, SendState::Dropped, None)?;
                let taker = match &before.external_id {
                    Some(id) => tickets::open_for(tx, profile, id)?,
                    None => None,
                };
                tickets::takes_no_more(tx, before.id)?;
                if let Some(taker) = taker.filter(|taker| taker.id != before.id) {
                    // A write of its own, behind the making of that ticket. The text carries the mark that it is looked up by.
                    let note = NewSend::Note(text.replace(&send.reference, &reference));
                    ticket_sends::enqueue(tx, taker.id, &note, &reference, &now)?;
                    let moved = format!("{closed}, so this goes onto the one that is open.");
                    return told(
                        tx,
                        [before.id, taker.id],
                        TicketEventKind::Noted,
                        &moved,
                        &now,
                    );
                }
                let ticket = tickets::insert(tx, profile, &row, &now)?;
                ticket_sends::enqueue(tx, ticket, &NewSend::Create, &reference, &now)?;
                let moved = format!("{closed}, so this became a ticket of its own.");
                told(
                    tx,
                    [before.id, ticket],
                    TicketEventKind::Opened,
                    &moved,
                    &now,
                )
            })
            .await?;
        // What it became is a write behind the others.
        Ok(Attempt::NotNow)
    }
}

/// Tells the same in the histories of both.
fn told(
    tx: &Transaction<'_>,
    both: [OurTicketId; 2],
    kind: TicketEventKind,
    note: &str,
    now: &str,
) -> store::Result<()> {
    for ticket in both {
        let event = NewEvent::new(Actor::Halyard, kind).noting(note);
        ticket_events::add(tx, ticket, &event, now)?;
    }
    Ok(())
}

fn carries(actions: &[Action], reference: &str) -> bool {
    let has = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains(reference));
    actions
        .iter()
        .any(|action| has(&action.note) || has(&action.note_html))
}
