//! A ticket as it is kept, and as the rules see it.

use domain::status_sync::{
    Absence, BothSides, Fate, Moment, Refused, Sending, Settled, StatusMaps, SyncedTicket, There,
};
use domain::ticket::{SendKind, SendState, TicketGone};
use store::Connection;
use store::status_sync::TicketSyncRow;
use store::ticket_sends::{self, SendRow};
use store::tickets::{LinkedTicket, TicketRow};

use super::stored_moment;

/// A ticket with the write of its status that is not done, and how it stood last.
pub(super) struct Kept<'a> {
    pub(super) ticket: &'a TicketRow,
    pub(super) open: Option<&'a SendRow>,
    /// The write whose answer was lost; an older one where the status was changed again since.
    pub(super) lost: Option<&'a SendRow>,
    pub(super) sync: Option<&'a TicketSyncRow>,
    /// Seconds by which Halo's clock is ahead of ours.
    pub(super) clock_ahead: i64,
}

impl Kept<'_> {
    /// The ticket as the rules see it. A write that waits in the outbox for this status is the decision to put it over the
    /// Halo status that both sides last agreed on.
    pub(super) fn synced(&self, maps: &StatusMaps<'_>) -> SyncedTicket {
        let row = self.ticket;
        let here_at = self.here(&row.status_at).unwrap_or(Moment::from_seconds(0));
        let there = row.halo_status.map(|status| There {
            status,
            updated: row.halo_status_at.as_deref().and_then(stored_moment),
            is_closed: row.halo_closed,
            customer: row.halo_customer,
            seen_at: row
                .last_synced_at
                .as_deref()
                .and_then(|at| self.here(at))
                .unwrap_or(here_at),
        });
        let base = row.base.as_ref().map(|(here, there)| BothSides {
            here: here.clone(),
            there: *there,
        });
        let over = base
            .as_ref()
            .map(|base| base.there)
            .or(there.as_ref().map(|there| there.status));
        let wanted = self.open.filter(|open| {
            open.status_key
                .as_ref()
                .is_some_and(|key| *key == row.status_key)
        });
        let to = |open: &SendRow| maps.in_halo(open.status_key.as_deref()?);
        let sending = self.lost.and_then(|lost| {
            Some(Sending {
                here: lost.status_key.clone()?,
                to: to(lost)?,
                over: over?,
                at: self.here(lost.tried_at.as_deref()?)?,
                is_lost: true,
            })
        });
        let refused = wanted
            .filter(|open| open.state == SendState::Refused)
            .and_then(|open| {
                Some(Refused {
                    to: to(open)?,
                    over: over?,
                    reason: open
                        .failure
                        .as_ref()
                        .map(|failure| failure.what.clone())
                        .unwrap_or_default(),
                })
            });
        let settled = self.sync.and_then(|sync| sync.settled.as_ref());
        SyncedTicket {
            here: row.status_key.clone(),
            here_at,
            base,
            there,
            fate: fate(row),
            sending,
            overruled: over.filter(|_| wanted.is_some()),
            refused,
            settled: settled.map(|settled| Settled {
                by: settled.by,
                winner: settled.winner,
                here: settled.here.clone(),
                there: settled.there,
            }),
        }
    }

    /// A time of our clock, by Halo's.
    fn here(&self, text: &str) -> Option<Moment> {
        Some(stored_moment(text)?.plus(self.clock_ahead))
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

/// The writes of a ticket's status that are not done.
#[derive(Default)]
pub(super) struct StatusWrites {
    /// What is wanted.
    pub(super) newest: Option<SendRow>,
    /// The one whose answer was lost.
    pub(super) lost: Option<SendRow>,
}

impl StatusWrites {
    pub(super) fn load(tx: &Connection, linked: &LinkedTicket) -> store::Result<Self> {
        if !linked.has_open_status {
            return Ok(Self::default());
        }
        let mut sends = ticket_sends::of_ticket(tx, linked.ticket.id)?;
        sends.retain(|send| {
            send.kind == SendKind::Status
                && (send.state.is_open() || send.state == SendState::Refused)
        });
        let is_lost = |send: &&SendRow| send.state == SendState::Unanswered;
        Ok(Self {
            lost: sends.iter().find(is_lost).cloned(),
            newest: sends.pop(),
        })
    }
}
