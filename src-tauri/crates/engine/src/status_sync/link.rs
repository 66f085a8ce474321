//! A ticket as it is kept in the database, as the rules take it.

use domain::TicketId;
use domain::status_sync::{
    Absence, BothSides, Clocks, Fate, KeptStatus, Moment, Settled, Sighting, StatusWrite,
    StatusWrites, There,
};
use domain::ticket::{SendKind, TicketGone};
use halo_api::Ticket;
use store::Connection;
use store::status_sync::TicketSyncRow;
use store::ticket_sends;
use store::tickets::{LinkedTicket, TicketRow};

use super::{moment, stored_moment};

/// Reads what the rules need to know of a ticket; `sync` is how it stood last.
pub(super) fn kept(
    tx: &Connection,
    linked: &LinkedTicket,
    sync: Option<&TicketSyncRow>,
) -> store::Result<KeptStatus> {
    let row = &linked.ticket;
    Ok(KeptStatus {
        here: row.status_key.clone(),
        here_at: stored_moment(&row.status_at).unwrap_or(Moment::from_seconds(0)),
        base: row.base.as_ref().map(|(here, there)| BothSides {
            here: here.clone(),
            there: *there,
        }),
        there: row.halo_status.map(|status| There {
            status,
            updated: row.halo_status_at.as_deref().and_then(stored_moment),
            is_closed: row.halo_closed,
            customer: row.halo_customer,
        }),
        fate: fate(row),
        settled: sync
            .and_then(|sync| sync.settled.as_ref())
            .map(|settled| Settled {
                by: settled.by,
                winner: settled.winner,
                here: settled.here.clone(),
                there: settled.there,
            }),
        asks: row.is_in_conflict,
        writes: if linked.has_open_status {
            writes(tx, linked)?
        } else {
            StatusWrites::default()
        },
    })
}

fn writes(tx: &Connection, linked: &LinkedTicket) -> store::Result<StatusWrites> {
    let sends = ticket_sends::of_ticket(tx, linked.ticket.id)?;
    let mut writes = Vec::new();
    for send in sends {
        let is_over = !send.state.is_open() && send.state != domain::ticket::SendState::Refused;
        let Some(key) = send
            .status_key
            .filter(|_| send.kind == SendKind::Status && !is_over)
        else {
            continue;
        };
        writes.push(StatusWrite {
            id: send.id,
            key,
            state: send.state,
            sent_as: send.body_json.as_deref().and_then(super::sent_as),
            tried_at: send.tried_at.as_deref().and_then(stored_moment),
            failure: send.failure.map(|failure| failure.what),
        });
    }
    Ok(StatusWrites::new(writes))
}

/// A ticket as Halo showed it; `None` for one without a status, of which nothing can be said.
pub(super) fn sighting(found: &Ticket) -> Option<Sighting> {
    let there = There {
        status: domain::StatusId::new(found.status_id?),
        updated: found.last_update.map(moment),
        is_closed: found.is_closed(),
        customer: found.client_id.map(domain::CustomerId::new),
    };
    Some(Sighting {
        there,
        merged_into: found.merged_into().map(TicketId::new),
    })
}

/// What time it is, where Halo did not tell its own.
pub(super) const fn clocks(ours: Moment, ahead: i64) -> Clocks {
    Clocks {
        ours,
        halo: ours.plus(ahead),
        ahead,
    }
}

fn fate(row: &TicketRow) -> Fate {
    match (row.gone, row.merged_into) {
        (None, _) => Fate::Live,
        (Some(TicketGone::Merged), Some(into)) => Fate::Merged(into),
        (Some(TicketGone::Deleted), _) => Fate::Gone(Absence::Deleted),
        (Some(TicketGone::Merged | TicketGone::NoAccess | TicketGone::NotOurs), _) => {
            Fate::Gone(Absence::Unseen)
        }
    }
}
