//! "Recurring invoices (optional)": whether the lines that follow a licence can be shown. Nothing depends on it, so it
//! never fails.

use domain::recipe::{READ_INVOICES, keys};
use halo_api::Error;

use super::desk::Desk;
use super::finding::{Finding, Right};

pub(super) async fn invoices(desk: &Desk) -> Result<Finding, Error> {
    // With the rest it would be refused together with the rest (halo-api section 2).
    let halo = desk.halo().asking_for(READ_INVOICES);
    let grant = match halo.token().await {
        Ok(grant) => grant,
        Err(Error::InvalidScope { .. }) => return Ok(not_granted()),
        Err(error) => return Err(error),
    };
    if !grant.scopes.is_empty() && !grant.allows(READ_INVOICES) {
        return Ok(not_granted());
    }
    match halo.count_recurring_invoices().await {
        Ok(found) if found.is_none() => Ok(Finding::cannot_tell(
            "The list is empty. Either there is no recurring invoice, or the agent may see none.",
        )
        .remedy("Nothing depends on it: with the right, Licences shows which invoice line follows a licence.")),
        Ok(found) => Ok(Finding::passed(match found.number() {
            Some(count) => format!("{count} can be read. They are shown, and never written."),
            None => "They can be read. They are shown, and never written.".to_owned(),
        })),
        Err(error @ (Error::Forbidden { .. } | Error::NotFound { .. })) => {
            Ok(Finding::cannot_tell("Halo does not show them to the agent.")
                .remedy("Nothing depends on it. To see which invoice line follows a licence, let the agent's role see invoices.")
                .said(&error))
        }
        Err(error) => Err(error),
    }
}

fn not_granted() -> Finding {
    Finding::cannot_tell("Not looked at: the application does not have read:invoices.")
        .remedy("Nothing depends on it. Tick it to see which line of a recurring invoice follows a licence.")
        .about([Right::with_value(
            keys::APPLICATION_READ_INVOICES,
            READ_INVOICES,
        )])
}
