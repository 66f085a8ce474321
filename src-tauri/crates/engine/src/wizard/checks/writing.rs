//! "May change tickets", "May delete tickets": rights that show only in use. What was done counts as proof.

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
    let opened_again = proofs.opened_again.as_ref().filter(|_| features.status);
    match (&proofs.changed, opened_again) {
        (Some(by), _) if !features.status => {
            Finding::passed(format!("Proven by {}.", by.in_words()))
        }
        (Some(by), Some(at)) => Finding::passed(format!(
            "Proven by {}, and by a closed one that was opened again on {}.",
            by.in_words(),
            words::day(at)
        )),
        (Some(by), None) => Finding::cannot_tell(format!(
            "Proven by {}. That a closed one can be opened again shows only when that is done.",
            by.in_words()
        ))
        .remedy("The first closed ticket that gets an open status in Tickets proves it.")
        .about([keys::ROLE_EDIT_CLOSED]),
        (None, _) => {
            // A test ticket belongs to nobody when its status is changed.
            let mut unproven = vec![
                keys::ROLE_EDIT_OTHERS,
                keys::ROLE_STATUS_OUTSIDE_ACTIONS,
                keys::ROLE_CHANGE_TYPE,
                keys::ROLE_REASSIGN,
            ];
            if features.status {
                // Nothing here corrects a note, so that nothing ever proves the second; it is worth a look while
                // there is one to be had.
                unproven.extend([keys::ROLE_EDIT_CLOSED, keys::ROLE_EDIT_ACTIONS]);
            }
            Finding::cannot_tell("That Halo takes a change shows only when one is made.")
                .remedy("The test ticket proves most of it: its status is moved, or it is closed.")
                .about(unproven)
        }
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
    use super::super::proofs::Proof;
    use super::*;
    use domain::CheckState::{CannotTell, Failed, Passed, Warning};

    const AT: &str = "2026-11-21T12:00:00Z";

    fn keys_of(finding: &Finding) -> Vec<&str> {
        finding.rights.iter().map(|right| right.key).collect()
    }

    #[test]
    fn what_was_done_is_proven_and_no_more() {
        let tickets = Features {
            tickets: true,
            ..Features::default()
        };
        let both = Features {
            status: true,
            ..tickets
        };
        let closed = Proofs {
            changed: Some(Proof::Test(AT.to_owned())),
            ..Proofs::default()
        };
        let found = edit(tickets, &closed, true);
        assert_eq!(found.state, Passed);
        assert_eq!(found.meaning, "Proven by the test ticket of 2026-11-21.");
        let found = edit(both, &closed, true);
        assert_eq!(found.state, CannotTell);
        assert_eq!(keys_of(&found), [keys::ROLE_EDIT_CLOSED]);
        assert_eq!(keys_of(&edit(both, &Proofs::default(), true)).len(), 6);
        assert_eq!(edit(both, &closed, false).state, Failed);
        let opened_again = Proofs {
            opened_again: Some(AT.to_owned()),
            ..closed
        };
        let found = edit(both, &opened_again, true);
        assert_eq!((found.state, found.remedy), (Passed, None));
        assert!(found.meaning.contains("opened again on 2026-11-21"));
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
