//! A note that its ticket cannot take any more goes on as a ticket of its own, or onto the one that has taken its place:
//! what it tells is not lost with the ticket.

use domain::ticket::{Actor, SendKind, SendState, TicketEventKind, TicketGone};
use domain::{OurTicketId, ProfileId};
use store::Transaction;
use store::ticket_events::{self, NewEvent};
use store::ticket_sends::{self, NewSend, SendRow};
use store::tickets::{self, Merge, NewTicketRow, TicketRow};

use super::basis::Outgoing;
use super::form::new_mark;

/// A note that has not been sent leaves its ticket. `why` is the beginning of a sentence.
pub(super) fn open_anew(
    tx: &Transaction<'_>,
    profile: ProfileId,
    before: &TicketRow,
    send: &SendRow,
    why: &str,
    now: &str,
) -> store::Result<()> {
    let reference = new_mark().map_err(|_| store::Error::Panicked)?;
    let outgoing = Outgoing::load(tx, profile, before.organization, &before.level_key)?;
    ticket_sends::settle(tx, send.id, SendState::Dropped, None)?;
    tickets::takes_no_more(tx, before.id)?;
    let text = send.note.clone().unwrap_or_default();
    let taker = match &before.external_id {
        Some(id) => tickets::open_for(tx, profile, id)?,
        None => None,
    };
    // A vendor may count anew for each organisation: the ticket of this number can be another one's.
    if let Some(taker) = taker.filter(|taker| taker.organization == before.organization) {
        if !outgoing.target.is_elsewhere(taker.halo_customer) {
            // A write of its own, behind the making of that ticket. The text carries the mark that it is looked up by.
            let note = NewSend::Note(text.replace(&send.reference, &reference));
            ticket_sends::enqueue(tx, taker.id, &note, &reference, now)?;
            let moved = format!("{why}, so this goes onto the one that is open.");
            return told(
                tx,
                [before.id, taker.id],
                TicketEventKind::Noted,
                &moved,
                now,
            );
        }
        tickets::takes_no_more(tx, taker.id)?;
    }
    let (summary, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let statuses = &outgoing.basis.vendor.statuses;
    let first = statuses.iter().find(|status| !status.is_closed);
    let row = NewTicketRow {
        reference: reference.clone(),
        organization: before.organization,
        organization_name: before.organization_name.clone(),
        external_id: before.external_id.clone(),
        summary: summary.to_owned(),
        details: rest.trim().to_owned(),
        level_key: before.level_key.clone(),
        status_key: first.map(|status| status.key.clone()).unwrap_or_default(),
    };
    let ticket = tickets::insert(tx, profile, &row, now)?;
    ticket_sends::enqueue(tx, ticket, &NewSend::Create, &reference, now)?;
    let moved = format!("{why}, so this became a ticket of its own.");
    told(
        tx,
        [before.id, ticket],
        TicketEventKind::Opened,
        &moved,
        now,
    )
}

/// Before a ticket is put down as gone for good: the notes that wait for it leave it. One that may have arrived is not
/// sent again, which its history says. Answers whether anything is to be sent.
pub(crate) fn leave_gone(
    tx: &Transaction<'_>,
    profile: ProfileId,
    ticket: &TicketRow,
    merge: &Merge,
    now: &str,
) -> store::Result<bool> {
    let number = ticket
        .halo_ticket
        .map_or_else(|| "The ticket".to_owned(), |id| format!("Ticket {id}"));
    let why = match merge.gone.flatten() {
        // It may be seen again, and what waits with it.
        None | Some(TicketGone::NoAccess) => return Ok(false),
        Some(TicketGone::Deleted) => format!("{number} was deleted in Halo"),
        Some(TicketGone::Merged) => format!("{number} was merged into another in Halo"),
        Some(TicketGone::NotOurs) => format!("{number} no longer carries our mark"),
    };
    let mut has_writes = false;
    for send in ticket_sends::of_ticket(tx, ticket.id)? {
        if send.kind != SendKind::Note {
            continue;
        }
        match send.state {
            SendState::Waiting => {
                open_anew(tx, profile, ticket, &send, &why, now)?;
                has_writes = true;
            }
            SendState::Unanswered | SendState::Refused => {
                let text = send.note.as_deref().unwrap_or_default();
                let first = text.lines().next().unwrap_or_default();
                let lost = NewEvent::new(Actor::Halyard, TicketEventKind::Noted).noting(format!(
                    "{why}. Whether it had taken this is not known, so this is not sent again: {first}"
                ));
                ticket_events::add(tx, ticket.id, &lost, now)?;
            }
            SendState::Done | SendState::Dropped => {}
        }
    }
    Ok(has_writes)
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
