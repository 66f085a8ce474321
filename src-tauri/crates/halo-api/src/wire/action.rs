//! Actions, which are the notes and events of a ticket, and their outcomes (halo-api.md section
//! 3.9).

use jiff::Timestamp;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::row::{FromRow, Row};

/// Something that was done to a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Unique within the ticket only.
    pub id: i32,
    /// The ticket.
    pub ticket_id: Option<i32>,
    /// Id that is unique over all tickets.
    pub guid: Option<String>,
    /// What was done: `Internal Note`.
    pub outcome: Option<String>,
    /// Id of it.
    pub outcome_id: Option<i32>,
    /// Who did it.
    pub who: Option<String>,
    /// Id of the agent who did it.
    pub who_agent_id: Option<i32>,
    /// When.
    pub at: Option<Timestamp>,
    /// Text.
    pub note: Option<String>,
    /// Text with markup.
    pub note_html: Option<String>,
    /// Not shown to the customer.
    pub hidden_from_user: bool,
    /// Status before.
    pub old_status: Option<i32>,
    /// Status after.
    pub new_status: Option<i32>,
    /// The application that did it, by which our own actions are told.
    pub application_id: Option<String>,
}

impl FromRow for Action {
    fn from_row(row: Row<'_>) -> Option<Self> {
        Some(Self {
            id: row.int("id")?,
            ticket_id: row.positive("ticket_id"),
            guid: row.text("guid"),
            outcome: row.text("outcome"),
            outcome_id: row.positive("outcome_id"),
            who: row.text("who"),
            who_agent_id: row.positive("who_agentid"),
            at: row
                .time("datetime")
                .or_else(|| row.time("actiondatecreated")),
            note: row.text("note"),
            note_html: row.text("note_html"),
            hidden_from_user: row.yes("hiddenfromuser"),
            old_status: row.positive("old_status"),
            new_status: row.positive("new_status"),
            application_id: row.text("actionby_application_id"),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}

/// An action to add. Halo wants an outcome with every one, by id or by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAction {
    /// The ticket.
    pub ticket_id: i32,
    /// What is done; 7 is an internal note in a stock Halo.
    pub outcome_id: Option<i32>,
    /// The same by name.
    pub outcome: Option<String>,
    /// Text.
    pub note: Option<String>,
    /// Text with markup.
    pub note_html: Option<String>,
    /// Status after.
    pub new_status: Option<i32>,
    /// Not shown to the customer.
    pub hidden_from_user: bool,
    /// Mails it to the user.
    pub send_email: bool,
    /// Keeps Halo's ticket rules from running.
    pub skip_rules: bool,
}

impl Serialize for NewAction {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut body = to.serialize_map(None)?;
        body.serialize_entry("ticket_id", &self.ticket_id)?;
        if let Some(outcome_id) = self.outcome_id {
            body.serialize_entry("outcome_id", &outcome_id)?;
        }
        if let Some(outcome) = &self.outcome {
            body.serialize_entry("outcome", outcome)?;
        }
        if let Some(note) = &self.note {
            body.serialize_entry("note", note)?;
        }
        if let Some(note_html) = &self.note_html {
            body.serialize_entry("note_html", note_html)?;
        }
        if let Some(new_status) = self.new_status {
            body.serialize_entry("new_status", &new_status)?;
        }
        body.serialize_entry("hiddenfromuser", &self.hidden_from_user)?;
        // Sent also when false: left out, Halo mails what the outcome is set to.
        body.serialize_entry("sendemail", &self.send_email)?;
        if self.skip_rules {
            body.serialize_entry("dont_do_rules", &true)?;
        }
        body.end()
    }
}

/// What an action can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Id.
    pub id: i32,
    /// Name, possibly empty.
    pub name: String,
    /// Not offered.
    pub hidden: bool,
}

impl FromRow for Outcome {
    fn from_row(row: Row<'_>) -> Option<Self> {
        let name = row
            .text("outcome")
            .or_else(|| row.text("buttonname"))
            .or_else(|| row.text("name"));
        Some(Self {
            id: row.int("id")?,
            name: name.unwrap_or_default(),
            hidden: row.yes("hidden"),
        })
    }

    fn id(&self) -> i32 {
        self.id
    }
}
