//! How the polls stand, for the page.

use std::time::Duration;

use domain::status_sync::partnerless;
use domain::{ProfileId, StatusId};

use super::SyncSettings;
use crate::Engine;
use crate::error::Result;

/// How keeping statuses in step stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusSync {
    /// What the administrator chose.
    pub settings: SyncSettings,
    /// Tickets that are followed.
    pub followed: u32,
    /// When the last complete poll was made, RFC 3339.
    pub polled_at: Option<String>,
    /// When the next one is due, RFC 3339; `None` while there is none.
    pub next_at: Option<String>,
    /// Halo is being asked now.
    pub is_polling: bool,
    /// Why polls pause until somebody has done something, as a sentence without a full stop.
    pub paused: Option<String>,
    /// Why the last poll did not come in.
    pub failure: Option<PollFailure>,
    /// Halo is asked less often than was chosen, for nothing has happened for a while.
    pub is_slow: bool,
    /// Names of the vendor's statuses that have no partner in Halo.
    pub lonely_here: Vec<String>,
    /// Names of Halo's statuses that have no partner here.
    pub lonely_there: Vec<String>,
}

/// A poll that did not come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollFailure {
    /// When, RFC 3339.
    pub at: String,
    /// What happened, as a sentence.
    pub what: String,
}

impl Engine {
    /// How keeping statuses in step stands.
    pub async fn status_sync(&self, profile: ProfileId) -> Result<StatusSync> {
        let (row, sync, followed, lonely) = self
            .store
            .read(move |tx| {
                let rules = store::ticket_rules::load(tx, profile)?.rules;
                let vendor = store::vendors::load(tx, profile)?;
                let config = store::halo_config::load(tx, profile)?;
                let lonely = partnerless(&rules, &vendor, &config);
                let here = vendor
                    .statuses
                    .iter()
                    .filter(|status| lonely.here.contains(&status.key))
                    .map(|status| status.name.clone())
                    .collect::<Vec<_>>();
                let name = |id: &StatusId| config.status(*id).map(|status| status.name.clone());
                let there: Vec<String> = lonely.there.iter().filter_map(name).collect();
                Ok((
                    store::profiles::get(tx, profile)?,
                    store::status_sync::load(tx, profile)?,
                    store::tickets::count_followed(tx, profile)?,
                    (here, there),
                ))
            })
            .await?;
        let paused = self.poll_pause(&row).await?;
        let now = self.pollers.now(profile);
        let next_in = now
            .next_in
            .filter(|_| paused.is_none() && followed > 0 && !now.is_polling);
        let interval = Duration::from_secs(u64::from(sync.interval_seconds));
        Ok(StatusSync {
            settings: SyncSettings {
                rule: sync.conflict_rule,
                interval,
            },
            followed,
            polled_at: sync.polled_at,
            next_at: next_in
                .map(|wait| crate::health::seconds_later(self.clock.now(), wait.as_secs())),
            is_polling: now.is_polling,
            paused,
            failure: now.failure,
            is_slow: next_in.is_some_and(|wait| wait > interval),
            lonely_here: lonely.0,
            lonely_there: lonely.1,
        })
    }
}
