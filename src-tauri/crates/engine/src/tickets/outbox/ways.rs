//! The two ways to a status: a change of the ticket where the agent may, else an action (halo-api section 4, "Status
//! change"). What Halo refuses one way is tried the other way, and only a refusal that names the right is remembered: any
//! other is about that one ticket.

use domain::StatusId;
use domain::ticket::SendTrouble;
use halo_api::{Error as HaloError, NewAction, TicketUpdate, WriteOutcome};
use store::ticket_sends::Failure;

use super::{Job, Pass, failure};
use crate::test_ticket::internal_note;

const MEND_RIGHT: &str = "Allow the agent to update statuses outside of actions, or an action that sets this status in the ticket type's workflow.";
const MEND_TICKET: &str =
    "Mend what Halo names, at the ticket, in its workflow or in the ticket rules, then try again.";
/// What Halo says about the agent's right ends with this (halo-api section 4).
const THE_RIGHT: &str = "outside of actions";

/// Why a status did not get to Halo.
pub(super) enum Stopped {
    /// By an error that another way does not lead around.
    By(HaloError),
    /// Halo refused it both ways.
    Refused(Box<BothWays>),
}

/// What Halo said to each way.
pub(super) struct BothWays {
    update: HaloError,
    action: HaloError,
}

impl BothWays {
    /// In words, Halo's own about both among them.
    pub(super) fn failure(&self) -> Failure {
        let is_the_right = names_the_right(&self.update);
        let said: Vec<String> = match (self.update.halo_text(), self.action.halo_text()) {
            (Some(update), Some(action)) if update == action => vec![update.to_owned()],
            (update, action) => [
                update.map(|text| format!("To the change of the ticket: {text}")),
                action.map(|text| format!("To the action: {text}")),
            ]
            .into_iter()
            .flatten()
            .collect(),
        };
        Failure {
            said: (!said.is_empty()).then(|| said.join("\n")),
            ..failure::own(
                if is_the_right {
                    SendTrouble::NotAllowed
                } else {
                    SendTrouble::Refused
                },
                "Halo refused the status, as a change of the ticket and by an action.",
                Some(if is_the_right {
                    MEND_RIGHT
                } else {
                    MEND_TICKET
                }),
            )
        }
    }
}

/// What to do about a status that was refused one way, where the other leads no further.
pub(super) fn refused(error: &HaloError) -> Failure {
    let mend = if names_the_right(error) {
        MEND_RIGHT
    } else {
        MEND_TICKET
    };
    failure::refused(error, mend)
}

#[derive(Clone, Copy)]
enum Way {
    Update,
    Action,
}

/// A status on its way.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// Halo's.
    pub(super) to: StatusId,
    /// Whether the vendor's status closes.
    pub(super) closes: bool,
}

impl Pass {
    pub(super) async fn write_status(&self, job: &Job, wanted: Wanted) -> Result<(), Stopped> {
        let gates = &self.engine.gates;
        let is_action_first = gates.takes_status_by_action(self.profile);
        let (way, other) = if is_action_first {
            (Way::Action, Way::Update)
        } else {
            (Way::Update, Way::Action)
        };
        let Err(first) = self.go(job, wanted, way).await else {
            return Ok(());
        };
        if !is_refusal(&first) {
            return Err(Stopped::By(first));
        }
        let second = match self.go(job, wanted, other).await {
            Ok(()) => {
                let is_action_better = !is_action_first && names_the_right(&first);
                gates.set_takes_status_by_action(self.profile, is_action_better);
                return Ok(());
            }
            Err(second) if !is_refusal(&second) => return Err(Stopped::By(second)),
            Err(second) => second,
        };
        let (update, action) = if is_action_first {
            (second, first)
        } else {
            (first, second)
        };
        Err(Stopped::Refused(Box::new(BothWays { update, action })))
    }

    async fn go(&self, job: &Job, wanted: Wanted, way: Way) -> Result<(), HaloError> {
        let Some(id) = job.ticket.halo_ticket else {
            return Ok(());
        };
        let (to, vendor) = (wanted.to.get(), &job.outgoing.basis.vendor.name);
        match way {
            Way::Update => {
                let update = if wanted.closes {
                    TicketUpdate::close(id.get(), to, format!("Closed in {vendor}."))
                } else {
                    TicketUpdate::status(id.get(), to)
                };
                self.halo.update_ticket(&update).await.map(|_| ())
            }
            Way::Action => {
                let outcome = match job.outgoing.basis.rules.note_outcome {
                    Some(outcome) => outcome,
                    None => internal_note(&self.halo).await,
                };
                let action = NewAction {
                    ticket_id: id.get(),
                    outcome_id: Some(outcome),
                    note: Some(format!("Status changed in {vendor}.")),
                    new_status: Some(to),
                    hidden_from_user: true,
                    send_email: false,
                    ..NewAction::default()
                };
                self.halo.add_action(&action).await.map(|_| ())
            }
        }
    }
}

/// Whether Halo surely did not do it, for a reason that the other way may not have.
fn is_refusal(error: &HaloError) -> bool {
    matches!(
        error,
        HaloError::Rejected { .. } | HaloError::Forbidden { .. }
    ) && error.write_outcome() == WriteOutcome::NotDone
}

/// Whether the agent lacks the right to change statuses outside of actions, for all tickets.
fn names_the_right(error: &HaloError) -> bool {
    matches!(error, HaloError::Forbidden { .. })
        || error
            .halo_text()
            .is_some_and(|text| text.to_lowercase().contains(THE_RIGHT))
}
