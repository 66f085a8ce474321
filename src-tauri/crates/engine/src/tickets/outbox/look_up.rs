//! Looking at a ticket in Halo before it is touched: it has to be there, and to be ours.

use domain::TicketId;
use domain::ticket::{Actor, TicketEventKind, TicketGone};
use halo_api::{Error as HaloError, Ticket};
use store::ticket_events::{self, NewEvent};
use store::tickets;

use super::{Attempt, Job, Pass, failure};
use crate::error::Result;
use crate::test_ticket::Mark;
use crate::tickets::{leave_gone, not_ours};

/// What a look found.
pub(super) enum Look {
    /// Our ticket, as it is now.
    Ours(Box<Ticket>),
    /// It is not to be touched, and that is put down.
    Over(Attempt),
}

impl Pass {
    /// Reads the ticket and makes sure that it carries our mark. Without that it is never touched.
    pub(super) async fn look(&self, job: &Job, id: TicketId) -> Result<Look> {
        let held = match self.halo.ticket(id.get()).await {
            Ok(held) => held,
            Err(HaloError::NotFound { .. }) => {
                let over = self.give_up(job, TicketGone::NoAccess, None).await?;
                return Ok(Look::Over(over));
            }
            Err(HaloError::Cancelled) => return Err(HaloError::Cancelled.into()),
            Err(error) => return Ok(Look::Over(Attempt::Blocked(failure::blocked(&error)))),
        };
        if let Some(into) = held.merged_into() {
            let over = self
                .give_up(job, TicketGone::Merged, Some(TicketId::new(into)))
                .await?;
            return Ok(Look::Over(over));
        }
        if !Mark::new(job.ticket.reference.clone()).is_on(&held) {
            let over = self.give_up(job, TicketGone::NotOurs, None).await?;
            return Ok(Look::Over(over));
        }
        Ok(Look::Ours(Box::new(held)))
    }

    /// The ticket is no longer one to write to.
    async fn give_up(
        &self,
        job: &Job,
        gone: TicketGone,
        into: Option<TicketId>,
    ) -> Result<Attempt> {
        let (ticket, now) = (job.ticket.clone(), self.engine.now());
        let event = match (gone, into) {
            (TicketGone::Merged, Some(into)) => NewEvent::new(Actor::Halo, TicketEventKind::Merged)
                .noting(format!("Into ticket {into}.")),
            (TicketGone::NotOurs, _) => not_ours(),
            (TicketGone::Deleted | TicketGone::Merged | TicketGone::NoAccess, _) => {
                NewEvent::new(Actor::Halo, TicketEventKind::Gone)
                    .noting("Halo no longer shows it: it was deleted, or the agent may not see it.")
            }
        };
        let merge = tickets::Merge {
            gone: Some(Some(gone)),
            merged_into: into,
            ..tickets::Merge::default()
        };
        let profile = self.profile;
        self.engine
            .store
            .write(move |tx| {
                leave_gone(tx, profile, &ticket, &merge, &now)?;
                tickets::apply(tx, ticket.id, &merge, &now)?;
                ticket_events::add(tx, ticket.id, &event, &now)
            })
            .await?;
        Ok(Attempt::Failed)
    }
}
