//! The ticket itself: made once, read back, compared.

use domain::ticket::{Actor, SendState, SendTrouble, TicketEventKind};
use domain::{CustomerId, StatusId, TicketId};
use halo_api::{Error as HaloError, Ticket};
use store::ticket_events::{self, NewEvent};
use store::tickets::{self, MadeInHalo};
use store::{Error as StoreError, ticket_sends};
use tokio_util::sync::CancellationToken;

use super::failure::{self, Meaning};
use super::{Attempt, Job, Pass};
use crate::error::Result;
use crate::test_ticket::{Compared, Mark, compare};
use crate::tickets::basis::Words;
use crate::tickets::create::hold_or_release;
use crate::tickets::sent::sent_of;

/// After so many answers that make no sense somebody has to look.
const MOST_DOUBTS: u32 = 5;

impl Pass {
    pub(super) async fn make(&self, job: &Job) -> Result<Attempt> {
        if job.send.state == SendState::Unanswered {
            match self
                .halo
                .find_tickets_by_reference(&job.ticket.reference)
                .await
            {
                Ok(found) => {
                    if let Some(oldest) = found.iter().map(|ticket| ticket.id).min() {
                        return self.made(job, oldest, TicketEventKind::Found).await;
                    }
                }
                Err(HaloError::Cancelled) => return Err(HaloError::Cancelled.into()),
                Err(error) => return Ok(Attempt::Blocked(failure::blocked(&error))),
            }
            if self.may_still_land(&job.send) {
                return self.wait_for_landing(job).await;
            }
            if job.send.attempts >= MOST_DOUBTS {
                let why = failure::own(
                    SendTrouble::Doubtful,
                    format!(
                        "The answer was lost {MOST_DOUBTS} times, and Halo does not have the ticket."
                    ),
                    Some("Look at Halo, then try again."),
                );
                return self.refuse(job, why).await;
            }
        }
        let words = Words {
            reference: &job.ticket.reference,
            summary: &job.ticket.summary,
            details: &job.ticket.details,
        };
        let Some(ticket) = job.outgoing.ticket(&words) else {
            return self.hold(job).await;
        };
        let body = serde_json::to_string(&ticket).map_err(StoreError::from)?;
        self.begin(job, body).await?;
        match self.halo.create_ticket(&ticket).await {
            Ok(made) => self.made(job, made.id, TicketEventKind::Created).await,
            Err(error) => self.not_made(job, &error).await,
        }
    }

    /// It was surely held back between the last look and now.
    async fn hold(&self, job: &Job) -> Result<Attempt> {
        let (id, profile, organization, now) = (
            job.ticket.id,
            self.profile,
            job.ticket.organization,
            self.engine.now(),
        );
        self.engine
            .store
            .write(move |tx| {
                let ground = crate::tickets::basis::Ground::load(tx, profile)?;
                let target = ground.target(tx, profile, organization)?;
                hold_or_release(tx, id, &target, &now)
            })
            .await?;
        Ok(Attempt::NotNow)
    }

    async fn not_made(&self, job: &Job, error: &HaloError) -> Result<Attempt> {
        match failure::of_write(error) {
            Meaning::Refused(why) => self.refuse(job, why).await,
            Meaning::Blocked(why) => {
                // Surely not done: nothing has to be asked before the next try.
                let id = job.send.id;
                self.engine
                    .store
                    .write(move |tx| ticket_sends::settle(tx, id, SendState::Waiting, None))
                    .await?;
                Ok(Attempt::Blocked(why))
            }
            Meaning::Unknown(why) => {
                // Whether it was stopped or broke off: only Halo knows.
                let asked = self.halo.with_cancel(CancellationToken::new());
                match asked.find_tickets_by_reference(&job.ticket.reference).await {
                    Ok(found) => match found.iter().map(|ticket| ticket.id).min() {
                        Some(oldest) => self.made(job, oldest, TicketEventKind::Found).await,
                        None if matches!(error, HaloError::Cancelled) => {
                            Err(HaloError::Cancelled.into())
                        }
                        None => self.wait_for_landing(job).await,
                    },
                    Err(_) => Ok(Attempt::Blocked(why)),
                }
            }
        }
    }

    /// The answer was lost and Halo has nothing: it is asked once more before anything is sent again.
    pub(super) async fn wait_for_landing(&self, job: &Job) -> Result<Attempt> {
        self.delay(job, &failure::lost()).await?;
        Ok(Attempt::NotNow)
    }

    /// Halo made it: read back, compared, linked.
    async fn made(&self, job: &Job, id: i32, kind: TicketEventKind) -> Result<Attempt> {
        // It is made: that somebody stops now must not lose it.
        let asked = self.halo.with_cancel(CancellationToken::new());
        let held = match asked.ticket(id).await {
            Ok(held) => held,
            Err(HaloError::NotFound { .. }) => {
                let why = failure::own(
                    SendTrouble::Doubtful,
                    format!("Halo made ticket {id} and does not let the agent see it."),
                    Some(
                        "Let the agent see unassigned tickets and those of others, then try again.",
                    ),
                );
                return self.refuse(job, why).await;
            }
            // The next pass finds it by its mark.
            Err(error) => return Ok(Attempt::Blocked(failure::blocked(&error))),
        };
        if !Mark::new(job.ticket.reference.clone()).is_on(&held) {
            let why = failure::own(
                SendTrouble::Doubtful,
                format!("Halo answered with ticket {id}, which does not carry our mark."),
                Some("Look at that ticket in Halo. Halyard leaves it alone."),
            );
            return self.refuse(job, why).await;
        }
        self.link(job, &held, kind).await?;
        Ok(Attempt::Settled)
    }

    async fn link(&self, job: &Job, held: &Ticket, kind: TicketEventKind) -> Result<()> {
        let (send, ticket, now) = (job.send.id, job.ticket.id, self.engine.now());
        let outgoing = &job.outgoing;
        let body = {
            let id = job.send.id;
            let row = self
                .engine
                .store
                .read(move |tx| ticket_sends::get(tx, id))
                .await?;
            row.body_json
        };
        let compared: Vec<Compared> = body
            .as_deref()
            .and_then(sent_of)
            .map(|sent| compare(&outgoing.basis, &sent, held))
            .unwrap_or_default();
        let different: Vec<String> = compared
            .iter()
            .filter(|row| !row.same)
            .map(|row| format!("{}: sent {}, Halo has {}.", row.label, row.sent, row.held))
            .collect();
        let made = MadeInHalo {
            ticket: TicketId::new(held.id),
            customer: held.client_id.map(CustomerId::new),
            customer_name: held.client_name.clone().or_else(|| {
                let known = outgoing.basis.customer.as_ref();
                known.map(|(_, name)| name.clone())
            }),
            ticket_type: held.ticket_type_id,
            sla: held.sla_id,
            priority: held.priority_id,
            status: held.status_id.map(StatusId::new),
            changed_at: held.last_update.map(|at| at.to_string()),
            is_closed: held.is_closed(),
            read_back_json: serde_json::to_string(&compared).map_err(StoreError::from)?,
            has_differences: !different.is_empty(),
        };
        // It was made with the vendor's first status; a status that was changed before is sent after it.
        let base = made.status.and_then(|status| {
            let statuses = outgoing.basis.vendor.statuses.iter();
            let mut agreeing = statuses.filter(|one| outgoing.belong_together(&one.key, status));
            agreeing.next().map(|one| one.key.clone())
        });
        self.engine
            .store
            .write(move |tx| {
                ticket_sends::settle(tx, send, SendState::Done, None)?;
                tickets::set_made(tx, ticket, &made, base.as_deref(), &now)?;
                let event =
                    NewEvent::new(Actor::Halyard, kind).noting(format!("Ticket {}.", made.ticket));
                ticket_events::add(tx, ticket, &event, &now)?;
                if different.is_empty() {
                    return Ok(());
                }
                let event = NewEvent::new(Actor::Halo, TicketEventKind::Differs)
                    .noting(different.join(" "));
                ticket_events::add(tx, ticket, &event, &now)
            })
            .await?;
        Ok(())
    }
}
