//! The badge after a run of checks, for a connection that was made before.

use domain::health::{Area, Outcome};
use domain::{CheckState, ConnectionState, ProfileId};

use super::AFTER_CHANGE;
use crate::Engine;
use crate::error::Result;
use crate::wizard::{CheckKey, badge};

impl Engine {
    /// Lets the badge follow the checks. Before the wizard was finished there is none to follow.
    pub(crate) async fn badge_follows(&self, profile: ProfileId, ran: &[CheckKey]) -> Result<()> {
        let now = self.now();
        let rows = self
            .store
            .write(move |tx| {
                let row = store::profiles::get(tx, profile)?;
                let rows = store::checks::list(tx, profile)?;
                let (state, note) = match badge(row.features, &rows) {
                    // Once set up, a token that fails is something to mend, not a beginning.
                    (ConnectionState::NotConnected, note) => {
                        (ConnectionState::NeedsAttention, note)
                    }
                    other => other,
                };
                let is_set_up = matches!(
                    row.connection,
                    ConnectionState::Connected | ConnectionState::NeedsAttention
                );
                if is_set_up && (row.connection != state || row.connection_note != note) {
                    store::profiles::set_connection(tx, profile, state, note.as_deref(), &now)?;
                }
                Ok(rows)
            })
            .await?;
        // Nothing is written by a check; but this one asks which types the agent may create.
        let may_create = ran.contains(&CheckKey::CreateTickets)
            && rows.iter().any(|row| {
                row.key == CheckKey::CreateTickets.code() && row.state == CheckState::Passed
            });
        if may_create {
            self.health
                .note(profile, Outcome::Worked(Area::WriteTickets));
        }
        self.events.invalidated(Some(profile), &AFTER_CHANGE);
        Ok(())
    }
}
