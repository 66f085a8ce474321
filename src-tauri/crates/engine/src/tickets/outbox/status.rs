//! The status: by a ticket update where the agent may, else by an action (halo-api section 4, "Status change").
//!
//! Written only over the status that both sides last agreed on. Setting the same status twice does no harm, so a lost
//! answer costs a look and nothing more, unless another status was chosen since: that one waits until the lost one has
//! landed or surely never will.

use domain::StatusId;
use domain::ticket::{Actor, SendState, SendTrouble, TicketEventKind};
use halo_api::{Error as HaloError, NewAction, Ticket, TicketUpdate, WriteOutcome};
use store::ticket_events::NewEvent;
use store::ticket_sends;
use store::tickets::{self, HaloSide, Merge};

use super::failure::{self, Meaning};
use super::look_up::Look;
use super::{Attempt, Job, Pass, due};
use crate::error::Result;
use crate::test_ticket::internal_note;

const MEND: &str = "Allow the agent to update statuses outside of actions, or an action that sets this status in the ticket type's workflow.";

impl Pass {
    pub(super) async fn status(&self, job: &Job) -> Result<Attempt> {
        let (Some(id), Some(key)) = (job.ticket.halo_ticket, job.send.status_key.as_ref()) else {
            return Ok(Attempt::NotNow);
        };
        let held = match self.look(job, id).await? {
            Look::Ours(held) => held,
            Look::Over(over) => return Ok(over),
        };
        let basis = &job.outgoing.basis;
        let Some(wanted) = basis.rules.status_to_halo.get(key).copied() else {
            let name = Self::name_here(job, key);
            let why = failure::own(
                SendTrouble::NoPartner,
                format!("The status {name} has no partner in Halo."),
                Some("Choose a Halo status for it in the ticket rules, then try again."),
            );
            return self.refuse(job, why).await;
        };
        let there = held.status_id.map(StatusId::new);
        if there == Some(wanted) {
            return self.in_step(job, &held, key).await;
        }
        if let Some(over) = self.superseded(job).await? {
            return Ok(over);
        }
        let agreed = job.ticket.base.as_ref().map(|(_, status)| *status);
        if agreed.is_some() && there != agreed {
            return self.conflict(job, &held).await;
        }
        let closes = basis
            .vendor
            .statuses
            .iter()
            .any(|status| status.key == *key && status.is_closed);
        let body = serde_json::json!({ "id": id.get(), "status_id": wanted.get() }).to_string();
        if !self.begin(job, body).await? {
            return Ok(Attempt::NotNow);
        }
        match self.write_status(job, wanted, closes).await {
            Ok(()) => self.check_status(job, key, wanted).await,
            Err(HaloError::Cancelled) => Err(HaloError::Cancelled.into()),
            Err(error) => match failure::of_write(&error) {
                Meaning::Refused(_) => self.refuse(job, failure::refused(&error, MEND)).await,
                Meaning::Blocked(_) if matches!(error, HaloError::Forbidden { .. }) => {
                    self.refuse(job, failure::refused(&error, MEND)).await
                }
                Meaning::Blocked(why) | Meaning::Unknown(why) => Ok(Attempt::Blocked(why)),
            },
        }
    }

    /// A newer status is wanted than this one, of which nobody knows whether it lands: it is never sent again, and the newer
    /// one waits until it surely does not.
    async fn superseded(&self, job: &Job) -> Result<Option<Attempt>> {
        let (send, now) = (job.send.clone(), self.engine.clock.now());
        if send.state != SendState::Unanswered {
            return Ok(None);
        }
        let left = self
            .engine
            .store
            .write(move |tx| {
                if !ticket_sends::is_superseded(tx, &send)? {
                    return Ok(None);
                }
                let left = due::landing_left(&send, true, now);
                if left.is_zero() {
                    ticket_sends::settle(tx, send.id, SendState::Dropped, None)?;
                }
                Ok(Some(left))
            })
            .await?;
        Ok(match left {
            None => None,
            Some(left) if left.is_zero() => Some(Attempt::NotNow),
            Some(_) => Some(self.wait_for_landing(job).await?),
        })
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
    async fn check_status(&self, job: &Job, key: &str, wanted: StatusId) -> Result<Attempt> {
        let Some(id) = job.ticket.halo_ticket else {
            return Ok(Attempt::NotNow);
        };
        let held = match self.look(job, id).await? {
            Look::Ours(held) => held,
            Look::Over(over) => return Ok(over),
        };
        if held.status_id.map(StatusId::new) == Some(wanted) {
            return self.in_step(job, &held, key).await;
        }
        let why = failure::own(
            SendTrouble::NotTaken,
            format!(
                "Halo took the change of the status and still has {}.",
                Self::name_there(job, held.status_id)
            ),
            Some("Look at the ticket in Halo: a rule or its workflow may have changed it back."),
        );
        self.refuse(job, why).await
    }

    async fn in_step(&self, job: &Job, held: &Ticket, key: &str) -> Result<Attempt> {
        let (send, ticket, now) = (job.send.id, job.ticket.id, self.engine.now());
        let before = Self::name_there(job, job.ticket.halo_status.map(StatusId::get));
        let after = Self::name_there(job, held.status_id);
        let event =
            NewEvent::new(Actor::Halyard, TicketEventKind::StatusSent).from_to(Some(before), after);
        let merge = Merge {
            halo: Some(halo_side(held)),
            base: held.status_id.map(|id| (key.to_owned(), StatusId::new(id))),
            is_in_conflict: Some(false),
            events: vec![event],
            ..Merge::default()
        };
        self.engine
            .store
            .write(move |tx| {
                ticket_sends::settle(tx, send, SendState::Done, None)?;
                tickets::apply(tx, ticket, &merge, &now)
            })
            .await?;
        Ok(Attempt::Done)
    }

    /// Somebody changed it in Halo too: nothing is written over it.
    async fn conflict(&self, job: &Job, held: &Ticket) -> Result<Attempt> {
        let (ticket, now) = (job.ticket.id, self.engine.now());
        let before = Self::name_there(job, job.ticket.halo_status.map(StatusId::get));
        // What it comes to is told by who judges it.
        let event = NewEvent::new(Actor::Halo, TicketEventKind::StatusThere)
            .from_to(Some(before), Self::name_there(job, held.status_id));
        let is_news = job.ticket.halo_status != held.status_id.map(StatusId::new);
        let merge = Merge {
            halo: Some(halo_side(held)),
            is_in_conflict: Some(true),
            events: is_news.then_some(event).into_iter().collect(),
            ..Merge::default()
        };
        let (profile, at) = (self.profile, self.engine.clock.now());
        let is_undecided = self
            .engine
            .store
            .write(move |tx| {
                tickets::apply(tx, ticket, &merge, &now)?;
                crate::status_sync::decide_by_rule(tx, profile, ticket, at)?;
                Ok(tickets::get(tx, profile, ticket)?.is_in_conflict)
            })
            .await?;
        Ok(if is_undecided {
            Attempt::Failed
        } else {
            Attempt::NotNow
        })
    }

    fn name_here(job: &Job, key: &str) -> String {
        let statuses = &job.outgoing.basis.vendor.statuses;
        let known = statuses.iter().find(|status| status.key == key);
        known.map_or_else(|| key.to_owned(), |status| status.name.clone())
    }

    fn name_there(job: &Job, id: Option<i32>) -> String {
        let Some(id) = id else {
            return "no status".to_owned();
        };
        let known = job.outgoing.basis.config.status(StatusId::new(id));
        known.map_or_else(|| format!("Status {id}"), |status| status.name.clone())
    }
}

/// What a look at the ticket says about Halo's side. Whose ticket it is, is the poll's to tell: it notices a move.
fn halo_side(held: &Ticket) -> HaloSide {
    HaloSide {
        status: held.status_id.map(StatusId::new),
        changed_at: held.last_update.map(|at| at.to_string()),
        is_closed: held.is_closed(),
        customer: None,
        customer_name: None,
    }
}
