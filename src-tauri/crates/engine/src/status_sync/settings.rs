//! What the administrator chose about keeping statuses in step.

use std::time::Duration;

use domain::ProfileId;
use domain::status_sync::{ConflictRule, MAX_INTERVAL, MIN_INTERVAL};
use store::journal::Entry;

use crate::Engine;
use crate::activity::{Act, SyncImage};
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
        let now = self.now();
        let seconds = u32::try_from(settings.interval.as_secs()).unwrap_or(u32::MAX);
        self.store
            .write(move |tx| {
                store::profiles::get(tx, profile)?;
                let before = SyncImage::from(&store::status_sync::load(tx, profile)?);
                let after = SyncImage::new(settings.rule, seconds);
                store::status_sync::save_settings(tx, profile, settings.rule, seconds)?;
                if before == after {
                    return Ok(());
                }
                let (was, is) = (before.in_words(), after.in_words());
                let act = Act::StatusSync { before, after };
                let entry = Entry {
                    area: "settings",
                    what: "How statuses are kept in step changed",
                    before: Some(&was),
                    after: Some(&is),
                    note: None,
                    act: Some(&act.kept()?),
                };
                store::journal::enter_act(tx, profile, &entry, &now)
            })
            .await?;
        // The first alone is told at every poll, and does not make the journal be read again.
        self.events
            .invalidated(Some(profile), &[Tag::StatusSync, Tag::Profiles]);
        self.pollers.look_again();
        Ok(())
    }
}
