//! "May change tickets", "May delete tickets": rights that show only in use. What the test ticket did counts as proof.

use domain::Features;
use domain::recipe::keys;

use super::finding::Finding;
use super::proofs::Proofs;
use super::words;

/// Notes, statuses and fields. `has_outcomes` says whether there is an action that the agent may use: without one Halo
/// takes no note (halo-api section 3.9, H).
pub(super) fn edit(features: Features, proofs: &Proofs, has_outcomes: bool) -> Finding {
    if !has_outcomes {
        return Finding::failed(
            "Halo lists no action that the agent may use, so it takes no note from it.",
        )
        .remedy("Let the agent use the action Internal Note in the workflow of the ticket type.");
    }
    // The test ticket belongs to nobody when its status is changed.
    let by_test = [keys::ROLE_EDIT_OTHERS, keys::ROLE_STATUS_OUTSIDE_ACTIONS];
    let only_later = [keys::ROLE_EDIT_CLOSED, keys::ROLE_EDIT_ACTIONS];
    let mut unproven = Vec::new();
    if proofs.closed.is_none() {
        unproven.extend(by_test);
        unproven.extend([keys::ROLE_CHANGE_TYPE, keys::ROLE_REASSIGN]);
    }
    if features.status {
        unproven.extend(only_later);
    }
    match &proofs.closed {
        Some(at) if unproven.is_empty() => {
            Finding::passed(format!("Proven by the test ticket of {}.", words::day(at)))
        }
        Some(at) => Finding::cannot_tell(format!(
            "The test ticket of {} was changed and closed. Opening a closed one again and correcting a note show only when that is done.",
            words::day(at)
        ))
        .remedy("The first ticket that is opened again proves it.")
        .about(unproven),
        None => Finding::cannot_tell("That Halo takes a change shows only when one is made.")
            .remedy("The test ticket proves most of it: it is changed and closed.")
            .about(unproven),
    }
}

/// Without the right test tickets are closed instead, so it is never a failure.
pub(super) fn delete(proofs: &Proofs) -> Finding {
    let without = "Test tickets will be closed, not deleted.";
    if let Some(at) = &proofs.deleted {
        return Finding::passed(format!("Proven by the test ticket of {}.", words::day(at)));
    }
    if let Some(at) = &proofs.delete_refused {
        return Finding::warning(format!(
            "Halo did not let the test ticket of {} be deleted. {without}",
            words::day(at)
        ))
        .remedy("Another test ticket tells whether that has changed.")
        .about([keys::ROLE_DELETE_TICKETS]);
    }
    Finding::cannot_tell(format!(
        "That shows only when a ticket is deleted. Without the right: {}",
        "test tickets will be closed, not deleted."
    ))
    .remedy("A test ticket that is to be deleted proves it.")
    .about([keys::ROLE_DELETE_TICKETS])
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::CheckState::{CannotTell, Failed, Passed, Warning};

    const AT: &str = "2026-11-21T12:00:00Z";

    fn keys_of(finding: &Finding) -> Vec<&str> {
        finding.rights.iter().map(|right| right.key).collect()
    }

    #[test]
    fn what_the_test_ticket_did_is_proven_and_no_more() {
        let tickets = Features {
            tickets: true,
            ..Features::default()
        };
        let both = Features {
            status: true,
            ..tickets
        };
        let closed = Proofs {
            closed: Some(AT.to_owned()),
            ..Proofs::default()
        };
        assert_eq!(edit(tickets, &closed, true).state, Passed);
        let found = edit(both, &closed, true);
        assert_eq!(found.state, CannotTell);
        assert_eq!(
            keys_of(&found),
            [keys::ROLE_EDIT_CLOSED, keys::ROLE_EDIT_ACTIONS]
        );
        assert_eq!(keys_of(&edit(both, &Proofs::default(), true)).len(), 6);
        assert_eq!(edit(both, &closed, false).state, Failed);
    }

    #[test]
    fn a_refused_deletion_is_a_warning_until_one_succeeds() {
        assert_eq!(delete(&Proofs::default()).state, CannotTell);
        let refused = Proofs {
            delete_refused: Some(AT.to_owned()),
            ..Proofs::default()
        };
        let found = delete(&refused);
        assert_eq!(found.state, Warning);
        assert!(found.meaning.contains("closed, not deleted"));
        let done = Proofs {
            deleted: Some(AT.to_owned()),
            ..refused
        };
        assert_eq!(delete(&done).state, Passed);
    }
}
