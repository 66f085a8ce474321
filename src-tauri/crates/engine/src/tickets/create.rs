//! Entering a ticket: into the outbox and nowhere else. A ticket or note is never sent from here.

use domain::ticket::{Actor, TicketEventKind};
use domain::{OurTicketId, ProfileId};
use store::Transaction;
use store::ticket_events::{self, NewEvent};
use store::ticket_sends::{self, NewSend};
use store::tickets::{self, NewTicketRow, TicketRow};

use super::basis::{Outgoing, Target};
use super::form::{Checked, TicketForm};
use super::plan::note_text;
use super::tell;
use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// What became of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreatedAs {
    /// A ticket that is sent now.
    Ticket,
    /// A ticket that is held.
    Held,
    /// A note on the open ticket of the same external id.
    Note,
}

/// A ticket that was entered, or the one that took a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Created {
    /// Our number of it.
    pub ticket: OurTicketId,
    /// What became of the form.
    pub became: CreatedAs,
}

impl Engine {
    /// Enters a ticket, or a note where the external id has an open ticket, and has it sent. Pressed twice with the
    /// mark of one plan it enters one.
    ///
    /// # Errors
    /// `InvalidInput` for a field, also an external id of which another organisation has an open ticket; `NotFound` when
    /// the organisation is gone; `NeedsConfirmation` when it becomes something else than the plan of its mark said.
    pub async fn create_ticket(&self, profile: ProfileId, form: TicketForm) -> Result<Created> {
        let form = form.checked()?;
        let now = self.now();
        let created = self
            .store
            .transact(move |tx| enter(tx, profile, &form, &now))
            .await?;
        let created = created.ok_or(Error::NotFound {
            what: "This organisation is no longer in Halyard.",
        })?;
        self.events.invalidated(Some(profile), &[Tag::Tickets]);
        self.wakes.add(profile);
        Ok(created)
    }
}

/// Enters it. `None` when there is no such organisation.
pub(super) fn enter(
    tx: &Transaction<'_>,
    profile: ProfileId,
    form: &Checked,
    now: &str,
) -> Result<Option<Created>> {
    if let Some(ticket) = entered_before(tx, &form.reference)? {
        return Ok(Some(ticket));
    }
    let Some(organization) = store::organizations::get(tx, profile, form.organization)? else {
        return Ok(None);
    };
    let outgoing = Outgoing::load(tx, profile, form.organization, &form.level)?;
    let open = taker(tx, profile, form, &outgoing.target)?;
    let note_on = open.as_ref().map(|open| open.id);
    if form
        .planned
        .is_some_and(|planned| planned.note_on != note_on)
    {
        return Err(Error::NeedsConfirmation {
            message: "A ticket of this number was opened or closed meanwhile. Look at what will be sent again.".to_owned(),
        });
    }
    if let Some(open) = open {
        let text = note_text(&form.summary, &form.details, &form.reference);
        ticket_sends::enqueue(tx, open.id, &NewSend::Note(text), &form.reference, now)?;
        let noted = NewEvent::new(Actor::Here, TicketEventKind::Noted).noting(&form.summary);
        ticket_events::add(tx, open.id, &noted, now)?;
        return Ok(Some(Created {
            ticket: open.id,
            became: CreatedAs::Note,
        }));
    }
    let first = outgoing
        .basis
        .vendor
        .statuses
        .iter()
        .find(|one| !one.is_closed);
    let row = NewTicketRow {
        reference: form.reference.clone(),
        organization: form.organization,
        organization_name: organization.name,
        external_id: form.external_id.clone(),
        summary: form.summary.clone(),
        details: form.details.clone(),
        level_key: form.level.clone(),
        status_key: first.map(|status| status.key.clone()).unwrap_or_default(),
    };
    leave_former(tx, profile, form.external_id.as_deref())?;
    let ticket = tickets::insert(tx, profile, &row, now)?;
    ticket_sends::enqueue(tx, ticket, &NewSend::Create, &form.reference, now)?;
    tell(tx, ticket, Actor::Here, TicketEventKind::Opened, now)?;
    let hold = hold_or_release(tx, ticket, &outgoing.target, now)?;
    Ok(Some(Created {
        ticket,
        became: if hold.is_held {
            CreatedAs::Held
        } else {
            CreatedAs::Ticket
        },
    }))
}

/// The open ticket that takes more of the form's external id. One that stands at a customer that is not the
/// organisation's any more takes nothing.
///
/// # Errors
/// `InvalidInput` when it is another organisation's: that one's customer would read it.
pub(super) fn taker(
    tx: &Transaction<'_>,
    profile: ProfileId,
    form: &Checked,
    target: &Target,
) -> Result<Option<TicketRow>> {
    let Some(id) = &form.external_id else {
        return Ok(None);
    };
    let open = tickets::open_for(tx, profile, id)?;
    if let Some(other) = &open
        && other.organization != form.organization
    {
        return Err(Error::InvalidInput {
            field: "externalId",
            message: format!(
                "{} has an open ticket of this number. Leave it empty, or choose that organisation.",
                other.organization_name
            ),
        });
    }
    Ok(open.filter(|open| !target.is_elsewhere(open.halo_customer)))
}

/// The ticket that took more of an external id so far takes no more: another is made in its place.
fn leave_former(
    tx: &Transaction<'_>,
    profile: ProfileId,
    external_id: Option<&str>,
) -> store::Result<()> {
    let former = match external_id {
        Some(id) => tickets::open_for(tx, profile, id)?,
        None => None,
    };
    match former {
        Some(former) => tickets::takes_no_more(tx, former.id),
        None => Ok(()),
    }
}

/// What an earlier press has made.
fn entered_before(tx: &Transaction<'_>, reference: &str) -> store::Result<Option<Created>> {
    if let Some(row) = tickets::of_reference(tx, reference)? {
        let became = if row.hold.is_some() {
            CreatedAs::Held
        } else {
            CreatedAs::Ticket
        };
        return Ok(Some(Created {
            ticket: row.id,
            became,
        }));
    }
    let note = ticket_sends::of_reference(tx, reference)?;
    Ok(note.map(|note| Created {
        ticket: note.ticket,
        became: CreatedAs::Note,
    }))
}

/// Whether a ticket is held.
pub(super) struct Hold {
    pub(super) is_held: bool,
    /// Whether that, or why, is new.
    pub(super) is_news: bool,
}

/// Puts down whether the ticket has to be held, with its history.
pub(super) fn hold_or_release(
    tx: &Transaction<'_>,
    ticket: OurTicketId,
    target: &Target,
    now: &str,
) -> store::Result<Hold> {
    let hold = target.customer.as_ref().err().copied();
    let changed = tickets::set_hold(tx, ticket, hold, target.note.as_deref(), now)?;
    if changed {
        let event = match hold {
            Some(reason) => NewEvent::new(Actor::Halyard, TicketEventKind::Held).noting(
                target
                    .note
                    .clone()
                    .unwrap_or_else(|| reason.sentence().to_owned()),
            ),
            None => NewEvent::new(Actor::Halyard, TicketEventKind::Released),
        };
        ticket_events::add(tx, ticket, &event, now)?;
    }
    Ok(Hold {
        is_held: hold.is_some(),
        is_news: changed,
    })
}
