//! Exactly what will be written to Halo for a ticket, before anything is.

use domain::ticket::HoldReason;
use domain::{OurTicketId, ProfileId, TicketId};
use halo_api::NewTicket;

use super::basis::{Outgoing, Words};
use super::create::taker;
use super::form::{Checked, TicketForm};
use crate::Engine;
use crate::error::Result;
use crate::test_ticket::{PlannedField, field};

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlannedWrite {
    /// A new ticket.
    Ticket,
    /// A private note on the open ticket of the same external id.
    Note {
        /// Our number of it.
        ticket: OurTicketId,
        /// Halo's, once it is there.
        halo_ticket: Option<TicketId>,
        /// Its subject.
        summary: String,
    },
}

/// The plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketPlan {
    /// Our mark on it.
    pub reference: String,
    /// What is written.
    pub write: PlannedWrite,
    /// The fields as they are sent.
    pub fields: Vec<PlannedField>,
    /// Why it is held instead, and what the rules lack.
    pub hold: Option<(HoldReason, Option<String>)>,
    /// What is left out, as sentences.
    pub remarks: Vec<String>,
}

impl Engine {
    /// What will be written for a form as it is.
    ///
    /// # Errors
    /// `InvalidInput` for a field that cannot be used, as in [`Engine::create_ticket`].
    pub async fn ticket_plan(&self, profile: ProfileId, form: TicketForm) -> Result<TicketPlan> {
        let form = form.checked()?;
        self.store
            .read(move |tx| {
                let outgoing = Outgoing::load(tx, profile, form.organization, form.level.as_str())?;
                // Not an error of the database: a plan that cannot be is an answer.
                Ok(
                    taker(tx, profile, &form, &outgoing.target).map(|open| match open {
                        Some(open) => note_plan(form, &open),
                        None => ticket_plan(form, &outgoing),
                    }),
                )
            })
            .await?
    }
}

fn ticket_plan(form: Checked, outgoing: &Outgoing) -> TicketPlan {
    let words = Words {
        reference: &form.reference,
        summary: &form.summary,
        details: &form.details,
    };
    let ticket = outgoing.ticket(&words);
    let remarks = ticket
        .as_ref()
        .map(|ticket| remarks(ticket, outgoing))
        .unwrap_or_default();
    TicketPlan {
        fields: ticket
            .map(|ticket| fields(&ticket, outgoing))
            .unwrap_or_default(),
        hold: outgoing
            .target
            .customer
            .as_ref()
            .err()
            .map(|reason| (*reason, outgoing.target.note.clone())),
        write: PlannedWrite::Ticket,
        remarks,
        reference: form.reference,
    }
}

/// Every field as it is sent.
fn fields(ticket: &NewTicket, outgoing: &Outgoing) -> Vec<PlannedField> {
    let mut fields = outgoing.basis.in_words(ticket);
    if let Some((_, status)) = outgoing.first_status() {
        let known = outgoing.basis.config.status(status);
        let name = known.map_or_else(|| format!("Status {status}"), |one| one.name.clone());
        fields.push(field("status_id", "Status", name));
    }
    fields
}

fn remarks(ticket: &NewTicket, outgoing: &Outgoing) -> Vec<String> {
    let basis = &outgoing.basis;
    let mut remarks = Vec::new();
    if ticket.priority_id.is_none() {
        remarks.push(if basis.rules.effective_sla(&basis.config).is_none() {
            "The ticket type has no SLA, so no priority is sent and Halo chooses one.".to_owned()
        } else {
            "This level has no priority in the ticket rules, so Halo chooses one.".to_owned()
        });
    }
    remarks
}

fn note_plan(form: Checked, open: &store::tickets::TicketRow) -> TicketPlan {
    let text = note_text(&form.summary, &form.details, &form.reference);
    TicketPlan {
        fields: vec![
            field("note", "Note", text),
            field("hiddenfromuser", "Seen by the customer", "No".to_owned()),
            field("sendemail", "Mail to the customer", "None".to_owned()),
        ],
        write: PlannedWrite::Note {
            ticket: open.id,
            halo_ticket: open.halo_ticket,
            summary: open.summary.clone(),
        },
        hold: open.hold.map(|reason| (reason, open.hold_note.clone())),
        remarks: Vec::new(),
        reference: form.reference,
    }
}

/// A note as Halo gets it; the mark in it is what a lost answer is looked up by.
pub(super) fn note_text(summary: &str, details: &str, reference: &str) -> String {
    if details.is_empty() {
        format!("{summary}\n\nReference {reference}")
    } else {
        format!("{summary}\n\n{details}\n\nReference {reference}")
    }
}
