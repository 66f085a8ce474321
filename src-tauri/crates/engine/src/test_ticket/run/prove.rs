//! Steps 2 and 3: the ticket is the one that was sent, and it takes a note.

use halo_api::{HaloClient, NewAction};

use super::{Planned, Run};
use crate::test_ticket::compare::compare;
use crate::test_ticket::plan::Basis;
use crate::test_ticket::sheet::{StepKey, StepState};

/// Halo's own internal note (halo-api 3.9, confidence H); used when no outcome of that name is listed.
const INTERNAL_NOTE: i32 = 7;

impl Run {
    /// Reads the ticket back, compares it, and answers whether it surely is ours.
    pub(super) async fn read_back(
        &mut self,
        halo: &HaloClient,
        planned: &Planned,
        id: i32,
    ) -> bool {
        let begun = self.begin(StepKey::Compare).await;
        let held = match halo.ticket(id).await {
            Ok(held) => held,
            Err(error) => {
                let mend = "The ticket was made; look at it in Halo.";
                self.fail(begun, &error, mend).await;
                return false;
            }
        };
        self.sheet.compared = compare(&planned.basis, &planned.ticket, &held);
        if !planned.mark.is_on(&held) {
            let meaning = format!("Ticket {id} does not carry the mark of this run.");
            let mend = "Look at it in Halo. Halyard leaves it alone.";
            self.finish_badly(begun, &meaning, mend).await;
            return false;
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
        true
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
            note: Some("Halyard can add notes to this ticket.".to_owned()),
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
