//! The ticket itself: made once, read back, compared.

use domain::ticket::{Actor, SendState, SendTrouble, TicketEventKind, TicketGone};
use domain::{CustomerId, StatusId, TicketId};
use halo_api::{Error as HaloError, FoundTickets, HaloClient, Ticket};
use store::Error as StoreError;
use store::ticket_events::{self, NewEvent};
use store::ticket_sends::{self, Failure};
use store::tickets::{self, MadeInHalo, Merge};
use tokio_util::sync::CancellationToken;

use super::due;
use super::failure::{self, Meaning};
use super::{Attempt, Job, Pass};
use crate::error::Result;
use crate::test_ticket::{Compared, Mark, compare, search_from};
use crate::tickets::basis::Words;
use crate::tickets::create::hold_or_release;
use crate::tickets::sent::sent_of;

/// After so many answers that make no sense somebody has to look.
const MOST_DOUBTS: u32 = 5;

impl Pass {
    pub(super) async fn make(&self, job: &Job) -> Result<Attempt> {
        if job.send.state == SendState::Unanswered {
            match self.find(&self.halo, job).await {
                Ok(found) => {
                    if let Some(oldest) = oldest(&found) {
                        return self.made(job, oldest, None, TicketEventKind::Found).await;
                    }
                    // Before anybody is asked to look for it: who looks too early does not see what lands after that.
                    if self.may_still_land(&job.send) {
                        return self.wait_for_landing(job).await;
                    }
                    // One that Halo refused was answered, and is only tried again.
                    if !found.is_complete && due::is_lost(&job.send) {
                        return self
                            .refuse(job, not_to_be_found(job, found.looked_at))
                            .await;
                    }
                }
                Err(HaloError::Cancelled) => return Err(HaloError::Cancelled.into()),
                Err(error) => return Ok(Attempt::Blocked(failure::blocked(&error))),
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
        if !self.begin(job, body).await? {
            return Ok(Attempt::NotNow);
        }
        match self.halo.create_ticket(&ticket).await {
            Ok(made) => {
                self.made(job, made.id, Some(&made), TicketEventKind::Created)
                    .await
            }
            Err(error) => self.not_made(job, &error).await,
        }
    }

    /// Asks for the ticket by its mark.
    async fn find(
        &self,
        halo: &HaloClient,
        job: &Job,
    ) -> std::result::Result<FoundTickets, HaloError> {
        let tried = job.send.tried_at.as_ref().and_then(|at| at.parse().ok());
        let since = search_from(tried.unwrap_or_else(|| self.engine.clock.now()));
        halo.find_tickets_by_reference(&job.ticket.reference, since)
            .await
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
            Meaning::Blocked(why) => self.surely_not_done(job, why).await,
            Meaning::Unknown(why) => {
                // Whether it was stopped or broke off: only Halo knows.
                let asked = self.halo.with_cancel(CancellationToken::new());
                match self.find(&asked, job).await {
                    Ok(found) => match oldest(&found) {
                        Some(oldest) => self.made(job, oldest, None, TicketEventKind::Found).await,
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

    /// Halo made it: read back, compared, linked. `answer` is what Halo said when it made it.
    async fn made(
        &self,
        job: &Job,
        id: i32,
        answer: Option<&Ticket>,
        kind: TicketEventKind,
    ) -> Result<Attempt> {
        let mark = Mark::new(job.ticket.reference.clone());
        // It is made: that somebody stops now must not lose it.
        let asked = self.halo.with_cancel(CancellationToken::new());
        let held = match asked.ticket(id).await {
            Ok(held) => held,
            Err(HaloError::NotFound { .. }) => {
                // Made once is enough: what Halo answered is known, and the rest when the agent may see it.
                if let Some(answer) = answer.filter(|answer| mark.is_on(answer)) {
                    self.link(job, answer, kind).await?;
                    return self.out_of_sight(job, id).await;
                }
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
        if !mark.is_on(&held) {
            let why = failure::own(
                SendTrouble::Doubtful,
                format!("Halo answered with ticket {id}, which does not carry our mark."),
                Some("Look at that ticket in Halo. Halyard leaves it alone."),
            );
            return self.refuse(job, why).await;
        }
        self.link(job, &held, kind).await?;
        Ok(Attempt::Done)
    }

    /// Halo made it, and the agent may not see it. A poll brings it back when he may.
    async fn out_of_sight(&self, job: &Job, id: i32) -> Result<Attempt> {
        let (ticket, now) = (job.ticket.id, self.engine.now());
        let event = NewEvent::new(Actor::Halo, TicketEventKind::Gone).noting(format!(
            "Halo made ticket {id} and does not let the agent see it. Let the agent see unassigned tickets and those of others."
        ));
        let merge = Merge {
            gone: Some(Some(TicketGone::NoAccess)),
            events: vec![event],
            ..Merge::default()
        };
        self.engine
            .store
            .write(move |tx| tickets::apply(tx, ticket, &merge, &now))
            .await?;
        Ok(Attempt::Done)
    }

    /// Puts down that this ticket of Halo's is ours. `false` when it waited for somebody's word and does no longer.
    pub(super) async fn link(
        &self,
        job: &Job,
        held: &Ticket,
        kind: TicketEventKind,
    ) -> Result<bool> {
        let (send, ticket, now) = (job.send.id, job.ticket.id, self.engine.now());
        let waited = job.send.state == SendState::Refused;
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
        let is_linked = self
            .engine
            .store
            .write(move |tx| {
                if waited && ticket_sends::get(tx, send)?.state != SendState::Refused {
                    return Ok(false);
                }
                ticket_sends::settle(tx, send, SendState::Done, None)?;
                tickets::set_made(tx, ticket, &made, base.as_deref(), &now)?;
                let event =
                    NewEvent::new(Actor::Halyard, kind).noting(format!("Ticket {}.", made.ticket));
                ticket_events::add(tx, ticket, &event, &now)?;
                if !different.is_empty() {
                    let event = NewEvent::new(Actor::Halo, TicketEventKind::Differs)
                        .noting(different.join(" "));
                    ticket_events::add(tx, ticket, &event, &now)?;
                }
                Ok(true)
            })
            .await;
        Ok(is_linked?)
    }
}

/// Of several tickets with one mark the first that was made is ours.
fn oldest(found: &FoundTickets) -> Option<i32> {
    found.tickets.iter().map(|ticket| ticket.id).min()
}

/// It may be there, where nobody can look: it is not sent again before somebody has.
fn not_to_be_found(job: &Job, looked_at: u64) -> Failure {
    let mend = format!(
        "Look for {} in Halo, then say here whether it is there.",
        job.ticket.reference
    );
    failure::own(
        SendTrouble::Unfindable,
        format!(
            "The answer was lost. This Halo cannot be searched for our mark, and the ticket is not among the {looked_at} newest."
        ),
        Some(&mend),
    )
}
