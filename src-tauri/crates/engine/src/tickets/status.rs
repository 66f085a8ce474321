//! What the administrator does with a ticket that was made: its status, another try, taking it back.

use domain::ticket::{Actor, SendKind, SendTrouble, TicketEventKind, TicketState};
use domain::{OurTicketId, ProfileId};
use store::ticket_events::{self, NewEvent};
use store::ticket_sends::{self, NewSend, SendRow};
use store::tickets;

use super::form::new_mark;
use super::tell;
use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// A status that a ticket can be given here, with what Halo gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChoice {
    /// The vendor's key of it.
    pub key: String,
    /// The vendor's name of it.
    pub name: String,
    /// Whether it closes the ticket.
    pub is_closed: bool,
    /// Halo's name of its partner; `None` when it has none, and Halo is not changed.
    pub halo_name: Option<String>,
    /// Whether it is the one the ticket has.
    pub is_current: bool,
}

impl Engine {
    /// Changes the status here, and has it written to Halo. The status that the ticket has already changes nothing.
    ///
    /// # Errors
    /// `InvalidInput` for a status that the vendor does not have, or that has no partner in Halo; `NotFound` for a
    /// ticket that is gone.
    pub async fn change_ticket_status(
        &self,
        profile: ProfileId,
        ticket: OurTicketId,
        status_key: String,
    ) -> Result<()> {
        let (now, reference) = (self.now(), new_mark()?);
        let vendor = self
            .store
            .read(move |tx| store::vendors::load(tx, profile))
            .await?;
        let known = vendor.statuses.iter().find(|one| one.key == status_key);
        let Some(wanted) = known.cloned() else {
            return Err(Error::InvalidInput {
                field: "status",
                message: format!("{} no longer has this status.", vendor.name),
            });
        };
        let changed = self
            .store
            .write(move |tx| {
                let row = tickets::get(tx, profile, ticket)?;
                let rules = store::ticket_rules::load(tx, profile)?.rules;
                if !rules.status_to_halo.contains_key(&wanted.key) {
                    return Ok(Changed::NoPartner(wanted.name));
                }
                if row.state == TicketState::Gone {
                    return Ok(Changed::Gone);
                }
                if row.status_key == wanted.key {
                    return Ok(Changed::Done);
                }
                tickets::set_status(tx, ticket, &wanted.key, wanted.is_closed, &now)?;
                let name = |key: &str| {
                    let known = vendor.statuses.iter().find(|one| one.key == key);
                    known.map_or_else(|| key.to_owned(), |one| one.name.clone())
                };
                let event = NewEvent::new(Actor::Here, TicketEventKind::StatusHere)
                    .from_to(Some(name(&row.status_key)), wanted.name);
                ticket_events::add(tx, ticket, &event, &now)?;
                let send = NewSend::Status(wanted.key);
                ticket_sends::enqueue(tx, ticket, &send, &reference, &now)?;
                Ok(Changed::Done)
            })
            .await?;
        match changed {
            Changed::Done => {}
            Changed::NoPartner(name) => {
                return Err(Error::InvalidInput {
                    field: "status",
                    message: format!(
                        "{name} has no partner in Halo. Choose one in the ticket rules first."
                    ),
                });
            }
            Changed::Gone => {
                return Err(Error::NotFound {
                    what: "This ticket is no longer in Halo.",
                });
            }
        }
        self.tickets_changed(profile);
        Ok(())
    }

    /// Sends what Halo refused for a ticket once more, after asking whether it was done all the same.
    pub async fn retry_ticket(&self, profile: ProfileId, ticket: OurTicketId) -> Result<()> {
        let now = self.now();
        self.store
            .write(move |tx| {
                tickets::get(tx, profile, ticket)?;
                if ticket_sends::retry(tx, ticket)? > 0 {
                    tell(tx, ticket, Actor::Here, TicketEventKind::Retried, &now)?;
                }
                Ok(())
            })
            .await?;
        self.gates.open(profile);
        self.tickets_changed(profile);
        Ok(())
    }

    /// Takes a ticket back that was never in Halo.
    ///
    /// # Errors
    /// `NotFound` when it is there, or may be.
    pub async fn discard_ticket(&self, profile: ProfileId, ticket: OurTicketId) -> Result<()> {
        // No waiting for its turn: one that is being sent has been entered as sent before.
        let discarded = self
            .store
            .write(move |tx| tickets::discard(tx, profile, ticket))
            .await;
        match discarded {
            Err(store::Error::NotFound { .. }) => {
                return Err(Error::NotFound {
                    what: "This ticket is in Halo, or may be. Only one that was never sent can be discarded.",
                });
            }
            other => other?,
        }
        self.tickets_changed(profile);
        Ok(())
    }

    /// Leaves undone what Halo refused: the making of a ticket, with what waits for it, or notes. The history keeps it.
    ///
    /// # Errors
    /// `NotFound` when there is nothing like that.
    pub async fn give_up_ticket(&self, profile: ProfileId, ticket: OurTicketId) -> Result<()> {
        let now = self.now();
        let is_done = self
            .store
            .write(move |tx| {
                tickets::get(tx, profile, ticket)?;
                let given_up = ticket_sends::give_up(tx, ticket)?;
                if given_up.iter().any(|send| send.kind == SendKind::Create) {
                    tickets::takes_no_more(tx, ticket)?;
                    tickets::set_hold(tx, ticket, None, None, &now)?;
                }
                for send in &given_up {
                    let event = NewEvent::new(Actor::Here, TicketEventKind::Discarded)
                        .noting(given_up_words(send));
                    ticket_events::add(tx, ticket, &event, &now)?;
                }
                Ok(!given_up.is_empty())
            })
            .await?;
        if !is_done {
            return Err(Error::NotFound {
                what: "Nothing of this ticket has been refused that could be given up.",
            });
        }
        self.tickets_changed(profile);
        Ok(())
    }

    fn tickets_changed(&self, profile: ProfileId) {
        self.events.invalidated(Some(profile), &[Tag::Tickets]);
        self.wakes.add(profile);
    }
}

fn given_up_words(send: &SendRow) -> String {
    let may_be_there = send.failure.as_ref().is_some_and(|failure| {
        matches!(
            failure.trouble,
            SendTrouble::Doubtful | SendTrouble::Unfindable
        )
    });
    let left = match &send.note {
        Some(note) => format!("This note: {}", note.lines().next().unwrap_or_default()),
        None => "The ticket, with all that waited for it.".to_owned(),
    };
    if may_be_there {
        format!("{left} Whether Halo has it is not known.")
    } else {
        left
    }
}

/// What a change of the status came to.
enum Changed {
    Done,
    NoPartner(String),
    Gone,
}
