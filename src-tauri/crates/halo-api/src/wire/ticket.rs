//! Tickets as Halo sends them; its lists and its replies to a write name some fields differently
//! (halo-api.md section 3.8).

use jiff::Timestamp;
use serde_json::Value;

use super::row::{FromRow, Row};

/// A ticket, from a list, a single read or the reply to a write.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    /// Id.
    pub id: i32,
    /// Subject, possibly empty.
    pub summary: String,
    /// Id that is unique over all Halos.
    pub guid: Option<String>,
    /// Text; often not in lists.
    pub details: Option<String>,
    /// Text with markup.
    pub details_html: Option<String>,
    /// Status.
    pub status_id: Option<i32>,
    /// Name of the status; in lists only when asked for.
    pub status_name: Option<String>,
    /// Ticket type.
    pub ticket_type_id: Option<i32>,
    /// Name of the ticket type; in lists only when asked for.
    pub ticket_type_name: Option<String>,
    /// The SLA that is really in force.
    pub sla_id: Option<i32>,
    /// Priority inside that SLA.
    pub priority_id: Option<i32>,
    /// Name of the priority; only in a single read.
    pub priority_name: Option<String>,
    /// Customer; 1 is "Unknown".
    pub client_id: Option<i32>,
    /// Name of the customer.
    pub client_name: Option<String>,
    /// Site.
    pub site_id: Option<i32>,
    /// Name of the site.
    pub site_name: Option<String>,
    /// User.
    pub user_id: Option<i32>,
    /// Name of the user.
    pub user_name: Option<String>,
    /// Name of the team.
    pub team: Option<String>,
    /// Id of the team; newer builds only.
    pub team_id: Option<i32>,
    /// Agent; 1 is "Unassigned".
    pub agent_id: Option<i32>,
    /// Name of the agent; in lists only when asked for.
    pub agent_name: Option<String>,
    /// First category, as `A>B`.
    pub category_1: Option<String>,
    /// Second category.
    pub category_2: Option<String>,
    /// Third category.
    pub category_3: Option<String>,
    /// Fourth category.
    pub category_4: Option<String>,
    /// Impact.
    pub impact: Option<i32>,
    /// Urgency.
    pub urgency: Option<i32>,
    /// Where the request came from.
    pub source: Option<i32>,
    /// When it happened.
    pub occurred_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Last change of any kind.
    pub last_update: Option<Timestamp>,
    /// Last action.
    pub last_action_at: Option<Timestamp>,
    /// Whether it is closed: `None` and `false` mean open.
    pub has_been_closed: Option<bool>,
    /// Whether it is out of use.
    pub inactive: bool,
    /// The ticket it hangs under.
    pub parent_id: Option<i32>,
    /// The ticket it was merged into; see [`Ticket::merged_into`].
    pub merged_into_id: Option<i32>,
    /// Number given by another program.
    pub third_party_id: Option<i32>,
    /// Reference given by another program.
    pub third_party_id_string: Option<String>,
    /// Reference of the supplier.
    pub supplier_reference: Option<String>,
    /// Custom fields, as far as they were sent.
    pub custom_fields: Vec<CustomField>,
}

/// A custom field of a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomField {
    /// Id of the field.
    pub id: Option<i32>,
    /// Name of the field: `CFVendorReference`.
    pub name: Option<String>,
    /// Its value, of a type that depends on the field.
    pub value: Value,
}

impl Ticket {
    /// Whether the ticket is closed. Status ids do not tell: they differ from tenant to tenant.
    pub fn is_closed(&self) -> bool {
        self.has_been_closed == Some(true) || self.closed_at.is_some()
    }

    /// The ticket it was merged into, if it was.
    pub fn merged_into(&self) -> Option<i32> {
        self.merged_into_id.filter(|id| *id > 0)
    }
}

impl FromRow for Ticket {
    fn from_row(row: Row<'_>) -> Option<Self> {
        let nested_name = |object: &str| -> Option<String> {
            let name = row.value(object)?.get("name")?.as_str()?;
            Some(name.to_owned())
        };
        let category = |n: u8| {
            row.text(&format!("category_{n}"))
                .or_else(|| row.text(&format!("category{n}")))
        };
        Some(Self {
            id: row.positive("id")?,
            summary: row.name("summary"),
            guid: row.text("guid"),
            details: row.text("details"),
            details_html: row.text("details_html"),
            status_id: row.positive("status_id"),
            status_name: row.text("status_name").or_else(|| nested_name("status")),
            ticket_type_id: row.positive("tickettype_id"),
            ticket_type_name: row
                .text("tickettype_name")
                .or_else(|| nested_name("tickettype")),
            sla_id: row.positive("sla_id"),
            priority_id: row.positive("priority_id"),
            priority_name: row
                .text("priority_name")
                .or_else(|| nested_name("priority")),
            client_id: row.positive("client_id"),
            client_name: row.text("client_name").or_else(|| nested_name("client")),
            site_id: row.positive("site_id"),
            site_name: row.text("site_name"),
            user_id: row.positive("user_id"),
            user_name: row.text("user_name"),
            team: row.text("team"),
            team_id: row.positive("team_id"),
            agent_id: row.positive("agent_id"),
            agent_name: row.text("agent_name"),
            category_1: category(1),
            category_2: category(2),
            category_3: category(3),
            category_4: category(4),
            impact: row.int("impact"),
            urgency: row.int("urgency"),
            source: row.int("source"),
            occurred_at: row.time("dateoccurred"),
            closed_at: row.time("dateclosed"),
            last_update: row.time("last_update").or_else(|| row.time("lastupdate")),
            last_action_at: row.time("lastactiondate"),
            has_been_closed: row.flag("hasbeenclosed"),
            inactive: row.yes("inactive"),
            parent_id: row.positive("parent_id"),
            merged_into_id: row.positive("merged_into_id"),
            third_party_id: row.positive("third_party_id"),
            third_party_id_string: row.text("third_party_id_string"),
            supplier_reference: row.text("supplier_reference"),
            custom_fields: row.rows("customfields", |field| {
                Some(CustomField {
                    id: field.int("id"),
                    name: field.text("name"),
                    value: field.value("value").cloned().unwrap_or(Value::Null),
                })
            }),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}
