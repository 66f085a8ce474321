//! What one poll asks Halo: which tickets changed, or, now and then, how all of ours stand, for a list of changes does not
//! tell what was deleted (halo-api.md sections 3.8 and 6).

use std::collections::BTreeMap;

use domain::TicketId;
use domain::status_sync::{Absence, Moment};
use halo_api::{HaloClient, Listing, Ticket, TicketQuery};
use jiff::Timestamp;

use super::moment;
use crate::error::Result;
use crate::halo_read::expect_complete;

/// Rows of one page of Halo, and so numbers that fit one question.
pub(super) const PAGE: usize = 100;

/// Tickets that are asked for one by one in one poll, because a list did not have them.
const MISSING_AT_ONCE: usize = 10;

/// What one poll brought.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Halo's clock when it was asked.
    pub(super) server_time: Option<Moment>,
    /// Tickets as they are, the newest of what came twice.
    pub(super) found: BTreeMap<TicketId, Ticket>,
    /// Tickets that are not there.
    pub(super) missing: Vec<(TicketId, Absence)>,
    /// Tickets that the list did not have, and that there was no time to ask for: nothing is known of them.
    pub(super) unasked: Vec<TicketId>,
    /// Whether more has changed than is worth reading: all of ours have to be asked for.
    pub(super) is_too_much: bool,
}

impl Seen {
    fn keep(&mut self, listing: Listing<Ticket>, server_time: Option<Timestamp>) -> Result<()> {
        expect_complete(listing.completeness, "changed tickets")?;
        self.server_time = self.server_time.or(server_time.map(moment));
        for ticket in listing.items {
            self.found.insert(TicketId::new(ticket.id), ticket);
        }
        Ok(())
    }

    /// Whether, after so many calls for the same tickets before, each has been asked for that the list does not have.
    pub(super) fn had_all_their_turn(&self, calls_before: u32) -> bool {
        let turns = self.unasked.len().div_ceil(MISSING_AT_ONCE);
        usize::try_from(calls_before).is_ok_and(|calls| calls >= turns)
    }

    /// The newest change that came.
    pub(super) fn newest_change(&self) -> Option<Moment> {
        let changes = self.found.values().filter_map(|ticket| ticket.last_update);
        changes.max().map(moment)
    }
}

/// The tickets that changed since then, of which all are read, not only ours: Halo knows no other list. When that would
/// take more pages than asking for ours does, only the first is read.
pub(super) async fn changes(
    halo: &HaloClient,
    since: Moment,
    pages_of_ours: usize,
) -> Result<Seen> {
    let mut seen = Seen::default();
    let mut pager = halo.tickets(&TicketQuery {
        updated_since: Timestamp::from_second(since.seconds()).ok(),
        ..TicketQuery::default()
    });
    let mut items = Vec::new();
    while let Some(page) = pager.next().await? {
        let announced = page.progress.expected.unwrap_or_default();
        let pages = usize::try_from(announced)
            .unwrap_or(usize::MAX)
            .div_ceil(PAGE);
        if page.number == 1 && pages > pages_of_ours.max(1) {
            seen.is_too_much = true;
            return Ok(seen);
        }
        items.extend(page.items);
    }
    let listing = Listing {
        items,
        completeness: pager.completeness(),
        progress: pager.progress(),
    };
    seen.keep(listing, pager.server_time())?;
    Ok(seen)
}

/// How these tickets stand. Those that `known_gone` names are not asked for once more when the list lacks them; of the
/// others a few are, in turn: `turn` counts the calls for the same tickets.
pub(super) async fn roll_call(
    halo: &HaloClient,
    ours: &[TicketId],
    known_gone: impl Fn(TicketId) -> bool,
    turn: u32,
) -> Result<Seen> {
    let mut seen = Seen::default();
    for chunk in ours.chunks(PAGE) {
        let mut pager = halo.tickets(&TicketQuery {
            ids: chunk.iter().map(|id| id.get()).collect(),
            ..TicketQuery::default()
        });
        let mut items = Vec::new();
        while let Some(page) = pager.next().await? {
            // A Halo that does not know the filter lists all of its tickets: the rest is asked for one by one.
            let is_filtered = page
                .progress
                .expected
                .is_none_or(|n| n <= chunk.len() as u64);
            items.extend(page.items);
            if !is_filtered {
                break;
            }
        }
        seen.server_time = seen.server_time.or(pager.server_time().map(moment));
        for ticket in items {
            seen.found.insert(TicketId::new(ticket.id), ticket);
        }
    }
    let mut lacking: Vec<TicketId> = ours
        .iter()
        .copied()
        .filter(|id| !seen.found.contains_key(id) && !known_gone(*id))
        .collect();
    // The next ones each time, or the first would be asked for again and again.
    let asked = lacking.len().min(MISSING_AT_ONCE);
    let groups = lacking.len().div_ceil(MISSING_AT_ONCE).max(1);
    let turn = usize::try_from(turn).unwrap_or_default() % groups;
    let first = (turn * MISSING_AT_ONCE).min(lacking.len());
    lacking.rotate_left(first);
    seen.unasked = lacking.split_off(asked);
    for id in lacking {
        match halo.ticket(id.get()).await {
            Ok(ticket) => {
                seen.found.insert(id, ticket);
            }
            Err(halo_api::Error::NotFound { .. }) => {
                let is_deleted = halo.is_ticket_deleted(id.get()).await?;
                let absence = if is_deleted {
                    Absence::Deleted
                } else {
                    Absence::Unseen
                };
                seen.missing.push((id, absence));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(seen)
}
