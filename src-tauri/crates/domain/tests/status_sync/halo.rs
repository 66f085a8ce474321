//! Halo's side: tickets, a clock that may be set, and technicians. What it lists is what halo-api.md says: changes since
//! a time without the deleted, and 404 for a number that is gone.

use domain::status_sync::{Moment, Sighting, There};
use domain::{CustomerId, StatusId, TicketId};

pub(crate) const CLOSED: StatusId = StatusId::new(9);
/// Halo takes this one from technicians only.
pub(crate) const REFUSED: StatusId = StatusId::new(5);

#[derive(Clone)]
pub(crate) struct HaloTicket {
    pub(crate) status: StatusId,
    pub(crate) updated: Moment,
    pub(crate) is_deleted: bool,
    pub(crate) merged_into: Option<usize>,
    pub(crate) customer: CustomerId,
}

pub(crate) struct Halo {
    pub(crate) tickets: Vec<HaloTicket>,
    /// Seconds by which its clock is ahead.
    pub(crate) ahead: i64,
    pub(crate) refuses: bool,
}

impl Halo {
    pub(crate) fn clock(&self, now: i64) -> Moment {
        Moment::from_seconds(now + self.ahead)
    }

    pub(crate) fn one(&self, ticket: usize) -> Option<Sighting> {
        let found = &self.tickets[ticket];
        (!found.is_deleted).then(|| Sighting {
            there: There {
                status: found.status,
                updated: Some(found.updated),
                is_closed: found.status == CLOSED,
                customer: Some(found.customer),
            },
            merged_into: found
                .merged_into
                .map(|into| TicketId::new(i32::try_from(into).unwrap_or_default())),
        })
    }

    pub(crate) fn changed_since(&self, since: Option<Moment>) -> Vec<(usize, Sighting)> {
        (0..self.tickets.len())
            .filter(|ticket| since.is_none_or(|since| self.tickets[*ticket].updated >= since))
            .filter_map(|ticket| Some((ticket, self.one(ticket)?)))
            .collect()
    }

    /// A change of a status by anybody.
    pub(crate) fn set(&mut self, ticket: usize, status: StatusId, now: i64) {
        let updated = self.clock(now);
        let found = &mut self.tickets[ticket];
        (found.status, found.updated) = (status, updated);
    }

    pub(crate) fn touch(&mut self, ticket: usize, now: i64) {
        self.tickets[ticket].updated = self.clock(now);
    }
}
