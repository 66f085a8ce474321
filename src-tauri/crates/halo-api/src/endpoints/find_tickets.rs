//! Looking for a ticket by our own reference: what is asked before anything is sent a second time (halo-api.md section 0,
//! rule 10).

use jiff::Timestamp;

use crate::client::HaloClient;
use crate::error::Error;
use crate::request::ApiRequest;
use crate::wire::{FromRow, Ticket};

/// Rows of a page.
const PAGE: u32 = 100;

/// Pages that are read at most where a Halo knows none of the filters: a thousand tickets.
const MOST_PAGES: u32 = 10;

/// What a search brought.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundTickets {
    /// The tickets that carry the reference, newest first.
    pub tickets: Vec<Ticket>,
    /// Whether every ticket since the given time was looked at. Where it is not, one that was not found may still be
    /// there.
    pub is_complete: bool,
    /// How many tickets were looked at.
    pub looked_at: u64,
}

/// The newest tickets with one more filter. A filter that this Halo does not know is ignored without a word, so newest
/// first: what was written just now is on the first page either way.
fn find_tickets(filter: &'static str, value: &str, page: u32) -> ApiRequest {
    ApiRequest::get("Tickets")
        .with(filter, value)
        .page(page, PAGE)
        .with("orderdesc", true)
}

impl HaloClient {
    /// Finds the tickets that carry a reference of ours and were made after `since`, newest first.
    ///
    /// Looks in `third_party_id_string`, then, for older Halos that ignore that filter, in the subject. Every row is
    /// checked, so a ticket of somebody else is never returned. A Halo that ignores both filters lists all of its tickets:
    /// they are read back to `since`, at most a thousand of them.
    ///
    /// # Errors
    /// Whatever stops a request.
    pub async fn find_tickets_by_reference(
        &self,
        reference: &str,
        since: Timestamp,
    ) -> Result<FoundTickets, Error> {
        let mut found = FoundTickets {
            tickets: Vec::new(),
            is_complete: true,
            looked_at: 0,
        };
        if reference.trim().is_empty() {
            return Ok(found);
        }
        let carries = |ticket: &&Ticket| {
            ticket.third_party_id_string.as_deref() == Some(reference)
                || ticket.summary.contains(reference)
        };
        // A full page with nothing of ours in it is one that was not filtered. The last filter's are read on.
        for (filter, pages) in [("third_party_id_string", 1), ("search_summary", MOST_PAGES)] {
            let mut place = Place::default();
            for page in 1..=pages {
                let request = find_tickets(filter, reference, page);
                let rows = self.rows(&request, "tickets").await?;
                let all: Vec<Ticket> = rows.rows.iter().filter_map(Ticket::from_value).collect();
                found.tickets.extend(all.iter().filter(carries).cloned());
                let next = place.after(&all, rows.rows.len(), rows.count, since);
                found.looked_at = place.received;
                found.is_complete = next == Next::AllSeen;
                if next != Next::ReadOn || !found.tickets.is_empty() {
                    break;
                }
            }
            if !found.tickets.is_empty() {
                break;
            }
        }
        Ok(found)
    }
}

/// How far a list was read.
#[derive(Debug, Default)]
struct Place {
    received: u64,
    /// The first ticket of the page before.
    first: Option<i32>,
    /// The last ticket of the page before.
    last: Option<i32>,
    /// Not every page had its newest tickets first and began behind the one before.
    is_out_of_order: bool,
}

/// What a page says about those behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Everything that matters was on it or before it.
    AllSeen,
    /// There is more.
    ReadOn,
    /// There is more, and no way to it.
    NoWay,
}

impl Place {
    /// Pages go by the rows that really came: some builds of Halo give fewer than they are asked for (halo-api.md section 0,
    /// rule 4). Older than `since` counts only where the newest come first, as was asked for.
    fn after(
        &mut self,
        tickets: &[Ticket],
        rows: usize,
        count: Option<u64>,
        since: Timestamp,
    ) -> Next {
        let rows = u64::try_from(rows).unwrap_or(u64::MAX);
        let first = tickets.first().map(|ticket| ticket.id);
        let is_repeated = first.is_some() && first == self.first;
        if rows == 0 || is_repeated {
            // A Halo without a last page of its own gives the last one for ever (halo-api.md section 6).
            let is_all = count.is_none_or(|count| self.received >= count);
            return if is_all { Next::AllSeen } else { Next::NoWay };
        }
        self.received = self.received.saturating_add(rows);
        let behind = self
            .last
            .zip(first)
            .is_none_or(|(last, first)| first <= last);
        let is_falling = tickets.is_sorted_by(|one, next| one.id >= next.id);
        self.is_out_of_order |= !(behind && is_falling);
        self.first = first;
        self.last = tickets.last().map(|ticket| ticket.id);
        let is_older = |ticket: &Ticket| ticket.occurred_at.is_some_and(|at| at < since);
        let is_past = !self.is_out_of_order && tickets.last().is_some_and(is_older);
        if is_past || count.is_some_and(|count| self.received >= count) {
            Next::AllSeen
        } else {
            Next::ReadOn
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(id: i32, occurred: &str) -> Ticket {
        let row = serde_json::json!({ "id": id, "dateoccurred": occurred });
        Ticket::from_value(&row).unwrap()
    }

    #[test]
    fn only_what_was_surely_read_to_its_end_counts_as_read() {
        let since: Timestamp = "2026-11-22T00:00:00Z".parse().unwrap();
        let (new, old) = ("2026-11-22T10:00:00", "2026-11-21T10:00:00");
        let page = |rows: &[(i32, &str)]| -> Vec<Ticket> {
            rows.iter().map(|(id, at)| ticket(*id, at)).collect()
        };
        let full = page(&[(9, new), (8, new)]);
        let check = |pages: &[(&[Ticket], Option<u64>)], wanted: Next| {
            let mut place = Place::default();
            let mut next = Next::ReadOn;
            for (rows, count) in pages {
                assert_eq!(next, Next::ReadOn);
                next = place.after(rows, rows.len(), *count, since);
            }
            assert_eq!(next, wanted, "{place:?}");
        };
        check(&[(&[], Some(0))], Next::AllSeen);
        check(&[(&full, Some(2))], Next::AllSeen);
        // Fewer rows than were asked for are no end.
        check(&[(&full, Some(717))], Next::ReadOn);
        check(&[(&full, None)], Next::ReadOn);
        check(&[(&full, None), (&[], None)], Next::AllSeen);
        check(&[(&full, None), (&full, None)], Next::AllSeen);
        check(&[(&full, Some(717)), (&full, Some(717))], Next::NoWay);
        check(&[(&full, Some(717)), (&[], Some(717))], Next::NoWay);
        let past = page(&[(7, new), (6, old)]);
        check(&[(&full, Some(717)), (&past, Some(717))], Next::AllSeen);
        // The oldest first: that they are old tells nothing of those behind them.
        let rising = page(&[(1, old), (2, old)]);
        check(&[(&rising, Some(717))], Next::ReadOn);
        let back = page(&[(4, old), (3, old)]);
        check(
            &[
                (&page(&[(2, new), (1, new)]), Some(717)),
                (&back, Some(717)),
            ],
            Next::ReadOn,
        );
    }

    #[test]
    fn the_newest_are_asked_for_first() {
        insta::assert_snapshot!(
            find_tickets("third_party_id_string", "app:8f2c", 1),
            @"GET Tickets?third_party_id_string=app:8f2c&pageinate=true&page_size=100&page_no=1&order=id&orderdesc=true"
        );
    }
}
