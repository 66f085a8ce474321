//! Step 1: creating the ticket, once.

use domain::CleanUp;
use halo_api::{HaloClient, WriteOutcome};
use tokio_util::sync::CancellationToken;

use super::mark::search_from;
use super::{Planned, Run};
use crate::test_ticket::sheet::{StepKey, StepState};

impl Run {
    /// Creates the ticket and answers Halo's id of it. When the reply is lost, Halo is asked by our mark before
    /// anything is said about it; nothing is sent twice.
    pub(super) async fn create(&mut self, halo: &HaloClient, planned: &Planned) -> Option<i32> {
        let begun = self.begin(StepKey::Create).await;
        // Halo may give two tickets that are made at once the same number.
        let turn = self.engine.gates.turn(self.profile).await;
        let made = match halo.create_ticket(&planned.ticket).await {
            Ok(made) => Ok(made.id),
            Err(error) if error.write_outcome() == WriteOutcome::Unknown => {
                // Whether it was stopped or broke off: only Halo knows.
                let asked = halo.with_cancel(CancellationToken::new());
                let reference = planned.mark.reference();
                let since = search_from(self.engine.clock.now());
                match asked.find_tickets_by_reference(reference, since).await {
                    Ok(found) => found.tickets.first().map(|ticket| ticket.id).ok_or(error),
                    Err(_) => Err(error),
                }
            }
            Err(error) => Err(error),
        };
        drop(turn);
        match made {
            Ok(id) => {
                self.set_ticket(id).await;
                self.finish(begun, StepState::Done, &format!("Ticket {id}"))
                    .await;
                Some(id)
            }
            Err(error) => {
                self.fail(begun, &error, mend(&error)).await;
                if error.write_outcome() == WriteOutcome::NotDone {
                    self.set_clean_up(CleanUp::Left).await;
                }
                None
            }
        }
    }
}

fn mend(error: &halo_api::Error) -> &'static str {
    if error.write_outcome() == WriteOutcome::Unknown {
        return "Halyard will look for the ticket by its reference when you press Close it now.";
    }
    if matches!(error, halo_api::Error::Forbidden { .. }) {
        return "Give the role Tickets: Read and Modify, and let it add new tickets.";
    }
    if matches!(error, halo_api::Error::Rejected { .. }) {
        return "Give the field that Halo names a default in the ticket rules, or choose another ticket type.";
    }
    "Check the connection, then run the test again."
}
