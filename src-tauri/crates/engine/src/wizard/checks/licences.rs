//! "Licences", "May write licence counts".

use domain::recipe::keys;
use halo_api::{Error, LicenceQuery};

use super::desk::Desk;
use super::finding::Finding;

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

/// Nothing about a licence tells whether it may be changed.
pub(super) fn write() -> Finding {
    Finding::cannot_tell("That Halo takes a count shows only when one is written.")
        .remedy("The first counts that you write prove it. Until then Halyard only compares.")
        .about([keys::ROLE_SOFTWARE_LICENSING, keys::ROLE_SUPPLIERS])
}
