//! How tickets are set up: `/TicketType`, `/Status`, `/Priority`, `/SLA`, `/Category`, `/Outcome`,
//! `/Lookup` (halo-api.md sections 3.4 to 3.6, 3.9, 3.10 and 5). All of them come at once, without pages.

use crate::client::HaloClient;
use crate::error::Error;
use crate::request::ApiRequest;
use crate::wire::{
    Category, FieldInfo, LookupValue, Outcome, Priority, Sla, Status, TicketType, TicketTypeDetail,
};

/// Which statuses to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusQuery {
    /// Only those a ticket of this type may take.
    pub ticket_type_id: Option<i32>,
    /// Leaves out those that close a ticket; the difference to the full list tells which do.
    pub exclude_closed: bool,
}

/// One of the four categories that a ticket has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CategoryLevel {
    /// `category_1`
    One,
    /// `category_2`
    Two,
    /// `category_3`
    Three,
    /// `category_4`
    Four,
}

impl CategoryLevel {
    const fn type_id(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
            Self::Four => 4,
        }
    }
}

/// One of the lists behind a ticket's fields (halo-api.md 3.10, confidence M).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// `impact`
    Impact,
    /// `source`: where a request came from.
    RequestSource,
    /// `urgency`
    Urgency,
}

impl Lookup {
    const fn lookup_id(self) -> u8 {
        match self {
            Self::Impact => 12,
            Self::RequestSource => 22,
            Self::Urgency => 27,
        }
    }
}

fn list_ticket_types() -> ApiRequest {
    // Without `showall` the list ends at the types the agent may use, and nobody learns why.
    ApiRequest::get("TicketType").with("showall", true)
}

fn list_usable_ticket_types() -> ApiRequest {
    ApiRequest::get("TicketType")
}

fn get_ticket_type(id: i32) -> ApiRequest {
    ApiRequest::get(format!("TicketType/{id}")).with("includedetails", true)
}

fn list_statuses(query: &StatusQuery) -> ApiRequest {
    ApiRequest::get("Status")
        .with_some("tickettype_id", query.ticket_type_id)
        .with_flag("excludeclosed", query.exclude_closed)
}

fn list_priorities(sla_id: Option<i32>) -> ApiRequest {
    ApiRequest::get("Priority").with_some("slaid", sla_id)
}

fn list_slas() -> ApiRequest {
    ApiRequest::get("SLA").with("showpriorities", true)
}

fn list_categories(level: CategoryLevel) -> ApiRequest {
    ApiRequest::get("Category").with("type_id", level.type_id())
}

fn list_lookup(lookup: Lookup) -> ApiRequest {
    ApiRequest::get("Lookup").with("lookupid", lookup.lookup_id())
}

fn list_fields() -> ApiRequest {
    ApiRequest::get("FieldInfo").with("includevalues", true)
}

fn list_outcomes() -> ApiRequest {
    ApiRequest::get("Outcome")
}

impl HaloClient {
    /// Lists all ticket types, also those the agent may not use.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn ticket_types(&self) -> Result<Vec<TicketType>, Error> {
        self.list(&list_ticket_types(), "tickettypes").await
    }

    /// Lists the ticket types that the agent may use: the others are missing without a word.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn usable_ticket_types(&self) -> Result<Vec<TicketType>, Error> {
        self.list(&list_usable_ticket_types(), "tickettypes").await
    }

    /// Reads one ticket type with everything about it.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it was deleted.
    pub async fn ticket_type(&self, id: i32) -> Result<TicketTypeDetail, Error> {
        self.record(&get_ticket_type(id)).await
    }

    /// Lists statuses, also those of other areas than tickets (see [`Status::is_for_tickets`]).
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn statuses(&self, query: &StatusQuery) -> Result<Vec<Status>, Error> {
        self.list(&list_statuses(query), "statuses").await
    }

    /// Lists the priorities of one SLA, or of all, in which the same numbers recur.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn priorities(&self, sla_id: Option<i32>) -> Result<Vec<Priority>, Error> {
        self.list(&list_priorities(sla_id), "priorities").await
    }

    /// Lists the SLAs.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn slas(&self) -> Result<Vec<Sla>, Error> {
        self.list(&list_slas(), "slas").await
    }

    /// Lists the values of one of the four categories.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn categories(&self, level: CategoryLevel) -> Result<Vec<Category>, Error> {
        self.list(&list_categories(level), "categories").await
    }

    /// Lists the values of one of a ticket's fields.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn lookup(&self, lookup: Lookup) -> Result<Vec<LookupValue>, Error> {
        self.list(&list_lookup(lookup), "lookups").await
    }

    /// Lists the fields that a ticket can have, with what may stand in them.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn fields(&self) -> Result<Vec<FieldInfo>, Error> {
        self.list(&list_fields(), "fields").await
    }

    /// Lists what an action can be.
    ///
    /// # Errors
    /// Whatever stops the request.
    pub async fn outcomes(&self) -> Result<Vec<Outcome>, Error> {
        self.list(&list_outcomes(), "outcomes").await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_up_of_tickets_is_asked_for() {
        insta::assert_snapshot!(list_ticket_types(), @"GET TicketType?showall=true");
        insta::assert_snapshot!(list_usable_ticket_types(), @"GET TicketType");
        insta::assert_snapshot!(get_ticket_type(4), @"GET TicketType/4?includedetails=true");
        insta::assert_snapshot!(list_statuses(&StatusQuery::default()), @"GET Status");
        let open = StatusQuery {
            ticket_type_id: Some(4),
            exclude_closed: true,
        };
        insta::assert_snapshot!(
            list_statuses(&open),
            @"GET Status?tickettype_id=4&excludeclosed=true"
        );
        insta::assert_snapshot!(list_priorities(Some(2)), @"GET Priority?slaid=2");
        insta::assert_snapshot!(list_priorities(None), @"GET Priority");
        insta::assert_snapshot!(list_slas(), @"GET SLA?showpriorities=true");
        insta::assert_snapshot!(
            list_categories(CategoryLevel::Two),
            @"GET Category?type_id=2"
        );
        insta::assert_snapshot!(list_lookup(Lookup::RequestSource), @"GET Lookup?lookupid=22");
        insta::assert_snapshot!(list_fields(), @"GET FieldInfo?includevalues=true");
        insta::assert_snapshot!(list_outcomes(), @"GET Outcome");
    }
}
