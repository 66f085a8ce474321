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
        let mut tickets = Vec::new();
        let mut is_complete = true;
        if reference.trim().is_empty() {
            return Ok(FoundTickets {
                tickets,
                is_complete,
            });
        }
        let carries = |ticket: &&Ticket| {
            ticket.third_party_id_string.as_deref() == Some(reference)
                || ticket.summary.contains(reference)
        };
        // A full page with nothing of ours in it is one that was not filtered. The last filter's are read on.
        for (filter, pages) in [("third_party_id_string", 1), ("search_summary", MOST_PAGES)] {
            for page in 1..=pages {
                let request = find_tickets(filter, reference, page);
                let found = self.rows(&request, "tickets").await?;
                let all: Vec<Ticket> = found.rows.iter().filter_map(Ticket::from_value).collect();
                tickets.extend(all.iter().filter(carries).cloned());
                let is_last = found.rows.len() < PAGE as usize;
                let is_older = |ticket: &Ticket| ticket.occurred_at.is_some_and(|at| at < since);
                is_complete = is_last || all.last().is_some_and(is_older);
                if is_complete || !tickets.is_empty() {
                    break;
                }
            }
            if !tickets.is_empty() {
                break;
            }
        }
        Ok(FoundTickets {
            tickets,
            is_complete,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_asked_for_first() {
        insta::assert_snapshot!(
            find_tickets("third_party_id_string", "app:8f2c", 1),
            @"GET Tickets?third_party_id_string=app:8f2c&pageinate=true&page_size=100&page_no=1&order=id&orderdesc=true"
        );
    }
}
