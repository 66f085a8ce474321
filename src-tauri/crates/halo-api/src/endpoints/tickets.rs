//! Tickets: `/Tickets` (halo-api.md sections 3.8 and 4).

use jiff::Timestamp;

use crate::client::HaloClient;
use crate::count::HowMany;
use crate::error::Error;
use crate::page::Pager;
use crate::request::ApiRequest;
use crate::wire::{FromRow, NewTicket, Ticket, TicketUpdate};

/// Which tickets to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketQuery {
    /// Only those of this customer.
    pub customer_id: Option<i32>,
    /// Only those of this type.
    pub ticket_type_id: Option<i32>,
    /// Only those of this agent; 1 for those that nobody has taken.
    pub agent_id: Option<i32>,
    /// Only open ones.
    pub open_only: bool,
    /// Only those that changed since.
    pub updated_since: Option<Timestamp>,
    /// Only those with this text in their subject.
    pub search_summary: Option<String>,
    /// Also the names of status, agent and ticket type.
    pub include_names: bool,
    /// Only these, at most as many as fit a page; empty for all.
    pub ids: Vec<i32>,
    /// Deleted ones instead of those that are there.
    pub deleted: bool,
}

fn list_tickets(query: &TicketQuery) -> ApiRequest {
    ApiRequest::get("Tickets")
        .with_some("client_id", query.customer_id)
        .with_some("requesttype_id", query.ticket_type_id)
        .with_some("agent_id", query.agent_id)
        .with_flag("open_only", query.open_only)
        .with_some("lastupdatefromdate", query.updated_since.map(utc))
        .with_some("search_summary", query.search_summary.as_ref())
        .with_some("ticketids", numbers(&query.ids))
        .with_flag("deleted", query.deleted)
        .with_flag("includestatus", query.include_names)
        .with_flag("includeagent", query.include_names)
        .with_flag("includetickettype", query.include_names)
}

/// Numbers as Halo takes a list of them; `None` when there are none, which would be all tickets.
fn numbers(ids: &[i32]) -> Option<String> {
    let texts: Vec<String> = ids.iter().map(i32::to_string).collect();
    (!texts.is_empty()).then(|| texts.join(","))
}

fn get_ticket(id: i32) -> ApiRequest {
    ApiRequest::get(format!("Tickets/{id}"))
        .with("includedetails", true)
        .with("includelastaction", false)
        .with("nocache", true)
}

fn post_ticket(ticket: &NewTicket) -> ApiRequest {
    ApiRequest::post("Tickets", ticket)
}

fn post_update(update: &TicketUpdate) -> ApiRequest {
    ApiRequest::post("Tickets", update)
}

fn delete_ticket(id: i32, reason: &str) -> ApiRequest {
    ApiRequest::delete(format!("Tickets/{id}")).with("reason", reason)
}

/// Seconds and a `Z`, as the clients that run in production send it.
fn utc(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl HaloClient {
    /// Lists tickets, without deleted ones.
    pub fn tickets(&self, query: &TicketQuery) -> Pager<Ticket> {
        Pager::new(self.clone(), list_tickets(query), "tickets")
    }

    /// Counts tickets. Those that the agent may not see are not counted.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn count_tickets(&self, query: &TicketQuery) -> Result<HowMany, Error> {
        self.count(&list_tickets(query), "tickets").await
    }

    /// Reads one ticket as it is now.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it was deleted or may not be seen.
    pub async fn ticket(&self, id: i32) -> Result<Ticket, Error> {
        self.record(&get_ticket(id)).await
    }

    /// Creates a ticket. Never sent twice unless it was surely not processed.
    ///
    /// Create one after the other: Halo may give two at once the same number.
    ///
    /// # Errors
    /// [`Error::Rejected`] with Halo's reason, one at a time; after any other error ask
    /// [`Error::write_outcome`] before sending again.
    pub async fn create_ticket(&self, ticket: &NewTicket) -> Result<Ticket, Error> {
        self.record(&post_ticket(ticket)).await
    }

    /// Changes a ticket. The reply may be half of the ticket: read it again to see what became of
    /// it.
    ///
    /// # Errors
    /// As [`HaloClient::create_ticket`].
    pub async fn update_ticket(&self, update: &TicketUpdate) -> Result<Ticket, Error> {
        self.record(&post_update(update)).await
    }

    /// Deletes a ticket. One that is gone already counts as deleted: the answer to an earlier
    /// attempt may have been lost.
    ///
    /// # Errors
    /// [`Error::Forbidden`] or [`Error::Rejected`] if the agent may not delete tickets.
    pub async fn delete_ticket(&self, id: i32, reason: &str) -> Result<(), Error> {
        match self.call(&delete_ticket(id, reason)).await {
            Ok(_) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Whether Halo lists a ticket among the deleted. `false` also for one that the agent may not see: Halo answers 404
    /// to both.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn is_ticket_deleted(&self, id: i32) -> Result<bool, Error> {
        let query = TicketQuery {
            ids: vec![id],
            deleted: true,
            ..TicketQuery::default()
        };
        let found = self
            .rows(&list_tickets(&query).page(1, 100), "tickets")
            .await?;
        // A Halo that does not know one of the two filters lists other tickets.
        let mut tickets = found.rows.iter().filter_map(Ticket::from_value);
        Ok(tickets.any(|ticket| ticket.id == id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_are_asked_for() {
        insta::assert_snapshot!(list_tickets(&TicketQuery::default()), @"GET Tickets");
        let query = TicketQuery {
            customer_id: Some(12),
            ticket_type_id: Some(1),
            agent_id: Some(1),
            open_only: true,
            updated_since: Some("2026-10-05T08:00:00.123Z".parse().unwrap()),
            search_summary: Some("Backup".to_owned()),
            include_names: true,
            ids: Vec::new(),
            deleted: false,
        };
        insta::assert_snapshot!(
            list_tickets(&query),
            @"GET Tickets?client_id=12&requesttype_id=1&agent_id=1&open_only=true&lastupdatefromdate=2026-10-05T08:00:00Z&search_summary=Backup&includestatus=true&includeagent=true&includetickettype=true"
        );
        let ours = TicketQuery {
            ids: vec![2916, 2917],
            deleted: true,
            ..TicketQuery::default()
        };
        insta::assert_snapshot!(list_tickets(&ours), @"GET Tickets?ticketids=2916,2917&deleted=true");
        insta::assert_snapshot!(
            get_ticket(2916),
            @"GET Tickets/2916?includedetails=true&includelastaction=false&nocache=true"
        );
    }

    #[test]
    fn tickets_are_written() {
        let ticket = NewTicket {
            summary: "Test".to_owned(),
            ticket_type_id: 1,
            client_id: 12,
            priority_id: Some(3),
            third_party_id_string: Some("app:8f2c".to_owned()),
            ..NewTicket::default()
        };
        insta::assert_snapshot!(post_ticket(&ticket), @r#"
        POST Tickets
        [
          {
            "client_id": 12,
            "priority_id": 3,
            "summary": "Test",
            "third_party_id_string": "app:8f2c",
            "tickettype_id": 1,
            "userlookup": {
              "id": -1,
              "lookupdisplay": "Enter Details Manually"
            },
            "usertype": 1
          }
        ]
        "#);
        insta::assert_snapshot!(post_update(&TicketUpdate::close(7, 9, "Done")), @r#"
        POST Tickets
        [
          {
            "_force": true,
            "closure_note": "Done",
            "id": 7,
            "status_id": 9
          }
        ]
        "#);
        insta::assert_snapshot!(
            delete_ticket(7, "left over"),
            @"DELETE Tickets/7?reason=left over"
        );
    }
}
