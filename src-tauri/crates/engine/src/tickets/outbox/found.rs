//! What a person found in Halo, where Halyard could not look: a ticket whose answer was lost is there, or it is not.

use domain::ticket::{Actor, SendKind, SendState, SendTrouble, TicketEventKind};
use domain::{OurTicketId, ProfileId, TicketId};
use halo_api::Error as HaloError;
use store::ticket_events::{self, NewEvent};
use store::ticket_sends::{self, SendRow};
use store::{Transaction, tickets};

use super::{Job, Pass};
use crate::Engine;
use crate::error::{Error, Result};
use crate::landing;
use crate::tags::Tag;
use crate::test_ticket::Mark;
use crate::tickets::basis::Outgoing;

fn not_asked() -> Error {
    Error::NotFound {
        what: "Nobody has to look for this ticket in Halo.",
    }
}

impl Engine {
    /// Takes the administrator's word about a ticket whose answer was lost and that cannot be searched for: it is this one,
    /// which has to carry our mark, or it is not there, and is sent again.
    ///
    /// # Errors
    /// `NotFound` when nobody has to look for it, or Halo does not show that number; `NotOurTicket` when that one does
    /// not carry its mark; `NeedsConfirmation` when it is to be sent again and may still arrive.
    pub async fn settle_lost_ticket(
        &self,
        profile: ProfileId,
        ticket: OurTicketId,
        found: Option<TicketId>,
    ) -> Result<()> {
        // No waiting for its turn: nothing is sent of a ticket that waits for somebody's word.
        if let Some(id) = found {
            self.link_found(profile, ticket, id).await?;
            self.gates.end_pause(profile);
        } else {
            self.send_lost_again(profile, ticket).await?;
            // Who wants this one sent lets go what somebody stopped.
            self.gates.open(profile);
        }
        self.events.invalidated(Some(profile), &[Tag::Tickets]);
        self.wakes.add(profile);
        Ok(())
    }

    async fn send_lost_again(&self, profile: ProfileId, ticket: OurTicketId) -> Result<()> {
        let (now, at) = (self.now(), self.clock.now());
        self.store
            .write(move |tx| {
                let Some(send) = unfindable(tx, profile, ticket)? else {
                    return Ok(Err(not_asked()));
                };
                if let Some(left) = landing::left_in_words(send.tried_at.as_deref(), at) {
                    let message = format!("It may still arrive in Halo. Try again in {left}.");
                    return Ok(Err(Error::NeedsConfirmation { message }));
                }
                ticket_sends::settle(tx, send.id, SendState::Waiting, None)?;
                let event = NewEvent::new(Actor::Here, TicketEventKind::Retried)
                    .noting("Somebody looked in Halo, and it is not there.");
                ticket_events::add(tx, ticket, &event, &now)?;
                Ok(Ok(()))
            })
            .await?
    }

    async fn link_found(
        &self,
        profile: ProfileId,
        ticket: OurTicketId,
        id: TicketId,
    ) -> Result<()> {
        let job = self
            .store
            .read(move |tx| {
                let Some(send) = unfindable(tx, profile, ticket)? else {
                    return Ok(None);
                };
                let ticket = tickets::get(tx, profile, ticket)?;
                let outgoing = Outgoing::load(tx, profile, ticket.organization, &ticket.level_key)?;
                Ok(Some(Job {
                    send,
                    ticket,
                    outgoing,
                }))
            })
            .await?
            .ok_or_else(not_asked)?;
        let halo = self.halo_for_work(profile).await?;
        let held = match halo.ticket(id.get()).await {
            Ok(held) => held,
            Err(HaloError::NotFound { .. }) => {
                return Err(Error::NotFound {
                    what: "Halo does not show a ticket of this number.",
                });
            }
            Err(error) => return Err(error.into()),
        };
        if !Mark::new(job.ticket.reference.clone()).is_on(&held) {
            return Err(Error::NotOurTicket { ticket: id.get() });
        }
        let pass = Pass {
            engine: self.clone(),
            profile,
            halo,
        };
        if pass.link(&job, &held, TicketEventKind::Found).await? {
            Ok(())
        } else {
            Err(not_asked())
        }
    }
}

/// The making of a ticket that nobody can search for.
fn unfindable(
    tx: &Transaction<'_>,
    profile: ProfileId,
    ticket: OurTicketId,
) -> store::Result<Option<SendRow>> {
    tickets::get(tx, profile, ticket)?;
    let sends = ticket_sends::of_ticket(tx, ticket)?;
    Ok(sends.into_iter().find(|send| {
        let trouble = send.failure.as_ref().map(|failure| failure.trouble);
        send.kind == SendKind::Create
            && send.state == SendState::Refused
            && trouble == Some(SendTrouble::Unfindable)
    }))
}
