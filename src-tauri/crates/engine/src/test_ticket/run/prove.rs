//! Steps 2 and 3: the ticket is the one that was sent, and it takes a note.

use halo_api::{HaloClient, NewAction, Ticket};
use jiff::Timestamp;

use super::mark::{Mark, search_from};
use super::{Planned, Run};
use crate::test_ticket::compare::compare;
use crate::test_ticket::plan::{Basis, NOTE};
use crate::test_ticket::sheet::{StepKey, StepState};

/// Halo's own internal note (halo-api 3.9, confidence H); used when no outcome of that name is listed.
const INTERNAL_NOTE: i32 = 7;

impl Run {
    /// Reads the ticket back, compares it, and answers the id of the one that surely is ours.
    pub(super) async fn read_back(
        &mut self,
        halo: &HaloClient,
        planned: &Planned,
        id: i32,
    ) -> Option<i32> {
        let begun = self.begin(StepKey::Compare).await;
        let held = match ours(halo, &planned.mark, id, self.engine.clock.now()).await {
            Ok(Some(held)) => held,
            Ok(None) => {
                let meaning = format!(
                    "Ticket {id} does not carry the mark of this run, and no other ticket does."
                );
                let mend = "Look at it in Halo. Halyard leaves it alone.";
                self.finish_badly(begun, &meaning, mend).await;
                return None;
            }
            Err(error) => {
                let mend = "The ticket was made; look at it in Halo.";
                self.fail(begun, &error, mend).await;
                return None;
            }
        };
        self.sheet.compared = compare(&planned.basis, &planned.ticket, &held);
        if held.id != id {
            self.set_ticket(held.id).await;
            let meaning = format!(
                "Halo answered with ticket {id}, but the one that was made is {}.",
                held.id
            );
            self.finish(begun, StepState::Warning, &meaning).await;
            return Some(held.id);
        }
        let different: Vec<&str> = self
            .sheet
            .compared
            .iter()
            .filter(|row| !row.same)
            .map(|row| row.label.as_str())
            .collect();
        let (state, meaning) = if different.is_empty() {
            let count = self.sheet.compared.len();
            (StepState::Done, format!("{count} fields agree."))
        } else {
            let fields = different.join(", ");
            let meaning = format!("Halo holds something else: {fields}.");
            (StepState::Warning, meaning)
        };
        self.finish(begun, state, &meaning).await;
        Some(id)
    }

    pub(super) async fn note(&mut self, halo: &HaloClient, basis: &Basis, id: i32) {
        let begun = self.begin(StepKey::Note).await;
        let outcome = match basis.rules.note_outcome {
            Some(outcome) => outcome,
            None => internal_note(halo).await,
        };
        let action = NewAction {
            ticket_id: id,
            outcome_id: Some(outcome),
            note: Some(NOTE.to_owned()),
            hidden_from_user: true,
            send_email: false,
            skip_rules: true,
            ..NewAction::default()
        };
        match halo.add_action(&action).await {
            Ok(_) => {
                self.finish(begun, StepState::Done, "A private note was added.")
                    .await;
            }
            Err(error) => {
                let mend =
                    "Let the agent use the action Internal Note in this ticket type's workflow.";
                self.fail(begun, &error, mend).await;
            }
        }
    }
}

/// The ticket with our mark: the one with this id, else the one that Halo finds by the mark. What Halo answers to a
/// creation may be another ticket than the one it made.
async fn ours(
    halo: &HaloClient,
    mark: &Mark,
    id: i32,
    now: Timestamp,
) -> Result<Option<Ticket>, halo_api::Error> {
    let held = halo.ticket(id).await?;
    if mark.is_on(&held) {
        return Ok(Some(held));
    }
    let found = halo.find_tickets_by_reference(mark.reference(), search_from(now));
    match found.await?.tickets.first() {
        Some(ticket) => {
            let held = halo.ticket(ticket.id).await?;
            Ok(Some(held).filter(|held| mark.is_on(held)))
        }
        None => Ok(None),
    }
}

/// The outcome for a private note, by its name; where outcomes cannot be listed, the one every stock Halo has.
pub(crate) async fn internal_note(halo: &HaloClient) -> i32 {
    let outcomes = halo.outcomes().await.unwrap_or_default();
    let named = |words: &str| {
        outcomes
            .iter()
            .find(|outcome| outcome.name.to_lowercase().contains(words))
    };
    named("internal note")
        .or_else(|| named("private note"))
        .map_or(INTERNAL_NOTE, |outcome| outcome.id)
}
