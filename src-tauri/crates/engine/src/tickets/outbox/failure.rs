//! What a failed write means, and what to do about it.

use domain::ticket::SendTrouble;
use halo_api::{Error, WriteOutcome};
use store::ticket_sends::Failure;

const MEND_REFUSED: &str = "Mend what Halo names, in the ticket rules or in Halo, then try again.";
const MEND_RIGHT: &str = "Give the role Tickets: Read and Modify, and let it add new tickets (Configuration > Teams & Agents > Roles).";

/// What an error says about the write it stopped.
pub(super) enum Meaning {
    /// The way to Halo: all other writes would end the same.
    Blocked(Failure),
    /// This write alone, surely not done.
    Refused(Failure),
    /// It may be done; only Halo knows.
    Unknown(Failure),
}

/// Reads an error of a write.
pub(super) fn of_write(error: &Error) -> Meaning {
    if matches!(error, Error::Rejected { .. } | Error::NotFound { .. }) {
        // An error inside a success does not prove that nothing was done.
        let trouble = match error.write_outcome() {
            WriteOutcome::Unknown => SendTrouble::Doubtful,
            WriteOutcome::NotDone => SendTrouble::Refused,
        };
        return Meaning::Refused(failure(error, trouble, Some(MEND_REFUSED)));
    }
    if error.write_outcome() == WriteOutcome::Unknown {
        return Meaning::Unknown(failure(error, SendTrouble::Doubtful, None));
    }
    Meaning::Blocked(blocked(error))
}

/// A failure of the way to Halo, or of asking it.
pub(super) fn blocked(error: &Error) -> Failure {
    if matches!(error, Error::Forbidden { .. }) {
        return failure(error, SendTrouble::NotAllowed, Some(MEND_RIGHT));
    }
    failure(error, SendTrouble::Connection, None)
}

/// A refusal of this one write, in Halo's words.
pub(super) fn refused(error: &Error, mend: &str) -> Failure {
    let trouble = if matches!(error, Error::Forbidden { .. }) {
        SendTrouble::NotAllowed
    } else {
        SendTrouble::Refused
    };
    failure(error, trouble, Some(mend))
}

/// The answer was lost, and Halo does not have it yet.
pub(super) fn lost() -> Failure {
    own(
        SendTrouble::Doubtful,
        "The answer was lost, and Halo does not have it yet. It may still arrive there.",
        None,
    )
}

/// A failure in our own words.
pub(super) fn own(trouble: SendTrouble, what: impl Into<String>, mend: Option<&str>) -> Failure {
    Failure {
        trouble,
        what: what.into(),
        mend: mend.map(str::to_owned),
        said: None,
    }
}

fn failure(error: &Error, trouble: SendTrouble, mend: Option<&str>) -> Failure {
    Failure {
        said: error.halo_text().map(str::to_owned),
        ..own(trouble, error.to_string(), mend)
    }
}
