//! Which of the two ways to a status is gone first, and what to say where neither leads there. Only a refusal that names
//! the right is remembered: any other is about that one ticket.

use domain::ticket::SendTrouble;
use domain::{StatusId, TicketId};
use halo_api::Error as HaloError;
use store::ticket_sends::Failure;

use super::{Job, Pass, failure};
use crate::status_ways::{BothWays, NotSet, StatusChange, Way, set_status};

const MEND_RIGHT: &str = "Allow the agent to update statuses outside of actions, or an action that sets this status in the ticket type's workflow.";
const MEND_TICKET: &str =
    "Mend what Halo names, at the ticket, in its workflow or in the ticket rules, then try again.";
/// What Halo says about the agent's right ends with this (halo-api section 4).
const THE_RIGHT: &str = "outside of actions";

/// Why Halo has not got the status, in words; its own about both ways among them.
pub(super) fn refused_both_ways(both: &BothWays) -> Failure {
    let is_the_right = names_the_right(&both.update);
    let said: Vec<String> = match (both.update.halo_text(), both.action.halo_text()) {
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

/// What to do about a status that was refused one way, where the other leads no further.
pub(super) fn refused(error: &HaloError) -> Failure {
    let mend = if names_the_right(error) {
        MEND_RIGHT
    } else {
        MEND_TICKET
    };
    failure::refused(error, mend)
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
    /// Begins with the way that is known to lead there.
    pub(super) async fn write_status(
        &self,
        job: &Job,
        id: TicketId,
        wanted: Wanted,
    ) -> Result<(), NotSet> {
        let gates = &self.engine.gates;
        let vendor = &job.outgoing.basis.vendor.name;
        let closing = wanted.closes.then(|| format!("Closed in {vendor}."));
        let change = StatusChange {
            ticket: id.get(),
            to: wanted.to,
            closing: closing.as_deref(),
            note: &format!("Status changed in {vendor}."),
            outcome: job.outgoing.basis.rules.note_outcome,
            skip_rules: false,
        };
        let set = set_status(&self.halo, &change, gates.status_way(self.profile)).await?;
        if let Some(refused) = &set.refused {
            let is_for_all = set.way == Way::Action && names_the_right(refused);
            gates.set_status_way(self.profile, if is_for_all { set.way } else { Way::Update });
        }
        Ok(())
    }
}

/// Whether the agent lacks the right to change statuses outside of actions, for all tickets.
fn names_the_right(error: &HaloError) -> bool {
    matches!(error, HaloError::Forbidden { .. })
        || error
            .halo_text()
            .is_some_and(|text| text.to_lowercase().contains(THE_RIGHT))
}
