//! Tickets and the notes on them.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{TicketType, UNASSIGNED_AGENT};

/// A ticket (Halo: Faults).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Halo's id.
    pub id: i64,
    /// Title.
    pub summary: String,
    /// Plain text.
    pub details: String,
    /// HTML; made from the plain text when only that was sent.
    pub details_html: String,
    /// The customer; 1 is "Unknown".
    pub client_id: i64,
    /// The site.
    pub site_id: i64,
    /// The end user; the customer's General User when none was named.
    pub user_id: i64,
    /// The ticket type.
    pub ticket_type_id: i64,
    /// The status.
    pub status_id: i64,
    /// The SLA really in force; 0 is none.
    pub sla_id: i64,
    /// The priority really set, a number inside the SLA; 0 is none.
    pub priority_id: i64,
    /// Team, by name.
    pub team: String,
    /// The agent; 1 is "Unassigned".
    pub agent_id: i64,
    /// Categories 1 to 4.
    pub categories: [String; 4],
    /// Impact; 0 is none.
    pub impact: i64,
    /// Urgency; 0 is none.
    pub urgency: i64,
    /// Request source, a value of look-up 22; 0 shows as "Manual".
    pub source: i64,
    /// The link field for integrations.
    pub third_party_id_string: String,
    /// The numeric link field.
    pub third_party_id: i64,
    /// The supplier's reference.
    pub supplier_reference: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Values of custom fields by field id.
    pub custom_fields: BTreeMap<i64, String>,
    /// The ticket this one was merged into; 0 is none.
    pub merged_into: i64,
    /// The parent; 0 is none.
    pub parent_id: i64,
    /// Whether the ticket is closed.
    pub closed: bool,
    /// What was written when it was closed.
    pub closure_note: String,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Whether it was deleted (it can be recovered).
    pub deleted: bool,
    /// When it was logged.
    pub created: Timestamp,
    /// When anything about it changed last.
    pub updated: Timestamp,
    /// When the last action was added.
    pub last_action: Timestamp,
}

impl Ticket {
    /// A ticket as it is when nothing but type, place (customer, site, user) and summary was said.
    pub(crate) fn logged(
        kind: &TicketType,
        place: (i64, i64, i64),
        summary: &str,
        at: Timestamp,
    ) -> Self {
        Self {
            id: 0,
            summary: summary.to_owned(),
            details: String::new(),
            details_html: String::new(),
            client_id: place.0,
            site_id: place.1,
            user_id: place.2,
            ticket_type_id: kind.id,
            status_id: kind.initial_status,
            sla_id: kind.sla_id,
            priority_id: kind.default_priority,
            team: kind.default_team.clone(),
            agent_id: UNASSIGNED_AGENT,
            categories: [const { String::new() }; 4],
            impact: 0,
            urgency: 0,
            source: 0,
            third_party_id_string: String::new(),
            third_party_id: 0,
            supplier_reference: String::new(),
            tags: Vec::new(),
            custom_fields: BTreeMap::new(),
            merged_into: 0,
            parent_id: 0,
            closed: false,
            closure_note: String::new(),
            closed_at: None,
            deleted: false,
            created: at,
            updated: at,
            last_action: at,
        }
    }
}

/// An action on a ticket. `id` is unique only within the ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Number within the ticket, from 1.
    pub id: i64,
    /// The ticket.
    pub ticket_id: i64,
    /// The outcome; 0 for system actions.
    pub outcome_id: i64,
    /// The outcome's name.
    pub outcome: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
    /// Whether the end user sees it.
    pub hidden_from_user: bool,
    /// Who wrote it.
    pub by: String,
    /// The agent who wrote it.
    pub agent_id: i64,
    /// Client id of the application that wrote it, if one did.
    pub application: Option<String>,
    /// Whether Halo itself wrote it; left out with `excludesys=true`.
    pub system: bool,
    /// Status before.
    pub old_status: i64,
    /// Status after.
    pub new_status: i64,
    /// When it was written.
    pub at: Timestamp,
}

/// Who does something to a ticket.
#[derive(Debug, Clone)]
pub(crate) struct Author {
    pub(crate) agent_id: i64,
    pub(crate) name: String,
    pub(crate) application: Option<String>,
}
