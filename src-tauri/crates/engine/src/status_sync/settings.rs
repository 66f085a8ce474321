//! What the administrator chose about keeping statuses in step.

use std::time::Duration;

use domain::ProfileId;
use domain::status_sync::{ConflictRule, MAX_INTERVAL, MIN_INTERVAL};

use crate::Engine;
use crate::error::{Error, Result};
use crate::tags::Tag;

/// The choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyncSettings {
    /// What happens when both sides were changed.
    pub rule: ConflictRule,
    /// Time between two polls.
    pub interval: Duration,
}

impl Engine {
    /// Saves the choices. They count from the next poll on; conflicts that wait are decided by the new rule then.
    ///
    /// # Errors
    /// `InvalidInput` for an interval that is too short or too long.
    pub async fn save_status_sync(&self, profile: ProfileId, settings: SyncSettings) -> Result<()> {
        if !(MIN_INTERVAL..=MAX_INTERVAL).contains(&settings.interval) {
            return Err(Error::InvalidInput {
                field: "intervalSeconds",
                message: format!(
                    "Halo is asked every {} seconds at most, and every {} minutes at least.",
                    MIN_INTERVAL.as_secs(),
                    MAX_INTERVAL.as_secs() / 60
                ),
            });
        }
        let seconds = u32::try_from(settings.interval.as_secs()).unwrap_or(u32::MAX);
        self.store
            .write(move |tx| {
                store::profiles::get(tx, profile)?;
                store::status_sync::save_settings(tx, profile, settings.rule, seconds)
            })
            .await?;
        self.events.invalidated(Some(profile), &[Tag::StatusSync]);
        self.pollers.look_again();
        Ok(())
    }
}
