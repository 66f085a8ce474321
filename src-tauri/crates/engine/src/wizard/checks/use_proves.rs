//! Checks that only use decides, decided by use: nothing is asked of Halo, and nobody has to run them again.

use domain::{CheckState, ProfileId};
use store::Connection;
use store::profiles::ProfileRow;

use super::finding::Finding;
use super::key::CheckKey;
use super::proofs::Proofs;
use super::run::as_row;
use super::{licences, ticket_types, writing};
use crate::Engine;
use crate::error::Result;
use crate::tags::Tag;

/// Those that what was done can decide.
const BY_USE: [CheckKey; 4] = [
    CheckKey::CreateTickets,
    CheckKey::EditTickets,
    CheckKey::DeleteTickets,
    CheckKey::WriteLicences,
];

impl Engine {
    /// Enters what was just done in the checks that wait for it. Checks that never ran, and those that Halo's answers
    /// spoke against, stay as they are.
    pub(crate) async fn note_use(&self, profile: ProfileId) -> Result<()> {
        let now = self.now();
        let changed = self
            .store
            .write(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                settle(tx, &row, &now)
            })
            .await?;
        if !changed.is_empty() {
            self.badge_follows(profile, &changed).await?;
            self.events.invalidated(Some(profile), &[Tag::Wizard]);
        }
        Ok(())
    }
}

fn settle(conn: &Connection, row: &ProfileRow, now: &str) -> store::Result<Vec<CheckKey>> {
    let proofs = Proofs::load(conn, row)?;
    let mut changed = Vec::new();
    for before in store::checks::list(conn, row.id)? {
        let waits = match before.state {
            CheckState::CannotTell | CheckState::Passed | CheckState::Warning => true,
            CheckState::Failed | CheckState::Skipped => false,
        };
        let key = BY_USE.iter().find(|key| key.code() == before.key);
        let Some(key) = key.filter(|_| waits) else {
            continue;
        };
        let Some(finding) = by_use(*key, row, &proofs) else {
            continue;
        };
        let after = as_row(*key, finding, None, now.to_owned())?;
        if (after.state, &after.meaning) != (before.state, &before.meaning) {
            store::checks::save(conn, row.id, &after)?;
            changed.push(*key);
        }
    }
    Ok(changed)
}

fn by_use(key: CheckKey, row: &ProfileRow, proofs: &Proofs) -> Option<Finding> {
    match key {
        CheckKey::CreateTickets => ticket_types::created(proofs),
        // Without an action that the agent may use, the check would have failed.
        CheckKey::EditTickets => Some(writing::edit(row.features, proofs, true)),
        CheckKey::DeleteTickets => Some(writing::delete(proofs)),
        CheckKey::WriteLicences => Some(licences::write(proofs)),
        CheckKey::Token
        | CheckKey::Scope
        | CheckKey::ActingAs
        | CheckKey::Customers
        | CheckKey::Users
        | CheckKey::Tickets
        | CheckKey::TicketTypes
        | CheckKey::Statuses
        | CheckKey::Priorities
        | CheckKey::Licences
        | CheckKey::Invoices
        | CheckKey::Excess => None,
    }
}
