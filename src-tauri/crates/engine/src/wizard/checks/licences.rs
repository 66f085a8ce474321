//! "Licences", "May write licence counts".

use domain::recipe::keys;
use halo_api::{Error, LicenceQuery};

use super::desk::Desk;
use super::finding::Finding;
use super::proofs::Proofs;
use super::words;

pub(super) async fn licences(desk: &Desk) -> Result<Finding, Error> {
    let found = match desk.halo().count_licences(&LicenceQuery::default()).await {
        Ok(found) => found,
        Err(error @ Error::NotFound { .. }) => {
            return Ok(Finding::failed(
                "This Halo has no software licences: its asset management is switched off. Seats cannot be compared.",
            )
            .remedy("Switch the module on in Halo's configuration, or do without seats.")
            .said(&error));
        }
        Err(error) => return Err(error),
    };
    if !found.is_none() {
        return Ok(Finding::passed(match found.number() {
            Some(count) => format!("{count} can be read."),
            None => "They can be read.".to_owned(),
        }));
    }
    if desk.sees_no_customer().await? {
        return Ok(Finding::skipped(
            "Not run, since no customer can be read, and so no licence of one.",
        ));
    }
    Ok(Finding::cannot_tell(
        "The list is empty. Either there is no licence yet, or the agent may see none.",
    )
    .remedy("It shows as soon as there is a licence in Halo.")
    .about([keys::ROLE_SOFTWARE_LICENSING]))
}

/// Nothing about a licence tells whether it may be changed; a count that was written does, until one is refused.
pub(super) fn write(proofs: &Proofs) -> Finding {
    let rights = [keys::ROLE_SOFTWARE_LICENSING, keys::ROLE_SUPPLIERS];
    match (&proofs.counted, &proofs.count_refused) {
        (written, Some(refused)) if written.as_ref() <= Some(refused) => {
            Finding::cannot_tell(format!(
                "Halo did not let a count be written on {}. Whether that has changed shows only when one is.",
                words::day(refused)
            ))
            .remedy("Give the agent the right, then go on with the plan. The next count that is written proves it.")
            .about(rights)
        }
        (Some(written), _) => Finding::passed(format!(
            "Proven by a count that was written on {}.",
            words::day(written)
        )),
        (None, _) => Finding::cannot_tell("That Halo takes a count shows only when one is written.")
            .remedy("The first counts that you write prove it. Until then Halyard only compares.")
            .about(rights),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::CheckState::{CannotTell, Passed};

    #[test]
    fn the_last_word_on_writing_counts() {
        let check = |written: Option<&str>, refused: Option<&str>, expected| {
            let proofs = Proofs {
                counted: written.map(str::to_owned),
                count_refused: refused.map(str::to_owned),
                ..Proofs::default()
            };
            let found = write(&proofs);
            assert_eq!(found.state, expected, "{found:?}");
            assert_eq!(found.rights.is_empty(), expected == Passed);
        };
        let (first, second) = (Some("2026-11-21T12:00:00Z"), Some("2026-11-21T12:00:01Z"));
        check(None, None, CannotTell);
        check(first, None, Passed);
        check(None, first, CannotTell);
        check(first, second, CannotTell);
        check(first, first, CannotTell);
        check(second, first, Passed);
    }
}
